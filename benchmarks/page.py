"""How fast is the page? Our calculator beside a blank Streamlit app with as many toggles.

Run from the repository's root, in the environment that `make` builds::

    .venv/bin/python benchmarks/page.py               # some two minutes
    .venv/bin/python benchmarks/page.py --soak 2000   # memory over 2,000 clicks, some five minutes

The blank app is measured twice: with Streamlit's own settings and with ours
(`.streamlit/config.toml`). Clicks go to the three apps in turn, so that whatever else the machine
does falls on all of them, and leave time to look at the answer. *Answer* is the time from the click on a toggle to the new headline on
the page, on the browser's own clock; *first page* that from starting the server to the headline
in a browser which is already there.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser

from benchmarks._served import ROOT, Served, chromium, click, serving, settled, toggles

BLANK = ROOT / "benchmarks" / "_blank_app.py"


def ours() -> Served:
    """Our app with our settings."""
    return Served("Credence", ROOT / "app.py", ROOT)


def blank(folder: Path, count: int) -> Served:
    """The blank app; ``folder`` holds the settings."""
    name = "blank, our settings" if folder == ROOT else "blank, Streamlit's settings"
    return Served(name, BLANK, folder, TOGGLES=str(count))


def answers(browser: Browser, elsewhere: Path, clicks: int) -> None:
    """From click to headline in the three apps, and the memory that this takes."""
    calculator = ours()
    with serving(calculator):
        page = settled(calculator.visit(browser))
        count = toggles(page)
        rivals = [blank(elsewhere, count), blank(ROOT, count)]
        with serving(*rivals):
            pages = {calculator: page} | {app: settled(app.visit(browser)) for app in rivals}
            taken: dict[Served, list[float]] = {app: [] for app in pages}
            for number in range(-3, clicks):  # the first clicks warm up
                for app, its_page in pages.items():
                    milliseconds = click(its_page, number % count)
                    if number >= 0:
                        taken[app].append(milliseconds)
            print(f"Answer: click to headline, {count} toggles, {clicks} clicks each in turn")
            for app, found in taken.items():
                p95 = statistics.quantiles(found, n=20)[-1]
                print(
                    f"  {app.name:30} p50 {statistics.median(found):6.1f} ms   p95 {p95:6.1f} ms   "
                    f"peak memory {app.peak_megabytes():4.0f} MB"
                )
            middle = statistics.median(taken[calculator])
            for app in rivals:
                ratio = middle / statistics.median(taken[app])
                print(f"  Credence / {app.name:30} {ratio:.2f}")


def first_pages(browser: Browser, elsewhere: Path, rounds: int) -> None:
    """From starting the server to the first headline."""
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        for start in (ours, lambda: blank(elsewhere, 9), lambda: blank(ROOT, 9)):
            app = start()
            with serving(app):
                app.visit(browser).context.close()
                taken.setdefault(app.name, []).append(app.first)
    print(f"First page: start to headline, median of {rounds}")
    middles = {name: statistics.median(found) for name, found in taken.items()}
    for name, middle in middles.items():
        print(f"  {name:30} {middle:5.2f} s   Credence / this {middles['Credence'] / middle:.2f}")


def soak(browser: Browser, clicks: int) -> None:
    """Memory while one visitor goes on clicking."""
    app = ours()
    with serving(app):
        page = settled(app.visit(browser))
        count = toggles(page)
        print(f"Soak: {clicks} clicks; megabytes held, and the slowest answer since the last line")
        slowest, held = 0.0, []
        for number in range(clicks):
            # A walk over the toggles in changing strides, so that scenarios seldom come again.
            slowest = max(slowest, click(page, (number * (1 + number // count)) % count, pause=0))
            if (number + 1) % max(1, clicks // 10) == 0:
                held.append(app.megabytes())
                print(f"  {number + 1:6} clicks   {held[-1]:4.0f} MB   {slowest:5.0f} ms")
                slowest = 0.0
        print(f"  last / middle {held[-1] / held[len(held) // 2]:.2f}")


def main() -> None:
    """Measure what the options ask for."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--clicks", type=int, default=50)
    options.add_argument("--rounds", type=int, default=5, help="starts of each app")
    options.add_argument("--soak", type=int, default=0, metavar="CLICKS", help="only soak")
    chosen = options.parse_args()
    with chromium() as browser, tempfile.TemporaryDirectory() as elsewhere:
        if chosen.soak:
            soak(browser, chosen.soak)
        else:
            answers(browser, Path(elsewhere), chosen.clicks)
            first_pages(browser, Path(elsewhere), chosen.rounds)


if __name__ == "__main__":
    main()
