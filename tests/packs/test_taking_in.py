"""A framework from outside: each form gives the same, and what is unfit is refused with why."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stature.core.framework.exchange import exported
from stature.core.framework.model import Framework
from stature.packs import bundled_frameworks, find_framework_pack
from stature.packs.documents import KeptPack, PackDocuments
from stature.packs.library import FrameworkPack
from stature.packs.taking_in import MOST_BYTES, MOST_MARKS, FrameworkRefusedError, take_in
from tests.own_frameworks import ROLE, file_of, own_framework, zip_of, zipped_pack

BUNDLED = find_framework_pack("customer-service-director")


def problems(data: bytes) -> str:
    """Everything that is said of a file that is refused."""
    with pytest.raises(FrameworkRefusedError) as refused:
        take_in(data)
    return "\n".join([str(refused.value), *refused.value.problems])


@pytest.mark.parametrize("form", ["yaml", "csv", "xlsx", "case"])
def test_each_form_holds_the_same_framework(form):
    found = take_in(file_of(form))
    assert found.documents.framework == own_framework()
    assert [(each.length, each.n_items) for each in found.lengths] == [(3, 18), (8, 24)]
    assert [each.is_even for each in found.lengths] == [True, False]


def test_zipped_pack_brings_its_roles_and_texts():
    texts = (BUNDLED.folder / "feedback.yaml").read_text().replace("Hardly ever", "Never")
    found = take_in(zipped_pack({"feedback.yaml": texts, "README.md": "x"}))
    pack = KeptPack("own", "", found.documents)
    assert [role.id for role in pack.role_profiles] == ["team-leader"]
    assert pack.feedback_texts.frequency.options[0].label == "Never"
    assert pack.feedback_report_texts == BUNDLED.feedback_report_texts
    assert pack.handbook_texts == BUNDLED.handbook_texts
    assert any("README.md" in each for each in found.findings)


def test_framework_with_few_indicators_has_no_full_form():
    found = take_in(file_of(indicators=1))
    assert [(each.length, each.n_items, each.is_even) for each in found.lengths] == [(3, 12, False)]
    said = "T1, T2, T3, I1, I2, I3: 2 items instead of 3: there are no more."
    assert found.findings.count(said) == 1


def test_documents_are_the_same_after_they_were_kept():
    documents = take_in(zipped_pack()).documents
    again = PackDocuments.of_json(documents.as_json())
    assert again == documents
    assert again.sha256 == documents.sha256
    assert take_in(file_of()).documents.sha256 != documents.sha256


def test_bundled_framework_is_told_from_an_own_one():
    bundled = bundled_frameworks()[0]
    assert "comes with Stature" in problems(exported(bundled, "csv"))
    named = own_framework().model_copy(update={"uuid": bundled.uuid})
    assert "comes with Stature" in problems(exported(named, "yaml"))


def test_framework_in_another_form_is_refused_with_what_it_lacks():
    assert "no tiers" in problems(file_of("opensalt"))
    assert "no tiers" in problems(file_of("moodle"))


def test_everything_that_is_wrong_is_listed_without_a_place_on_the_server():
    broken = file_of().decode().replace("tier: threshold", "tier: gold")
    said = problems(zipped_pack({"framework.yaml": broken}))
    assert said.count("'gold'") == broken.count("tier: gold")
    assert "framework.yaml, line" in said
    assert "too short" not in said
    assert "/tmp" not in said
    assert "framework-" not in said


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"roles/team-leader.yaml": ROLE.replace("T1", "X9")}, "no competency 'X9'"),
        ({"roles/again.yaml": ROLE}, "another role profile has the id 'team-leader'"),
        ({"roles/team-leader.yaml": ROLE.replace("made-up", "other")}, "the id of what stands"),
        ({"feedback.yaml": "kind: feedback-texts"}, "this field is missing"),
        ({"feedback.yaml": ROLE}, "expected a pack of kind FeedbackTexts"),
    ],
)
def test_files_that_do_not_fit_are_refused(files, told):
    assert told in problems(zipped_pack(files))


def test_report_that_could_never_be_filled_is_refused_before_a_round():
    texts = (BUNDLED.folder / "feedback-report.yaml").read_text()
    own = texts.replace(
        "for_document: customer-service-director", "for_document: made-up-framework"
    )
    assert take_in(zipped_pack({"feedback-report.yaml": own}))
    key = "document_title: "
    assert key in own
    odd = own.replace(key, f"{key}For {{nobody_knows}} ", 1)
    assert "no value for {nobody_knows}" in problems(zipped_pack({"feedback-report.yaml": odd}))


def test_behaviour_that_is_too_long_to_be_asked_is_refused():
    text = f"Asks {'and asks ' * 60}again."
    data = own_framework().model_dump(mode="json")
    data["clusters"][0]["competencies"][0]["facets"][0]["indicators"][0]["text"] = text
    assert "T1.F1.1" in problems(exported(Framework.model_validate(data), "yaml"))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", ""),
        (b"\0\1\2", ""),
        (b"hello", ""),
        (b"kind: framework\nid: [1", "not YAML"),
        (b"a: &x [1]\nb: *x\n", "alias"),
        (b"a: " + b"[" * 100, ""),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", ""),
        (zip_of({"mine.txt": "x"}), "cannot be read"),
        (b"- 1\n" * MOST_MARKS, "lines and marks"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (file_of().replace(b"Made-up framework", b'"a\\0b"'), "NUL"),
        (file_of().replace(b"Made-up framework", b'"a\\ud800b"'), "not YAML"),
    ],
)
def test_file_that_is_no_framework_is_refused(data, told):
    assert told in problems(data)


@settings(max_examples=40, deadline=None)
@given(form=st.sampled_from(["yaml", "csv", "case", "zip"]), data=st.data())
def test_damaged_file_is_taken_in_or_refused_in_words(form, data):
    damaged = bytearray(zipped_pack() if form == "zip" else file_of(form))
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=4)):
        damaged[place] = data.draw(st.integers(0, 255))
    try:
        found = take_in(bytes(damaged))
    except FrameworkRefusedError:
        return
    assert PackDocuments.of_json(found.documents.as_json()) == found.documents


def test_workbook_with_entities_is_refused():
    sheet = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    assert problems(zip_of({"[Content_Types].xml": types, "xl/workbook.xml": sheet}))


def test_part_that_is_named_again_and_again_is_refused():
    framework = file_of().decode()
    many = framework.replace(
        "  competencies:\n", "  competencies:\n  - part.yaml\n  - ./part.yaml\n"
    )
    assert many != framework
    assert "named twice" in problems(zipped_pack({"framework.yaml": many, "part.yaml": "a: 1"}))


def test_part_outside_the_pack_is_refused():
    framework = file_of().decode()
    outside = framework.replace(
        "  competencies:\n", "  competencies:\n  - ../../../etc/passwd\n", 1
    )
    assert "outside the pack" in problems(zipped_pack({"framework.yaml": outside}))


def test_bundled_pack_as_documents_is_the_same_pack():
    documents = PackDocuments.of_pack(FrameworkPack(BUNDLED.folder))
    kept = KeptPack("own", documents.sha256, documents)
    assert kept.framework == BUNDLED.framework
    assert kept.feedback_texts == BUNDLED.feedback_texts
    assert kept.feedback_report_texts == BUNDLED.feedback_report_texts
    assert kept.role_profiles == BUNDLED.role_profiles
    assert kept == KeptPack("own", documents.sha256, take_in(file_of()).documents)
