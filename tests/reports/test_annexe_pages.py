"""The annexe's pages: built, empty, being built, failed; its files; what is for the team."""

import re
from html import unescape

import pytest
from django.urls import reverse

from inspections.rules import Role
from reports.annexe.models import Annexe, AnnexeTaken
from reports.annexe.rules import DICTIONARY, SPECS
from tests.factories import NOW, World
from tests.reports.annexe_material import annexe_of, built, content, rows
from tests.reports.material import LATER, read

pytestmark = pytest.mark.django_db

TEAM = (Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR)
TOKEN = re.compile(r"changes/\?v=([^\"]+)")


@pytest.fixture
def fresh(inspected: World) -> World:
    built(inspected.inspection)
    return inspected


def at(found: World, name: str, *more: str) -> str:
    return reverse(name, args=[found.inspection.name, *more])


def page(client, where: str) -> str:
    response = client.get(where)
    assert response.status_code == 200
    return response.content.decode()


# What is made public ------------------------------------------------------------------------------------------------
def test_the_page_leads_to_every_table_and_file(fresh, sign_in):
    html = page(sign_in(fresh.people[Role.SIGNATORY]), at(fresh, "annexe"))
    for spec in (*SPECS, DICTIONARY):
        assert (f'href="{at(fresh, "annexe_table", spec.code)}"' in html) is not spec.inside
    for name in ("xlsx", "csv", "json"):
        assert f'href="{at(fresh, "annexe_file", name)}"' in html
    text = read(html).text
    assert "Up to date: no figure changed since 16 March 2026, 11:30" in text
    assert "For the team" not in text and "not for publication" not in text


def test_every_table_has_a_page_that_says_what_the_document_says(fresh, sign_in):
    client = sign_in(fresh.editor)
    for spec in (*SPECS, DICTIONARY):
        if spec.inside:
            assert client.get(at(fresh, "annexe_table", spec.code)).status_code == 404
            continue
        html = page(client, at(fresh, "annexe_table", spec.code))
        assert f'<h1 class="govuk-heading-l">{spec.title}</h1>' in html
        if spec is not DICTIONARY:
            there = len(rows(fresh.inspection, spec.code))
            assert html.count('<th scope="row"') == there, spec.code
            assert ("Nothing recorded" in html) == (there == 0)
    assert client.get(at(fresh, "annexe_table", "nothing")).status_code == 404


def test_key_questions_are_gathered_by_standard_with_their_numbers(fresh, sign_in):
    found = read(page(sign_in(fresh.editor), at(fresh, "annexe_table", "key_questions")))
    table = found.tables[0]
    assert table[0] == ["Key question", "Text", "Relevant cases", "Yes", "Percentage", "Band", "Lowest", "Set aside"]
    assert table[1] == ["2.1 Assessment"]
    assert table[3][0] == "2.1.2" and table[3][2:] == ["2", "1", "50%", "Requires improvement", "Yes", "No"]
    ratings = read(page(sign_in(fresh.editor), at(fresh, "annexe_table", "ratings"))).tables[0]
    assert ratings[1] == ["D1 Organisational delivery"]
    assert "Reason" not in ratings[0], "the panel used no discretion"
    assert "[z] Not applicable" in found.text


def test_the_children_are_hidden_in_what_is_made_public(fresh, sign_in):
    client = sign_in(fresh.editor)
    public = read(page(client, at(fresh, "annexe_table", "children")))
    inside = read(page(client, at(fresh, "annexe_inside_table", "children")))
    place = public.tables[0].index(["D2 Court disposals: Gender"]) + 1
    assert public.tables[0][place] == ["Female", "[c]"], "without a sample that was drawn there is nothing to compare"
    assert inside.tables[0][place] == ["Female", "2"]
    assert "[c] Hidden: it is below five" in public.text and "[c]" not in inside.text


@pytest.mark.parametrize(("name", "kind"), [("xlsx", "openxml"), ("csv", "zip"), ("json", "json")])
def test_files_are_handed_out_as_they_were_built(fresh, sign_in, name, kind):
    response = sign_in(fresh.people[Role.PANEL]).get(at(fresh, "annexe_file", name))
    assert response.content == content(fresh.inspection, name)
    assert kind in response["Content-Type"] and "testley-2026-data-annexe." in response["Content-Disposition"]
    assert not AnnexeTaken.objects.exists(), "what is made public is no secret"
    assert sign_in(fresh.editor).get(at(fresh, "annexe_file", "pdf")).status_code == 404


# How it stands ------------------------------------------------------------------------------------------------------
def test_before_the_first_build_the_pages_say_so(world, sign_in):
    client = sign_in(world.editor)
    for where in (at(world, "annexe"), at(world, "annexe_table", "ratings")):
        text = read(page(client, where)).text
        assert "Being built for the first time" in text and "Not built yet" in text
    response = client.get(at(world, "annexe_file", "xlsx"), follow=True)
    assert "The data annexe is not built yet." in response.content.decode()
    Annexe.objects.all().delete()
    assert "Not built yet" in page(client, at(world, "annexe"))


def test_the_page_says_that_something_changed_and_how_far_the_build_is(fresh, sign_in):
    client = sign_in(fresh.editor)
    Annexe.objects.update(wanted=annexe_of(fresh.inspection).wanted + 1)
    text = read(page(client, at(fresh, "annexe"))).text
    assert "Something changed since: being built anew (shown as built on 16 March 2026, 11:30)" in text
    Annexe.objects.update(step=2)
    text = read(page(client, at(fresh, "annexe_table", "ratings"))).text
    assert "2 of 8 steps" in text and "Now writing the spreadsheet" in text


def test_the_page_says_that_a_build_failed_and_shows_the_last_good_one(fresh, sign_in):
    wanted = annexe_of(fresh.inspection).wanted + 1
    Annexe.objects.update(wanted=wanted, failed_because="OSError: no room")
    html = page(sign_in(fresh.editor), at(fresh, "annexe"))
    assert "Could not be built, retrying" in html and "no room" not in html
    assert at(fresh, "annexe_file", "json") in html


def test_an_open_page_is_told_of_steps_and_of_another_build(fresh, sign_in):
    client = sign_in(fresh.editor)
    token = TOKEN.search(page(client, at(fresh, "annexe")))[1]
    ask = at(fresh, "annexe_changes")
    assert client.get(ask, {"v": token}).status_code == 204
    Annexe.objects.update(wanted=annexe_of(fresh.inspection).wanted + 1, step=3)
    response = client.get(ask, {"v": token})
    assert "Now writing the CSV files" in response.content.decode()
    token = unescape(TOKEN.search(response.content.decode())[1])
    assert client.get(ask, {"v": token}).status_code == 204
    built(fresh.inspection, at=LATER)
    response = client.get(ask, {"v": token})
    assert (response["HX-Refresh"], response.content) == ("true", b"")


def test_the_pages_cost_the_same_few_queries(fresh, sign_in, django_assert_num_queries):
    client = sign_in(fresh.editor)
    page(client, at(fresh, "annexe"))
    with django_assert_num_queries(6):  # session, person, inspection, roles, annexe, files
        page(client, at(fresh, "annexe"))
    with django_assert_num_queries(6):  # its document in place of files
        page(client, at(fresh, "annexe_table", "prompts"))
    with django_assert_num_queries(5):
        client.get(at(fresh, "annexe_changes"), {"v": ""})


# For the team -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", list(Role))
def test_what_is_for_the_team_is_marked_and_for_nobody_else(fresh, sign_in, role):
    client = sign_in(fresh.people[role])
    response = client.get(at(fresh, "annexe_inside"))
    assert response.status_code == (200 if role in TEAM else 403)
    assert client.get(at(fresh, "annexe_inside_file", "csv")).status_code == response.status_code
    if role in TEAM:
        text = read(response.content.decode()).text
        assert "For the inspection team, not for publication" in text
        assert AnnexeTaken.objects.get().by == fresh.people[role]


def test_who_only_asks_how_large_a_file_is_took_nothing(fresh, sign_in):
    client = sign_in(fresh.editor)
    for name, *more in (("annexe_inside",), ("annexe_inside_file", "csv"), ("annexe_inside_table", "children")):
        assert client.head(at(fresh, name, *more)).status_code == 200
    assert not AnnexeTaken.objects.exists()


def test_the_lead_sees_who_took_what(fresh, sign_in):
    taken = sign_in(fresh.editor).get(at(fresh, "annexe_inside_file", "xlsx"))
    assert "testley-2026-data-annexe-not-for-publication.xlsx" in taken["Content-Disposition"]
    AnnexeTaken.objects.create(inspection=fresh.inspection, what="answers", by=fresh.editor, at=NOW)
    text = read(page(sign_in(fresh.lead), at(fresh, "annexe_inside"))).text
    assert "Who took what" in text and "editor of testley-2026 Every answer 16 March 2026, 10:30" in text
    assert "Who took what" not in page(sign_in(fresh.editor), at(fresh, "annexe_inside"))


def test_the_report_leads_to_the_annexe(fresh, sign_in):
    assert f'href="{at(fresh, "annexe")}">Data annexe</a>' in page(sign_in(fresh.editor), at(fresh, "report"))
