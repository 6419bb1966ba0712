"""What each number of a library is called on the page."""

from credence.consistency import number_field
from credence.library import Library


def number_label(library: Library, path: str) -> str:
    """A number's question in words; strangers' titles in it are not escaped."""
    section, item, field = number_field(path)
    name, _, which = field.partition(".")
    if section == "claims":
        return _of_claim(library, item, name, which)
    if name == "lr":
        claim = which or library.arguments[item].claim or ""
        return f"Likelihood ratio on “{library.claim(claim).title}”"
    if name == "premise":
        return f"Premise: {which.replace('_', ' ')}"
    if name == "undercut":
        return f"If it is sound: how probable that it undoes “{library.arguments[which].title}”"
    if name == "overlap":
        return "Overlap"
    return "Soundness: how probable that it is evidence at all"


def _of_claim(library: Library, item: str, name: str, which: str) -> str:
    claim = library.claims.get(item)
    if name == "cause":
        return f"If “{library.claim(which).title}”: how probable that it brings this about"
    if name == "table":
        parents = zip(which, claim.parents if claim else (), strict=False)
        said = ", ".join(
            f"{'' if digit == '1' else 'not '}{library.claim(parent).title}"
            for digit, parent in parents
        )
        return f"Probability given: {said}"
    if name == "weight":
        return "Weight among the alternatives"
    return (
        "Probability without any of its causes" if claim and claim.causes else "Prior probability"
    )
