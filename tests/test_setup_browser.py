"""The browser of the browser tests is found or installed as far as the user's rights reach."""

import subprocess

import pytest

DEBIAN = "ID=debian\n"
UBUNTU = "ID=ubuntu\nID_LIKE=debian\n"
ROOT_USER, PLAIN_USER = "echo 0", "echo 1000"
# apt-get that needs root's rights, which sudo lends, and brings Chromium.
APT_GET = """
[ "$(id -u)" = 0 ] || [ -n "${AS_ROOT:-}" ] || exit 100
case "$*" in
install*chromium*) printf '#!/bin/sh\\n' > "$CHROMIUM_GOES_TO"; chmod +x "$CHROMIUM_GOES_TO" ;;
esac
"""
SUDO = '[ "$1" = -n ] && shift\nAS_ROOT=yes "$@"'


@pytest.fixture
def get_browser(machine):
    """Return a function that asks for a browser on a system with the given os-release."""

    def get(system: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        (machine.folder / "os-release").write_text(system)
        variables["OS_RELEASE"] = str(machine.folder / "os-release")
        variables["CHROMIUM_GOES_TO"] = str(machine.bin / "chromium")
        return machine.run("chromium.sh", *arguments, **variables)

    return get


def test_a_browser_that_is_there_is_taken(machine, get_browser):
    """Nothing is installed where Chromium or Chrome runs already."""
    machine.has("google-chrome", "exit 0")
    found = get_browser(DEBIAN, "--install")
    assert str(machine.bin / "google-chrome") == found.stdout.strip()
    assert ["google-chrome --version"] == machine.calls()


def test_a_browser_that_does_not_run_is_passed_over(machine, get_browser):
    """Ubuntu's chromium-browser is a script that asks for a snap: it is no browser."""
    machine.has("chromium-browser", "exit 1")
    machine.has("chromium", "exit 1")
    machine.has("google-chrome-stable")
    assert str(machine.bin / "google-chrome-stable") == get_browser(UBUNTU).stdout.strip()


def test_the_browser_that_was_named_is_the_one_taken(machine, get_browser):
    """CHROMIUM comes first; where it does not run, nothing else is taken in its stead."""
    machine.has("chromium")
    machine.has("mine")
    assert "mine" == get_browser(DEBIAN, CHROMIUM="mine").stdout.strip()
    wrong = get_browser(DEBIAN, "--install", CHROMIUM="yours")
    assert (2, "") == (wrong.returncode, wrong.stdout)
    assert "CHROMIUM=yours does not run" in wrong.stderr


def test_root_on_debian_gets_debians_chromium(machine, get_browser):
    """As root the package is installed without further ado."""
    machine.has("id", ROOT_USER)
    machine.has("apt-get", APT_GET)
    assert str(machine.bin / "chromium") == get_browser(DEBIAN, "--install").stdout.strip()


def test_sudo_lends_the_rights_to_install(machine, get_browser):
    """A user who may use sudo gets the package too; without a terminal nobody is asked."""
    machine.has("id", PLAIN_USER)
    machine.has("apt-get", APT_GET)
    machine.has("sudo", SUDO)
    assert str(machine.bin / "chromium") == get_browser(DEBIAN, "--install").stdout.strip()
    assert any(
        call.startswith("sudo -n env ") and "apt-get install" in call for call in machine.calls()
    )


@pytest.mark.parametrize("sudo", [None, "exit 1"], ids=["no sudo", "sudo refuses"])
def test_without_rights_the_message_says_what_to_do(machine, get_browser, sudo):
    """A user who may install nothing is told the command, and how to test without a browser."""
    machine.has("id", PLAIN_USER)
    machine.has("apt-get", APT_GET)
    if sudo:
        machine.has("sudo", sudo)
    refused = get_browser(DEBIAN, "--install")
    assert (1, "") == (refused.returncode, refused.stdout)
    assert "sudo apt-get install chromium" in refused.stderr
    assert "make test-quick" in refused.stderr


def test_elsewhere_playwright_fetches_its_chromium_into_the_environment(machine, get_browser):
    """On Ubuntu the package is a snap: apt-get is left alone and Playwright's build is fetched."""
    machine.has("id", PLAIN_USER)
    machine.has("apt-get", APT_GET)
    build = "chromium-1234/chrome-linux64"
    machine.has(
        ".venv/bin/playwright",
        f'mkdir -p "$PLAYWRIGHT_BROWSERS_PATH/{build}"\n'
        f'cp tools/find_uv.sh "$PLAYWRIGHT_BROWSERS_PATH/{build}/chrome"\n'
        f'printf "#!/bin/sh\\n" > "$PLAYWRIGHT_BROWSERS_PATH/{build}/chrome"\n',
    )
    found = get_browser(UBUNTU, "--install").stdout.strip()
    assert str(machine.folder / ".venv/browsers" / build / "chrome") == found
    assert [] == [call for call in machine.calls() if "apt-get" in call]
