"""What is needed to run the app for others hangs together: image, proxy, replicas and their words."""

import importlib.util
import json
import re
import shlex

import pytest
from ruamel.yaml import YAML
from streamlit import config
from streamlit.web.server.starlette import starlette_agent_routes, starlette_routes

from credence import cli
from credence.cli import serve
from tests.machine import ROOT

DOCS = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
COMPOSE = YAML(typ="safe").load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))


def instructions(name):
    """What follows an instruction of the Dockerfile, by occurrence."""
    return re.findall(rf"^{name} (.*)$", DOCKERFILE, re.MULTILINE)


def copied():
    """What the image takes from the repository."""
    return [source for line in instructions("COPY") for source in line.split()[:-1]]


def test_the_image_takes_what_is_there():
    """Every file and folder that the Dockerfile copies exists, and reaches Docker."""
    for source in copied():
        assert (ROOT / source).exists(), source
    kept = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert sorted(copied()) == sorted(kept)


def test_the_image_holds_the_whole_app(tmp_path, monkeypatch):
    """With what is copied alone, the command finds the app, its pages, settings and data."""
    for source in copied():
        place = tmp_path / source
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(ROOT / source)
    monkeypatch.setattr(serve, "_HOMES", (tmp_path,))
    assert tmp_path / "app.py" == serve.script()
    for part in ("pages/ui/frame.py", ".streamlit/config.toml", "data/libraries", "models"):
        assert (tmp_path / part).exists()


def test_the_image_runs_a_command_that_there_is(monkeypatch):
    """CMD's words are those of the command line, and let other machines in."""
    [words] = instructions("CMD")
    words = json.loads(words)
    commands = []
    monkeypatch.setattr(serve, "_replaced_by", commands.append)
    assert ["python", "-m", "credence"] == words[:3]
    assert 0 == cli.run(words[3:])
    assert ["--server.address", "0.0.0.0", "--server.port", "8501"] == commands[0][5:9]  # noqa: S104 - in its container
    assert ["8501"] == instructions("EXPOSE")


def test_the_images_health_is_asked_where_streamlit_answers():
    """HEALTHCHECK is valid Python, and asks for Streamlit's own route on the exposed port."""
    [line] = instructions("HEALTHCHECK")
    words = json.loads(line.partition("CMD ")[2])
    compile(words[2], "HEALTHCHECK", "exec")
    assert f"127.0.0.1:8501/{starlette_routes.ROUTE_HEALTH}'" in words[2]
    assert f"/{starlette_routes.ROUTE_HEALTH}`" in DOCS


def test_the_images_commands_are_whole():
    """Shell lines can be split into words, and none hides a failure."""
    for line in instructions("RUN"):
        assert shlex.split(line)
        assert "|| true" not in line
    version = (ROOT / ".python-version").read_text().strip()
    assert [f"python:{version}-slim"] == instructions("FROM")


def test_the_proxy_knows_the_replicas_and_blocks_what_is_not_public():
    """Its servers are the compose file's, its blocked routes Streamlit's."""
    services = COMPOSE["services"]
    replicas = [name for name, each in services.items() if each.get("image") == "credence"]
    assert replicas == re.findall(r"server (\w+):8501;", NGINX)
    assert len(replicas) > 1
    blocked = re.findall(r"location (\S+)\s+\{ return 404; \}", NGINX)
    assert f"/{starlette_routes.ROUTE_METRICS}" in blocked
    agent = starlette_agent_routes._ROUTE_AGENT_INTERACT.rpartition("/")[0]
    assert f"/{agent}/" in blocked
    for said in ("$http_host", "hash $remote_addr consistent", "32k", "$connection_upgrade"):
        assert said in NGINX
    [mount] = services["proxy"]["volumes"]
    assert (ROOT / "deploy" / mount.split(":")[0]).is_file()
    assert NGINX.count("{") == NGINX.count("}")


def test_all_replicas_have_one_database_and_one_secret():
    """Both are asked for, and Streamlit knows the name of the secret."""
    replicas = [each for each in COMPOSE["services"].values() if each.get("image") == "credence"]
    environments = [each["environment"] for each in replicas]
    assert all(each == environments[0] for each in environments)
    assert {"CREDENCE_STORE_URL", "STREAMLIT_SERVER_COOKIE_SECRET"} == set(environments[0])
    assert "@database/" in environments[0]["CREDENCE_STORE_URL"]
    assert "database" in COMPOSE["services"]
    assert "server.cookieSecret" in config._config_options_template


def test_every_variable_is_in_the_table():
    """The table of settings names the variables of the code, and no others."""
    code = [
        *ROOT.glob("credence/**/*.py"),
        *ROOT.glob("models/**/*.py"),
        *ROOT.glob("pages/**/*.py"),
    ]
    used = {name for path in code for name in re.findall(r"\bCREDENCE_[A-Z_]+", path.read_text())}
    assert used == set(re.findall(r"^\| `(CREDENCE_[A-Z_]+)`", DOCS, re.MULTILINE))


@pytest.mark.parametrize("name", ["deploy.md", "links.md"])
def test_what_the_pages_refer_to_is_there(name):
    """Every relative link of these pages leads to a file, and to a heading where it names one."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        path, _, anchor = target.partition("#")
        file = (ROOT / "docs" / path) if path else ROOT / "docs" / name
        assert file.exists(), target
        headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert not anchor or anchor in {each.lower().replace(" ", "-") for each in headings}


def test_the_driver_of_postgresql_is_in_the_extra_that_is_named():
    """`pip install 'credence[postgres]'` brings what CREDENCE_STORE_URL needs."""
    assert "credence[postgres]" in DOCS
    assert re.search(r"^postgres = .*psycopg", (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert importlib.util.find_spec("psycopg")


def test_the_cluster_runs_modules_that_there_are_and_an_image_that_has_them():
    """Its services start what Dask has, the image is told to add it, and the docs name its file."""
    path = "deploy/cluster.yaml"
    services = YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))["services"]
    assert {"scheduler", "worker", "ask"} == set(services)
    assert 'ALSO=""' in instructions("ARG")
    assert "${ALSO}" in DOCKERFILE
    for name in ("scheduler", "worker"):
        words = services[name]["command"].split()
        assert ["python", "-m"] == words[:2]
        assert importlib.util.find_spec(words[2])
        assert "distributed" == services[name]["build"]["args"]["ALSO"]
    assert "tcp://scheduler:8786" in services["ask"]["entrypoint"][2]
    assert f"docker compose -f {path} up" in (ROOT / "docs" / "scale.md").read_text("utf-8")
