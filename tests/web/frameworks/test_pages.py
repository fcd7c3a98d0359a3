"""The pages on which people read frameworks."""

from __future__ import annotations

import pytest

from tests.web.test_made_up_reports import read

pytestmark = pytest.mark.django_db  # the bar of the demo asks whom one can see it as


def test_list_names_each_framework_with_a_way_to_its_handbook(client, published):
    page = client.get("/frameworks/").content.decode()
    assert published.title in page
    assert f'href="/frameworks/{published.id}/"' in page
    assert "16 competencies · 4 clusters" in page


def test_handbook_holds_every_statement_in_the_framework_s_own_word(client, published):
    page = client.get(f"/frameworks/{published.id}/").content.decode()
    speak = published.customer_word.put_into
    for competency in published.competencies:
        assert f'id="competency-{competency.code.lower()}"' in page
        for statement in (*competency.indicators, *competency.counter_indicators):
            assert speak(statement.text).replace("'", "&#39;") in page
    assert "{customer" not in page


def test_handbook_links_each_competency_in_the_grid_and_beside_it(client, published):
    page = client.get(f"/frameworks/{published.id}/").content.decode()
    for competency in published.competencies:
        assert page.count(f'href="#competency-{competency.code.lower()}"') >= 3
    assert f'href="/ims/case/v1p1/CFPackages/{published.uuid}"' in page


def test_each_link_inside_the_handbook_has_its_place(client, published):
    page = client.get(f"/frameworks/{published.id}/").content.decode()
    landmarks = read(page)
    targets = {part.split('"')[0] for part in page.split('href="#')[1:]}
    assert len(targets) > 16
    assert targets <= set(landmarks.ids)


@pytest.mark.parametrize("address", ["/frameworks/", "/frameworks/customer-service-director/"])
def test_page_has_one_heading_one_main_part_and_nothing_inline(client, address):
    landmarks = read(client.get(address).content.decode())
    assert landmarks.counts["h1"] == 1
    assert landmarks.counts["main"] == 1
    assert landmarks.inline == []
    assert len(landmarks.ids) == len(set(landmarks.ids))


@pytest.mark.parametrize("address", ["/", "/answer/", "/frameworks/", "/no/such/page"])
def test_every_page_leads_to_the_frameworks(client, address):
    assert 'href="/frameworks/"' in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["nobody", "CUSTOMER-SERVICE-DIRECTOR", "..%2f..%2fetc", "%00"])
def test_unknown_framework_is_not_found(client, name):
    assert client.get(f"/frameworks/{name}/").status_code == 404


@pytest.mark.parametrize("address", ["/frameworks/", "/frameworks/customer-service-director/"])
def test_frameworks_cannot_be_posted_to(client, address):
    assert client.post(address).status_code == 405
