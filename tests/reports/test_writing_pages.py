"""Pages of writing: the section, its comments and status, a paragraph's history, all sections at a glance."""

import pytest
from django.urls import reverse

from inspections.models import Inspection
from inspections.rules import Phase, Role
from reports.former import because
from reports.models import Comment, Paragraph, SectionStatus, SectionVersion
from reports.rules import section_plan
from standards.outline import outline_of
from tests.factories import World
from tests.reports.material import build_all, read
from tests.reports.writing_material import ANCHOR, address, change, figure, says, send, texts, the_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(world: World) -> Inspection:
    return world.inspection


@pytest.fixture
def browser(world, sign_in):
    return sign_in(world.editor)


def html(client, at: str, **query) -> str:
    response = client.get(at, query)
    assert response.status_code == 200, response
    return response.content.decode()


def test_the_page_shows_what_is_written_with_its_figures_and_its_editor_begins_with_it(inspection, browser):
    send(browser, inspection, change(says("Found <here> ", figure())))
    page = html(browser, address(inspection, "edit"))
    assert "Found &lt;here&gt; " in page
    assert '"question:2.1.1|of_the"' in page
    assert "Writing needs JavaScript" in page
    assert "data-prose=" in page


@pytest.mark.parametrize("role", [Role.QUALITY_LEAD, Role.PANEL, Role.SIGNATORY])
def test_who_does_not_write_there_reads_it(inspection, world, browser, sign_in, role):
    send(browser, inspection, change(says("Children were heard.")))
    page = html(sign_in(world.people[role]), address(inspection, "edit"))
    assert "Children were heard." in page
    assert "data-prose=" not in page
    assert ("Add comment" in page) is (role is Role.SIGNATORY)


def test_a_published_report_is_read(inspection, browser):
    Inspection.objects.update(phase=Phase.PUBLISHED)
    page = html(browser, address(inspection, "edit"))
    assert "The report is published." in page
    assert "data-prose=" not in page


def test_key_questions_that_head_what_is_written_name_the_service(world_2018, sign_in):
    page = html(sign_in(world_2018.editor), address(world_2018.inspection, "edit", "standard-1-1"))
    assert "Does the leadership of the YOT support effective service delivery?" in read(page).text
    assert "service_word" not in page


def test_the_page_costs_few_queries(inspection, browser, django_assert_max_num_queries):
    send(browser, inspection, *(change(says(str(n))) for n in range(20)))
    with django_assert_max_num_queries(22):
        html(browser, address(inspection, "edit"))


def test_the_status_is_set_by_buttons_and_says_who(inspection, world, browser, sign_in):
    send(browser, inspection, change(says("One")))
    page = html(browser, address(inspection, "edit"))
    assert "I have reviewed it" in page
    text_of = read_value(page, "text_of")
    response = browser.post(
        address(inspection, "status"), {"status": "reviewed", "seen": "0", "text_of": text_of}, follow=True
    )
    assert f"Reviewed by {world.editor.name}" in response.content.decode()
    assert "Clear it" not in response.content.decode(), "not the editor"
    late = {"status": "cleared", "seen": "0", "text_of": text_of}
    response = sign_in(world.lead).post(address(inspection, "status"), late, follow=True)
    assert "nothing was done" in response.content.decode()
    assert SectionStatus.objects.get().status == "reviewed"


def read_value(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def test_a_status_that_there_is_not_is_a_bad_request(inspection, browser):
    assert browser.post(address(inspection, "status"), {"status": "perfect"}).status_code == 400


def test_an_empty_comment_is_told_in_an_error_summary_and_one_is_added(inspection, world, browser):
    page = browser.post(address(inspection, "comments"), {"words": " "}).content.decode()
    assert "There is a problem" in page
    assert "Say something first" in page
    response = browser.post(address(inspection, "comments"), {"words": "Why <b>?"}, follow=True)
    assert "Why &lt;b&gt;?" in response.content.decode()
    comment = Comment.objects.get()
    at = reverse("section_comment", args=[inspection.name, ANCHOR, comment.pk])
    assert "Because." in browser.post(at, {"do": "answer", "words": "Because."}, follow=True).content.decode()
    assert "Say something first" in browser.post(at, {"do": "answer", "words": ""}).content.decode()
    browser.post(at, {"do": "resolve"})
    assert "Resolved comments (1)" in html(browser, address(inspection, "edit"))
    browser.post(at, {"do": "reopen"})
    assert Comment.objects.open().exists()
    assert browser.post(at, {"do": "delete"}).status_code == 400


def test_a_comment_on_a_paragraph_has_its_words_where_there_is_no_script(inspection, browser):
    sent = change(says("Children were heard."))
    send(browser, inspection, sent)
    page = html(browser, address(inspection, "comments"), paragraph=sent["paragraph"])
    assert "Children were heard." in page
    assert sent["paragraph"] in page


def test_the_script_is_given_the_comments_alone(inspection, browser):
    answer = browser.post(address(inspection, "comments"), {"words": "Why?"}, headers={"X-Part": "comments"})
    assert answer.content.decode().lstrip().startswith("<section")


def test_an_earlier_version_is_put_back_as_a_change_of_its_own(inspection, world, browser, sign_in):
    sent = change(says("One"))
    send(browser, inspection, sent)
    send(sign_in(world.lead), inspection, change(says("Two"), seen=1, paragraph=sent["paragraph"]))
    at = reverse("paragraph_history", args=[inspection.name, ANCHOR, sent["paragraph"]])
    page = html(browser, at)
    assert f"Changed by {world.lead.name}" in page
    assert f"Written by {world.editor.name}" in page
    browser.post(at, {"version": "1", "seen": "2"})
    assert texts(inspection) == ["One"]
    assert Paragraph.objects.get().version == 3
    response = browser.post(at, {"version": "2", "seen": "2"}, follow=True)
    assert "as they left it" in response.content.decode()
    assert texts(inspection) == ["One"]
    assert browser.post(at, {"version": "9", "seen": "3"}).status_code == 400


def test_earlier_versions_come_a_page_at_a_time(inspection, world, browser, sign_in):
    sent, lead = change(says("Words 0")), sign_in(world.lead)
    send(browser, inspection, sent)
    for n in range(1, 12):
        by = lead if n % 2 else browser
        send(by, inspection, change(says(f"Words {n}"), seen=n, paragraph=sent["paragraph"]))
    at = reverse("paragraph_history", args=[inspection.name, ANCHOR, sent["paragraph"]])
    newest, oldest = html(browser, at), html(browser, at, page=2)
    assert (newest.count("plumb-former"), oldest.count("plumb-former")) == (10, 2)
    assert (newest.count("This stands now"), oldest.count("This stands now")) == (1, 0)
    assert (newest.count("Written by"), oldest.count("Written by")) == (0, 1)


def test_the_overview_shows_status_words_comments_and_who_wrote_last(inspection, world, browser):
    send(browser, inspection, change(says("Children were heard.")), writing="")
    browser.post(address(inspection, "comments"), {"words": "Why?"})
    found = read(html(browser, reverse("report_writing", args=[inspection.name])))
    (row,) = [row for row in found.tables[0] if row[0].startswith("2.1")]
    assert row[1:4] == ["Draft", "3", "1"]
    assert row[4].startswith(world.editor.name)
    assert "is writing now" in row[4]


def test_the_overview_costs_the_same_whatever_there_is(inspection, browser, django_assert_max_num_queries):
    send(browser, inspection, *(change(says(str(n))) for n in range(10)))
    with django_assert_max_num_queries(15):
        html(browser, reverse("report_writing", args=[inspection.name]))


def test_the_report_leads_to_where_it_is_written_and_says_how_far_it_is(inspection, world, browser):
    build_all(inspection)
    browser.post(address(inspection, "comments"), {"words": "Why?"})
    page = html(browser, reverse("report", args=[inspection.name]))
    assert (
        page.count('/edit/">Write')
        == page.count("(draft")
        == len([spec for spec in section_plan(outline_of(inspection.edition)) if spec.parts])
    )
    assert "1 open comment)" in page


def test_versions_say_that_words_changed(inspection, browser):
    section = the_section(inspection)
    assert because(SectionVersion(causes=["prose", "2.1"], changes=2), section) == (
        "Two changes of the figures of 2.1 and what is written in it."
    )


def test_a_section_of_figures_alone_says_that_nobody_writes_in_it(inspection, browser):
    page = html(browser, address(inspection, "edit", "ratings"))
    assert "Nobody writes in this section" in page
    assert "data-prose=" not in page
