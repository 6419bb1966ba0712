"""How it works: the words of the page, and what its numbers mean and do not mean."""

import streamlit as st

from pages.ui import frame, worked_labs

WORDS = """
| word | what it means here |
|---|---|
| **claim** | something that is true or false, such as *scheming* or *doom* |
| **credence** | how probable you hold it, in per cent, odds or "1 in 20" |
| **argument** | evidence on a claim, held as a likelihood ratio |
| **likelihood ratio** | how much more expected the argument's evidence is if the claim is true than if it is false; 2 doubles the odds, ½ halves them, 1 says nothing |
| **bit** | one doubling of the odds; two bits are a factor of four |
| **weight of evidence** | what an argument would do by itself if it were sound: its ratio in bits |
| **soundness** | how probable it is that the argument is evidence at all; an unsound one has ratio 1, it is no evidence against |
| **undercut** | an argument that speaks against another's soundness, and not for or against a claim |
| **family, overlap** | arguments that partly say the same; the strongest counts in full, the next ones are discounted, and as far as they overlap they are sound or unsound together |
| **scepticism** | one dial that shrinks every argument at once |
| **supposing** | learning that a claim is true, or false, to see what would follow; your uncertain numbers learn from it too |
| **stating** | saying how probable you hold a claim, all things considered; it is compared with what your arguments and numbers imply, and changes nothing by itself |
"""

STEPS = """
1. Each uncertain number, "probably between 1.5 and 10", is drawn a few thousand times.
2. In every draw it is settled which of the arguments that you switched on are sound, after what
   undercuts them. Members of a family share their luck as far as they overlap, so that saying a thing
   ten times is not ten tries at being right.
3. The sound ones multiply the odds of the claims that they are about, and the claims pass that on
   to each other along the arrows between them, up and down, by Bayes' theorem, exactly.
4. Your **credence** is the mean over all draws. The **90 % interval** leaves out the lowest and the
   highest twentieth of them: it says how unsure you are of your own numbers. Where you suppose
   something, draws in which it was likelier weigh more.
"""

LIMITS = """
- The numbers that come with a library are **illustrative**. They are there to be changed.
- A mean of probabilities is not the probability at the mean: if you are torn between "almost
  surely" and "almost surely not", your credence lies in the middle.
- Nobody knows quite how much arguments overlap. Beside your credence stands what it would be if those
  of a family were independent, or if only the strongest counted: two ends of a dial, and no bounds; the
  dial itself says between which figures it moves.
- More draws make the computer's error smaller. They do not make *you* surer.
- Arguments that nobody has written down do not count here, on either side.
- It orders what you think; it does not know what is true.
"""

frame.surrounded()

st.header("How it works", anchor=False)
st.markdown(
    "You say how likely you held a claim before any argument, which arguments you accept and how "
    "strong they are. Credence works out what follows, and shows which of it matters."
)
st.subheader("The words", anchor=False)
st.markdown(WORDS)
st.subheader("What happens when you switch an argument on", anchor=False)
st.markdown(STEPS)
worked_labs.show()
st.subheader("What it cannot do", anchor=False)
st.markdown(LIMITS)
