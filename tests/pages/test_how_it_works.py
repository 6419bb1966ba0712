"""How it works: the words, and the worked example as the engine has it."""

from credence.words import percent
from pages.ui import worked_labs
from tests.pages.driver import page, texts


def test_the_worked_example_is_computed():
    """The table's figures are the engine's; the sentence under it has them too."""
    app = page("", "how_it_works")
    none, one, two = worked_labs.worked()
    table = app.table[0].value
    claims = [cell.replace("\u00a0", " ").replace("\\", "") for cell in table.iloc[2]]
    assert claims == [
        "Laboratories as claims: he left it",
        *(percent(each.as_claims) for each in (none, one, two)),
    ]
    said = " ".join(texts(app).replace("\\", "").split())
    assert "0.99 %" == percent(one.as_claims)
    assert f"makes its own error likely ({percent(one.wrong)})" in said
    assert f"less likely again ({percent(two.wrong)})" in said


def test_the_example_can_be_taken_along():
    """As the file that it was worked out from."""
    app = page("", "how_it_works")
    (button,) = app.get("download_button")
    assert "This example as a library" == button.proto.label
    assert worked_labs.library().name == "two-labs-1"
