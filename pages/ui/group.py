"""The parts of the page on groups: where answers come from, what became of them, what they say."""

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from credence.asking import NOTHING, Told
from credence.errors import InputError
from credence.figures.group import argument_rows, people_rows
from credence.figures.strengths import MOST, strengths_alt, strengths_figure
from credence.files.bounds import GROUP_ON_A_PAGE
from credence.files.released import DATA
from credence.files.survey import KEPT_BYTES, read_survey
from credence.files.survey_template import survey_template
from credence.groups.reduced import Reduced, combined
from credence.library import Library
from credence.scenario import Scenario
from credence.survey import Questions
from credence.words import clean
from credence.words.group import (
    agreement_words,
    counted_words,
    influence_words,
    label_title,
    pool_words,
    sample_words,
    silent_words,
    trust_words,
)
from credence.words.group_tables import (
    implied_rows,
    stated_rows,
    strength_rows,
)
from pages.ui import asking, show, state, view, work
from pages.ui.text import plain

if TYPE_CHECKING:
    from credence.groups.result import GroupResult

SAMPLE = DATA / "samples" / "group-synthetic.csv"
MEDIANS = DATA / "samples" / "group-published.csv"
_SAMPLES_OF = "ai-risk-1"
_SAMPLES = {"medians": MEDIANS, "invented": SAMPLE}
_LABELS = {
    "medians": "Medians of real surveys",
    "published": "Views from published texts",
    "invented": "An invented survey",
}
_ENDINGS = ("csv", "tsv", "xlsx", "parquet", "yaml", "yml", "json")
_PROBLEMS = 20

type Files = tuple[tuple[str, bytes], ...]


def ask(scenario: Scenario) -> Reduced | None:
    """Ask for files or an example; the answers read from them."""
    dropped = st.file_uploader(
        "Tables of people (CSV, Excel, Parquet), or credence files (YAML, JSON)",
        type=list(_ENDINGS),
        accept_multiple_files=True,
        key="group.files",
        help="One row a person, or one row a number. They are read, and kept nowhere, so the page's "
        "link does not hold them. At most 5 MB each; the command line reads millions of rows.",
    )
    example = _example(scenario.library)
    files: Files = tuple((clean(file.name, 80), file.getvalue()) for file in dropped or ())
    if sum(len(content) for _, content in files) > KEPT_BYTES:
        st.error("These files have more than 20 MB; `credence group` reads them in parts.")
        return None
    files = files or example
    if not files:
        st.info("Drop files above, or look at an example first.")
        return None
    found, problems = [], []
    for file in files:
        try:
            found.append(read(file, scenario.library, asking.told(file[1])))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        told = "\n".join(f"- {plain(str(problem))}" for problem in problems[:_PROBLEMS])
        st.error(f"This cannot be read.\n\n{told}")
        return None
    for number, (one, (name, content)) in enumerate(zip(found, files, strict=True)):
        several = name if len(files) > 1 else ""
        asking.show(one.account, content, f"group.file.{number}", name=several)
    whole = combined(found, Questions.of(scenario.library))
    asking.rows(whole.account, "group_report")
    return whole


def _example(library: Library) -> Files:
    """The example that is chosen, with the buttons that choose one."""
    published = tuple(
        (path.name, path.read_bytes())
        for path in sorted((DATA / "worldviews").glob("*.yaml"))
        if f"library: {library.name}\n" in path.read_text(encoding="utf-8")
    )
    known = {"published": published} if published else {}
    if library.name == _SAMPLES_OF:
        known |= {name: ((path.name, path.read_bytes()),) for name, path in _SAMPLES.items()}
    chosen = view.text("example", "", among=["", *known])
    with st.container(horizontal=True):
        for name in (name for name in _LABELS if name in known):
            label = _LABELS[name]
            st.button(
                f"Close: {label[0].lower()}{label[1:]}" if name == chosen else label,
                key=f"group.{name}",
                on_click=lambda name=name: view.change(
                    "example", "" if name == chosen else name, ""
                ),
            )
        if chosen in _SAMPLES:
            _download("This example as CSV", _SAMPLES[chosen].read_bytes(), _SAMPLES[chosen].name)
        _download(
            "An empty table to fill in", survey_template(library), f"survey-{library.name}.csv"
        )
    if chosen == "invented":
        st.warning("This example is synthetic: invented people, invented numbers.")
    if chosen == "medians":
        st.caption(
            "What eight public surveys and forecasts say, each as one person; their questions and "
            "sources stand in the file. They ask for different things (extinction by 2100, a "
            "catastrophe by 2070), so see first how far they lie apart."
        )
    if chosen == "published":
        st.caption("Our readings of published texts; their authors did not write them.")
    return known.get(chosen, ())


def _download(label: str, content: bytes, file: str) -> None:
    st.download_button(
        label, content, file_name=file, mime="text/csv", key=f"group.get.{file}", on_click="ignore"
    )


@lru_cache(maxsize=16)
def read(file: tuple[str, bytes], library: Library, told: Told = NOTHING) -> Reduced:
    """The answers in a file; ``told`` is what was answered about it."""
    return read_survey([file], library, told=told, bounds=GROUP_ON_A_PAGE)


def judged(survey: Reduced, scenario: Scenario) -> "GroupResult | None":
    """The group's numbers, from a worker process; its progress until they are there."""
    if not survey.size:
        first = "Answer the question above first. " if survey.account.asked else ""
        st.info(f"{first}Nobody's answers could be used, so there is no group yet.")
        return None
    digest = hashlib.sha256(state.code_of(scenario).encode())
    digest.update(scenario.library.digest.encode())
    for block in survey.people:
        digest.update(repr(block.names.tolist()).encode())
        for path, ends in sorted(block.numbers.items()):
            digest.update(path.encode() + ends[0].tobytes() + ends[1].tobytes())
        for path, truths in sorted(block.flags.items()):
            digest.update(path.encode() + truths.tobytes())
    found: GroupResult | None = work.answer(
        "models.group_task:judged",
        survey,
        scenario,
        key=f"group {digest.hexdigest()}",
        affinity="group",
        said="Computing what the group holds",
    )
    return found


def pools(found: "GroupResult") -> None:
    """The plain pools of each claim, who is counted in them, and whom they hang on."""
    st.subheader("How likely is each claim?", anchor=False)
    st.markdown(
        "Two pools, each over the people who said something of the claim: what they *state* of it, "
        "and what their own priors and arguments *imply*. Who is silent on a claim is counted in "
        "neither."
    )
    st.markdown(plain(counted_words(found, found.scenario.target)))
    _pool_table("What people state", stated_rows(found), "Nobody states a credence in any claim.")
    _pool_table(
        "What people’s own numbers imply",
        implied_rows(found),
        "Nobody gives numbers of their own that reach a claim.",
    )
    titles = {claim: found.scenario.library.claim(claim).title for claim in found.claims}
    said = [line for c, held in found.claims.items() for line in pool_words(held, titles[c])]
    for sentence in said:
        st.markdown(f"- {plain(sentence)}")
    for sentence in (sample_words(found), silent_words(found)):
        if sentence:
            st.caption(plain(sentence))
    st.caption(
        "*Mean* and *median* are of the probabilities. The *geometric mean of odds* treats a claim "
        "and its denial alike; *extremised*, it is pushed away from even odds, since people who know "
        "different things are together surer than each alone; it counts shared evidence twice. "
        "*The group’s own numbers* are what the calculator makes of the group’s likelihood ratios "
        "and pooled priors."
    )


def _pool_table(title: str, rows: list[dict[str, str]], otherwise: str) -> None:
    st.markdown(f"**{title}**")
    if rows:
        st.table([{name: plain(value) for name, value in row.items()} for row in rows])
    else:
        st.caption(otherwise)


def arguments(found: "GroupResult") -> None:
    """How strong the group finds each argument."""
    st.subheader("How strong is each argument?", anchor=False)
    rows = argument_rows(found)
    if not rows:
        st.info("Nobody gave a likelihood ratio, so there is no argument to show.")
        return
    st.markdown(
        "The diamond is the group's likelihood ratio, the thick bar how sure it is of it. The thin "
        "bar is the *next person*: where nine in ten people who were not asked would stand. More "
        "answers narrow the thick bar, and hardly the thin one."
    )
    show.figure(
        "group_arguments",
        strengths_figure(rows, dark=show.dark()),
        alt=strengths_alt("Likelihood ratios of the group, argument by argument", rows),
        rows=strength_rows(found),
    )
    if len(rows) > MOST:
        st.caption(f"The first {MOST} of {len(rows)} arguments; the table has all.")
    for sentence in agreement_words(found):
        st.markdown(f"- {plain(sentence)}")
    if found.influence and found.posterior:
        name, most = found.influence
        label = found.posterior.labels[most.argument]
        title = label_title(found.scenario.library, label)
        st.markdown(f"- {plain(influence_words(name, most, title))}")


def people(found: "GroupResult") -> None:
    """Everybody on one argument."""
    if found.posterior is None or found.values is None:
        return
    library, labels = found.scenario.library, found.posterior.labels
    chosen = view.text("group_argument", labels[0], among=labels)
    st.selectbox(
        "People on one argument",
        labels,
        format_func=lambda label: clean(label_title(library, label), 80),
        **view.bound("group.argument", "group_argument", chosen, labels[0]),
    )
    rows = people_rows(found, chosen)
    st.markdown(
        "The hollow mark is what a person answered, the filled one what they may really hold: unsure "
        "answers are drawn towards the group, and where none was given the group speaks for them."
    )
    show.figure(
        "group_people",
        strengths_figure(rows, dark=show.dark()),
        alt=strengths_alt(f"People on {clean(label_title(library, chosen), 80)}", rows),
        rows=[{"Who": clean(row.title, 80), "Likelihood ratio, 90 %": row.said} for row in rows],
    )
    if len(rows) > MOST:
        st.caption(f"The {MOST - 1} strongest of {len(rows) - 1:,} people; the table has all.")


def trust(found: "GroupResult") -> None:
    """How the numbers were made, and whether the sampler can be relied on."""
    if found.posterior is None:
        return
    said = plain(trust_words(found.posterior.diagnostics))
    if said.startswith("Do not"):
        st.warning(said)
    else:
        st.caption(said)
    for note in found.notes[:_PROBLEMS]:
        st.caption(plain(note))
