"""The app driven by script: a visitor without a browser."""

from streamlit.testing.v1 import AppTest

from credence.files import load_library
from credence.links import decode, view
from credence.scenario import Scenario
from credence.update import evaluate
from credence.words import told_apart
from tests.machine import ROOT

AI = load_library("ai-risk-1")
START = Scenario(AI)


def page(code: str = "", name: str = "", **choices: str) -> AppTest:
    """The app as a visitor with this code in the address sees it.

    Args:
        code: The scenario's code.
        name: Which page, by its file's name; the calculator by default.
        choices: What is chosen on it.
    """
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if code:
        app.query_params["s"] = code
    if choices:
        app.query_params["v"] = view.encode(choices)
    if name:
        app.run()
        app.switch_page(f"pages/{name}.py")
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    """The same app, which must not have failed."""
    assert not app.exception
    return app


def shown(app: AppTest) -> list[str]:
    """The percentages in the headline: prior, and posterior where an argument is on."""
    return [metric.value for metric in app.metric]


def scenario_of(app: AppTest) -> Scenario:
    """The scenario that the address holds."""
    code = app.text_input(key="s").value
    if not code:
        return START
    found = decode(code, load_library)
    assert [] == found.problems
    return found.scenario


def expected(scenario: Scenario) -> list[str]:
    """What the headline must show, by the engine."""
    result = evaluate(scenario).target
    pairs = [(each.credence, each.complement) for each in (result.prior, result.posterior)]
    return list(told_apart(*pairs)) if scenario.active else [told_apart(*pairs)[0]]


def switched(app: AppTest, argument: str, *, on: bool = True) -> AppTest:
    """The app after a click on an argument's toggle."""
    return checked(app.toggle(key=f"on.{argument}").set_value(on).run())


def pressed(app: AppTest, key: str) -> AppTest:
    """The app after a click on a button."""
    return checked(app.button(key=key).click().run())


def texts(app: AppTest) -> str:
    """All sentences on the page, without Markdown's escapes."""
    elements = (*app.markdown, *app.caption, *app.warning, *app.error)
    return " ".join(element.value for element in elements).replace("\\", "")


def choosing(app: AppTest, **choices: str) -> AppTest:
    """The app after these choices were made on it, others kept."""
    code = app.text_input(key="v")
    held, problems = view.decode(code.value or "")
    assert [] == problems
    return checked(code.set_value(view.encode(held | choices)).run())


def opened(app: AppTest, *folds: str) -> AppTest:
    """The app with these folds open."""
    return choosing(app, unfolded=".".join(folds))
