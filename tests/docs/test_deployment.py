"""The files for an organisation's own server agree with the program, as far as none is started."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main
from click.testing import CliRunner
from django.urls import resolve
from ruamel.yaml import YAML

from stature.cli.main import app
from stature.web.operations import views

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")
SETTINGS = Path(views.__file__).parent.parent
READ_IN_CODE = re.compile(r"""["'](STATURE_[A-Z_]+|DATABASE_URL)["']""")


def services() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(COMPOSE)["services"])


def commands() -> list[list[str]]:
    """What the containers run of our own, and the image by itself."""
    given = [each["command"] for each in services().values() if "command" in each]
    script = " ".join(services()["backup"]["command"])
    image = re.search(r"^CMD (\[.*\])$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    of_image = YAML(typ="safe").load(image[1]) if image else []
    in_script = re.findall(r"stature (\w+)", script)
    return [
        *(each for each in given if each[0] == "stature"),
        of_image,
        ["stature", *in_script[:1]],
    ]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_and_option_of_the_containers_exists(command):
    program, name, *words = command
    shown = CliRunner().invoke(typer.main.get_command(app), [name, "--help"], terminal_width=200)
    assert program == "stature"
    assert shown.exit_code == 0
    for word in words:
        assert not word.startswith("--") or word in shown.output


def test_every_value_that_is_asked_for_stands_in_the_example():
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE))
    offered = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "example.env").read_text("utf-8"), re.M))
    assert asked == offered


def test_every_setting_that_is_given_is_read():
    given = set(services()["web"]["environment"])
    read = {
        name
        for path in SETTINGS.rglob("*.py")
        for name in READ_IN_CODE.findall(path.read_text("utf-8"))
    }
    assert len(given) > 10
    assert given - read == set()


def test_address_that_is_looked_at_for_health_is_that_of_readiness():
    [address] = [
        word for word in services()["web"]["healthcheck"]["test"] if word.startswith("http")
    ]
    assert address.startswith("http://127.0.0.1:8000/")
    assert resolve("/" + address.split("/", 3)[3]).func is views.ready


def test_containers_of_our_own_run_without_rights_and_write_in_few_places():
    for name in ("web", "worker", "backup"):
        service = services()[name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert "USER stature" in (DEPLOY / "Dockerfile").read_text("utf-8")


def test_proxy_keeps_health_and_figures_inside():
    assert "@inside path /metrics /health/*" in (DEPLOY / "Caddyfile").read_text("utf-8")
    assert "ports" not in services()["web"]
