"""The report page and what it is told of changes."""

import re
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from inspections.models import Inspection
from inspections.rules import Phase, Role
from inspections.services import team_member_remove
from reports.models import ReportSection
from reports.services import section_build, sections_want
from tests import factories
from tests.reports.material import LATER, build_all, read, section

pytestmark = pytest.mark.django_db

READERS = (Role.LEAD, Role.QUALITY_LEAD, Role.PANEL, Role.EDITOR, Role.SIGNATORY)


@pytest.fixture
def built(world):
    build_all(world.inspection)
    return world


@pytest.fixture
def editor(built, sign_in):
    return sign_in(built.editor)


def address(world) -> str:
    return reverse("report", args=[world.inspection.name])


def changes(world) -> str:
    return reverse("report_changes", args=[world.inspection.name])


def held(html: str) -> list[str]:
    """What the page holds, as it would say when it asks for changes."""
    return re.findall(r'name="v" value="([^"]+)"', html)


def row_first(tokens: list[str], pk: int) -> str:
    """The number that the notes of a section begin with, as the page says it."""
    return next(token.rpartition(".")[2] for token in tokens if token.startswith(f"{pk}."))


def page(client, world) -> str:
    response = client.get(address(world))
    assert response.status_code == 200
    return response.content.decode()


def ask(client, world, tokens):
    return client.get(changes(world), {"v": tokens}, headers={"HX-Request": "true"})


def change(world, topic="2.1", *, build=False) -> None:
    ids = sections_want(inspection_id=world.inspection.pk, topics={topic}, at=LATER)
    for pk in ids if build else ():
        assert section_build(section_id=pk, at=LATER)


# The page -----------------------------------------------------------------------------------------------------------
def test_report_shows_every_section_with_heading_state_and_body(editor, built):
    html = page(editor, built)
    sections = re.findall(r'<section id="([^"]+)" aria-labelledby="([^"]+)"', html)
    assert [name for name, _ in sections][:7:5] == ["title", "ratings"]
    assert len(sections) == len(held(html)) == built.inspection.sections.count()
    assert all(f'id="{heading}"' in html for _, heading in sections)
    contents = re.search(r'aria-labelledby="contents".*?</nav>', html, re.S)[0]
    assert re.findall(r'href="#([^"]+)"', contents) == [name for name, _ in sections]
    text = read(html).text
    assert "Up to date, built 16 March 2026, 11:30" in text
    assert "Assessment is well-informed, analytical and personalised" in text


def test_report_leads_from_a_standard_to_what_its_figures_rest_on(editor, built):
    html = page(editor, built)
    assert html.count("Where the figures come from") == 13
    assert 'href="/inspections/testley-2026/ratings/2.1/">Where the figures come from' in html


def test_report_says_the_time_alone_of_what_was_built_today(editor, built):
    today = timezone.localtime()
    ReportSection.objects.filter(inspection=built.inspection).update(built_at=today)
    assert f"Up to date, built {today:%H:%M}" in read(page(editor, built)).text


@pytest.mark.parametrize("role", READERS)
def test_report_leads_back_to_the_inspection_for_who_may_open_it(role, built, sign_in):
    way = re.search(r'aria-label="Breadcrumb".*?</nav>', page(sign_in(built.people[role]), built), re.S)[0]
    opens = role in (Role.LEAD, Role.QUALITY_LEAD)
    assert (reverse("inspection", args=[built.inspection.name]) in way) == opens
    assert (">Report: Testley-2026</li>" in way) != opens


def test_report_says_when_it_is_published(editor, built):
    notice = "This report is published: a change here changes its figures."
    assert notice not in page(editor, built)
    Inspection.objects.filter(pk=built.inspection.pk).update(phase=Phase.PUBLISHED)
    assert notice in page(editor, built)


def test_report_shows_the_last_body_while_a_section_is_being_updated(editor, built):
    ReportSection.objects.filter(inspection=built.inspection, code="ratings").update(body="<p>The last one</p>")
    change(built)
    html = page(editor, built)
    assert "<p>The last one</p>" in html
    assert read(html).text.count("Being updated (shown as built at 16 March 2026, 11:30)") == 2


def test_report_says_what_could_not_be_built(editor, built):
    change(built)
    ReportSection.objects.filter(inspection=built.inspection, code="standard:2.1").update(failed_because="KeyError: 1")
    html = page(editor, built)
    assert "Could not be built, retrying" in html
    assert "KeyError" not in html


def test_report_of_sections_never_built(world, sign_in):
    text = read(page(sign_in(world.editor), world)).text
    assert text.count("Not built yet: it will appear here.") == world.inspection.sections.count()


def test_report_without_sections_says_so(world, sign_in):
    world.inspection.sections.all().delete()
    html = page(sign_in(world.editor), world)
    assert "No sections yet" in html
    assert held(html) == []


def test_report_can_be_refreshed_without_javascript(editor, built):
    html = page(editor, built)
    assert (
        f'<noscript><p class="govuk-body plumb-unprinted"><a class="govuk-link" href="{address(built)}">Refresh</a>'
        in html
    )


def test_report_page_costs_the_same_few_queries(editor, built, django_assert_num_queries):
    page(editor, built)
    with django_assert_num_queries(5):  # session, person, inspection, roles, sections
        page(editor, built)
    for n in range(3):
        built.submitted(f"C{n}")
    with django_assert_num_queries(5):
        page(editor, built)


# To read, and on paper ----------------------------------------------------------------------------------------------
def test_the_report_to_read_has_no_tools_and_no_states(editor, built, django_assert_num_queries):
    page(editor, built)
    with django_assert_num_queries(5):
        response = editor.get(reverse("report_read", args=[built.inspection.name]))
    html = response.content.decode()
    assert held(html) == []
    assert "plumb-tools" not in html and "hx-get" not in html
    assert len(re.findall(r'<section id="([^"]+)"', html)) == built.inspection.sections.count()
    assert html.count('id="contents"') == 1


@pytest.mark.parametrize("name", ["report", "report_read"])
def test_headings_follow_each_other(name, editor, built):
    """No level is left out, also where a section above the domains has headings of its own."""
    ReportSection.objects.filter(inspection=built.inspection, code="foreword").update(body="<h4>In it</h4>")
    html = editor.get(reverse(name, args=[built.inspection.name])).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "<h3>In it</h3>" in html


def test_each_page_of_paper_says_whose_inspection_it_is(editor, built):
    response = editor.get(reverse("report_paper", args=[built.inspection.name]))
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert 'content: "Testley-2026, March 2026"' in response.content.decode()
    for name in ("report", "report_read"):
        html = editor.get(reverse(name, args=[built.inspection.name])).content.decode()
        assert f'media="print" href="/inspections/{built.inspection.name}/report/paper.css"' in html


def test_the_report_to_read_without_sections_says_so(world, sign_in):
    world.inspection.sections.all().delete()
    html = sign_in(world.editor).get(reverse("report_read", args=[world.inspection.name])).content.decode()
    assert "No sections yet" in html


# Who may ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("where", [address, changes])
def test_report_is_for_those_who_make_it(role, where, world, sign_in):
    response = sign_in(world.people[role]).get(where(world))
    assert response.status_code == (200 if role in READERS else 403)


@pytest.mark.parametrize("where", [address, changes])
def test_report_is_for_nobody_else(where, world, sign_in, client):
    other = factories.world(name="elsewhere")
    for person in (world.administrator, world.stranger, other.lead, other.editor):
        assert sign_in(person).get(where(world)).status_code == 403
    assert client.get(where(world)).status_code == 302


@pytest.mark.parametrize("name", ["report", "report_changes"])
def test_report_of_no_such_inspection_is_not_found(name, sign_in, world):
    response = sign_in(world.editor).get(reverse(name, args=["nowhere-1999"]))
    assert response.status_code == 404


@pytest.mark.parametrize("where", [address, changes])
def test_report_is_only_read(where, world, sign_in):
    assert sign_in(world.editor).post(where(world)).status_code == 405


# What changed since -------------------------------------------------------------------------------------------------
def test_changes_of_nothing_are_empty(editor, built, django_assert_num_queries):
    tokens = held(page(editor, built))
    with django_assert_num_queries(5):
        response = ask(editor, built, tokens)
    assert (response.status_code, response.content) == (204, b"")


def test_changes_first_say_that_sections_are_being_updated(editor, built):
    tokens = held(page(editor, built))
    change(built)
    response = ask(editor, built, tokens)
    html = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r'id="([^"]+)" hx-swap-oob="true"', html) == ["ratings-state", "standard-2-1-state"]
    assert "report-news" not in html  # nothing new to read yet, so nothing is announced
    assert len(held(html)) == 2


def test_changes_then_bring_the_new_bodies_and_announce_them(editor, built, django_assert_num_queries):
    tokens = held(page(editor, built))
    change(built, build=True)
    ReportSection.objects.filter(inspection=built.inspection, code="standard:2.1").update(body="<p>The new one</p>")
    with django_assert_num_queries(6):
        html = ask(editor, built, tokens).content.decode()
    assert re.findall(r'id="([^"]+)" hx-swap-oob="true"', html) == [
        "ratings-state",
        "standard-2-1-state",
        "ratings-body",
        "standard-2-1-body",
    ]
    assert "<p>The new one</p>" in html
    assert 'hx-swap-oob="innerHTML:#report-news"><p>Updated: Ratings, 2.1 Assessment.</p>' in html


def swapped(html: str) -> list[str]:
    return re.findall(r'id="([^"]+)" hx-swap-oob="true"', html)


def numbers(html: str) -> list[int]:
    """Of the notes, in the order of the page."""
    return [int(number) for number in re.findall(r'<li id="note-([0-9]+)">', html)]


def test_a_note_more_moves_the_numbers_of_all_that_follows(editor, built, django_assert_num_queries):
    html = page(editor, built)
    last, tokens = max(numbers(html)), held(html)
    assert numbers(html) == list(range(1, last + 1))
    rows = ReportSection.objects.filter(inspection=built.inspection, code="standard:3.3")
    row = rows.get()
    rows.update(
        body=f"{row.body}<p>More<plumb-note>A new one.</plumb-note></p>", notes=row.notes + 1, built=7, wanted=7
    )
    with django_assert_num_queries(6):
        html = ask(editor, built, tokens).content.decode()
    later = ["standard-3-4", "case_mix-D4", "standard-4-1", "further"]
    assert swapped(html) == [f"{name}-state" for name in ("standard-3-3", *later)] + [
        f"{name}-body" for name in ("standard-3-3", *later)
    ]
    assert "<p>Updated: 3.3 Implementation and delivery.</p>" in html  # the others read as they did
    assert max(numbers(html)) == last + 1
    tokens = {token.partition(".")[0]: token for token in tokens} | {
        token.partition(".")[0]: token for token in held(html)
    }
    assert ask(editor, built, tokens.values()).status_code == 204
    assert numbers(page(editor, built)) == list(range(1, last + 2))


def test_every_number_leads_to_its_note_and_back(editor, built):
    html = page(editor, built)
    for number in numbers(html):
        assert html.count(f'href="#note-{number}"') >= 1
        assert html.count(f'id="note-{number}-from"') == html.count(f'href="#note-{number}-from"') == 1
    assert "plumb-note>" not in html


def test_changes_of_many_sections_are_announced_by_number(editor, built):
    tokens = held(page(editor, built))
    change(built, "context", build=True)
    html = ask(editor, built, tokens).content.decode()
    assert f"<p>{built.inspection.sections.count()} sections were updated.</p>" in html


def test_a_page_that_took_the_changes_in_is_told_nothing_more(editor, built):
    tokens = {token.partition(".")[0]: token for token in held(page(editor, built))}
    change(built, build=True)
    for token in held(ask(editor, built, tokens.values()).content.decode()):
        tokens[token.partition(".")[0]] = token
    assert ask(editor, built, tokens.values()).status_code == 204


def test_changes_tell_a_page_of_a_failure(editor, built):
    tokens = held(page(editor, built))
    change(built)
    ReportSection.objects.filter(inspection=built.inspection, code="ratings").update(failed_because="KeyError")
    assert "Could not be built, retrying" in ask(editor, built, tokens).content.decode()


def test_changes_have_a_page_that_lacks_sections_reload(editor, built):
    tokens = held(page(editor, built))
    for fewer in (tokens[1:], []):
        response = ask(editor, built, fewer)
        assert (response.headers["HX-Refresh"], response.content) == ("true", b"")


def test_changes_survive_nonsense(editor, built):
    tokens = held(page(editor, built))
    assert ask(editor, built, [*tokens, "9" * 30, "<script>", "1.2.nonsense", "\x00"]).status_code == 204
    assert ask(editor, built, ["nonsense"]).headers["HX-Refresh"] == "true"


def test_changes_for_somebody_taken_off_the_team_have_the_page_reload(editor, built):
    tokens = held(page(editor, built))
    member = built.inspection.team.get(role=Role.EDITOR)
    team_member_remove(by=built.administrator, member=member)
    response = ask(editor, built, tokens)
    assert (response.status_code, response.headers["HX-Refresh"]) == (403, "true")


def test_changes_show_a_body_no_older_than_what_they_say_of_it(editor, built):
    tokens = held(page(editor, built))
    change(built, build=True)
    row = section(built.inspection, "ratings")
    html = ask(editor, built, tokens).content.decode()
    assert f'value="{row.pk}.{row.built}.fresh.{row_first(tokens, row.pk)}"' in html
