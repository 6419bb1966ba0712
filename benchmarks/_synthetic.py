"""Libraries of any number of arguments, in the mould of a real one."""

from credence.library import Library

CLAIMS = 12


def synthetic(arguments: int) -> Library:
    """A library of ``arguments`` active arguments.

    Twelve claims in a chain of causes; every number uncertain; four arguments in five unsure of
    their soundness, every fifth undercuts the one before it, every second lies in a family of four.
    """
    ids = [f"claim_{index}" for index in range(CLAIMS)]
    described = {"title": "A claim", "statement": "It is so.", "prior": {"low": 0.05, "high": 0.4}}
    claims = {
        name: described | ({"causes": {ids[index - 1]: {"low": 0.1, "high": 0.5}}} if index else {})
        for index, name in enumerate(ids)
    }
    found: dict[str, dict] = {}
    for index in range(arguments):
        block = index // 8  # eight arguments on one claim, four of them a family
        argument = {
            "title": "An argument",
            "summary": "A reason.",
            "active": True,
            "claim": ids[block % CLAIMS],
            "lr": {"low": 0.5, "high": 6} if index % 3 else {"low": 0.2, "high": 1.5},
        }
        if index % 5:
            argument["soundness"] = {"low": 0.4, "high": 0.9}
        elif index:
            argument["undercuts"] = {f"argument_{index - 1}": {"low": 0.2, "high": 0.8}}
        if index % 2:
            argument["family"] = f"family_{block}"
        found[f"argument_{index}"] = argument
    families = {a["family"] for a in found.values() if "family" in a}
    return Library.model_validate(
        {
            "id": "synthetic",
            "version": 1,
            "title": "Synthetic",
            "claims": claims,
            "families": {name: {"title": "A family", "overlap": 0.5} for name in sorted(families)},
            "arguments": found,
        }
    )
