"""The documentation agrees with the code."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main
from click.testing import CliRunner

from stature import __version__
from stature.cli.main import app

PROJECT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]+\]\(([^)#]+)(?:#[^)]*)?\)")
COMMAND = re.compile(
    r"(?:^|[`/ ])stature ((?:demo|score|stats|serve|worker|backup|restore|organisation|packs"
    r"|framework|wording)\b[^`\n]*)",
    re.MULTILINE,
)
COMMANDS = frozenset(
    {"demo", "score", "stats", "serve", "worker", "backup", "restore", "organisation"}
    | {"packs", "framework", "wording", "create", "instrument", "from-framework"}
    | {"list", "show", "check", "schema", "diff", "export", "import"}
)
OF_ONE_MACHINE = re.compile(r"(?:^|[\s`(])/(?:home|root|work|Users|tmp)/")


def named(document: Path) -> str:
    return str(document.relative_to(PROJECT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_links_lead_to_files(document: Path) -> None:
    for target in LINK.findall(document.read_text("utf-8")):
        if not target.startswith(("https://", "mailto:")):
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_no_path_of_one_machine(document: Path) -> None:
    assert not OF_ONE_MACHINE.search(document.read_text("utf-8"))


def commands() -> list[str]:
    return sorted({
        found.strip().rstrip(".")
        for document in DOCUMENTS
        for found in COMMAND.findall(document.read_text("utf-8"))
    })  # fmt: skip


@pytest.mark.parametrize("command", commands())
def test_every_command_and_option_in_the_documents_exists(command: str) -> None:
    words = shlex.split(command.split(",")[0].replace("'", ""))
    names = [word for word in words if word in COMMANDS]
    shown = CliRunner().invoke(typer.main.get_command(app), [*names[:2], "--help"])
    assert shown.exit_code == 0
    for word in words:
        if word.startswith("--"):
            assert word in shown.output


def test_every_document_is_reached_from_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    for document in PROJECT.glob("docs/*.md"):
        assert f"docs/{document.name}" in readme, document.name


def test_changelog_names_this_version_or_what_is_not_released() -> None:
    changelog = (PROJECT / "CHANGELOG.md").read_text("utf-8")
    assert "## Unreleased" in changelog or f"## {__version__}" in changelog
