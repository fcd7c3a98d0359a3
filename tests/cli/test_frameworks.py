import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from stature.packs.library import DATA
from tests.cli.conftest import Run

COUNTS = {
    "competencies": 16,
    "facets": 48,
    "indicators": 352,
    "development hints": 192,
    "coaching questions": 192,
    "counter-indicators": 96,
    "anchors": 48,
}


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The next version of the bundled framework, with one indicator reworded."""
    folder = Path(shutil.copytree(DATA / "customer-service-director", tmp_path / "newer"))
    head = folder / "framework.yaml"
    head.write_text(head.read_text("utf-8").replace("version: 1.0.0", "version: 1.1.0"), "utf-8")
    part = folder / "competencies" / "t1.yaml"
    lines = part.read_text("utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if "code: T1.1.1" in line) + 2
    lines[place] = "        text: Rings three {customers} about the service."
    part.write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_show_counts_everything(run: Run) -> None:
    done = run("framework", "show")
    assert done.code == 0
    for what, count in COUNTS.items():
        assert f"{count:>5} {what}\n" in done.out


def test_show_speaks_in_the_word_asked_for(run: Run) -> None:
    done = run("framework", "show", "--customer", "guest")
    assert "guests’ lives" in done.out
    assert "customers’ lives" not in done.out


def test_list_names_the_framework(run: Run) -> None:
    assert "customer-service-director  1.0.0" in run("framework", "list").out


def test_diff_tells_the_change_and_its_effect(run: Run, newer: Path) -> None:
    done = run("framework", "diff", "customer-service-director", newer)
    assert done.code == 0
    assert "from 1.0.0 to 1.1.0" in done.out
    assert "1 reworded. Items built on it need a new version." in done.out
    assert "“Rings three {customers} about the service.”" in done.out


def test_diff_refuses_two_contents_under_one_number(run: Run, newer: Path) -> None:
    head = newer / "framework.yaml"
    head.write_text(head.read_text("utf-8").replace("version: 1.1.0", "version: 1.0.0"), "utf-8")
    done = run("framework", "diff", "customer-service-director", newer)
    assert done.code == 3
    assert "two different contents" in done.err


def test_handbook_is_a_pdf_with_the_grid_first(run: Run, tmp_path: Path) -> None:
    assert run("framework", "export", "--out", "h.pdf", "--customer", "patient").code == 0
    pages = [page.extract_text() for page in PdfReader(tmp_path / "h.pdf").pages]
    assert "The framework at a glance" in pages[0]
    assert all(code in pages[0] for code in ("T1", "I2", "A3", "M4"))
    text = "\n".join(pages)
    assert "patients" in text
    assert "Index" in text
    assert "Words used" in text


def test_handbook_site_has_a_page_for_each_competency(run: Run, tmp_path: Path) -> None:
    assert run("framework", "export", "--form", "html", "--out", "site").code == 0
    names = {path.name for path in (tmp_path / "site").iterdir()}
    assert {"index.html", "a-to-z.html", "glossary.html"} <= names
    assert len([name for name in names if name.startswith("competency-")]) == 16


def test_links_of_the_site_lead_to_pages_that_are_there(run: Run, tmp_path: Path) -> None:
    import re

    run("framework", "export", "--form", "html", "--out", "site")
    site = tmp_path / "site"
    for page in site.glob("*.html"):
        for file_name, anchor in re.findall(r'href="([^"#]+)#([^"]+)"', page.read_text("utf-8")):
            assert f'id="{anchor}"' in (site / file_name).read_text("utf-8"), (page.name, anchor)


@pytest.mark.parametrize("form", ["case", "csv", "xlsx", "yaml"])
def test_export_and_import_give_the_same_framework(run: Run, form: str) -> None:
    suffix = {"case": "json"}.get(form, form)
    assert run("framework", "export", "--form", form, "--out", f"f.{suffix}").code == 0
    assert run("framework", "import", f"f.{suffix}", "--out", "back.yaml").code == 0
    done = run("framework", "diff", "customer-service-director", "back.yaml")
    assert "Nothing changed." in done.out


@pytest.mark.parametrize("form", ["opensalt", "moodle"])
def test_export_for_other_systems_can_be_read_back(run: Run, form: str) -> None:
    suffix = {"opensalt": "xlsx", "moodle": "csv"}[form]
    assert run("framework", "export", "--form", form, "--out", f"f.{suffix}").code == 0
    done = run("framework", "import", f"f.{suffix}")
    assert f"f.{suffix}: {form}, 1 documents" in done.out
    assert ", 0 findings" in done.out


def test_import_of_something_else_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a": 1}', encoding="utf-8")
    done = run("framework", "import", "x.json")
    assert done.code == 3
    assert "x.json" in done.err


def test_unknown_word_for_customer_is_wrong_usage(run: Run) -> None:
    done = run("framework", "show", "--customer", "punter")
    assert done.code == 2
    assert "member/members" in done.err
