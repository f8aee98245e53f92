"""The main job in real browsers: a judgement is changed, and the report follows without a reload."""

from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casereviews.models import CaseReview
from reports.annexe.services import annexe_build
from reports.models import ReportSection
from reports.rules import ProseChange
from reports.services import prose_apply, sections_build
from tests import factories
from tests.factories import NOW, PASSWORD, fill
from tests.faults.conftest import valkey, worker  # noqa: F401 - fixtures
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_inspector_reads_a_case_from_my_work_to_submitted_without_javascript(open_page):
    world = factories.world()
    review = world.review("C1")
    fill(review, by=world.inspector)
    page: Page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("E-mail address").fill(world.inspector.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="My cases").click()
    page.get_by_role("link", name="C1", exact=True).click()
    page.get_by_role("link", name="2.1 Assessment", exact=True).click()
    first = page.get_by_role("group", name="Is offending behaviour analysed")
    first.get_by_label("No", exact=True).check()
    page.get_by_label("Reason for your judgement").first.fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved at")).to_be_visible()
    expect(
        page.get_by_role("group", name="Is offending behaviour analysed").get_by_label("No", exact=True)
    ).to_be_checked()
    page.get_by_role("link", name="what is done and what is missing").click()
    page.get_by_role("button", name="Submit this review").click()
    expect(page.get_by_text("Not submitted: one thing is still missing")).to_be_visible()
    page.get_by_role("link", name="2.1.1 Reason: Does assessment sufficiently analyse how to support").click()
    page.get_by_label("Reason for your judgement").first.fill("Sound on the whole.")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="what is done and what is missing").click()
    page.get_by_role("button", name="Submit this review").click()
    expect(page.get_by_text("You submitted C1.")).to_be_visible()
    assert CaseReview.objects.get().state == "submitted"


def write_about_safety(world: factories.World) -> None:
    """A sentence with a live figure, and a footnote with another."""

    def says(text: str) -> dict[str, str]:
        return {"type": "text", "text": text}

    def figure(form: str) -> dict[str, object]:
        return {"type": "figure", "attrs": {"source": "question:2.1.3", "form": form}}

    note = {"type": "note", "content": [says("That is "), figure("per_cent"), says(".")]}
    line = {"type": "paragraph", "content": [says("Other people were kept safe "), figure("in_cases"), says("."), note]}
    section = ReportSection.objects.get(inspection=world.inspection, code="standard:2.1")
    prose_apply(section_id=section.pk, changes=[ProseChange(uuid4(), uuid4(), "", 0, line)], by=world.editor, at=NOW)


def test_report_and_annexe_follow_a_judgement_and_a_disposal_without_a_reload(open_page, live_server, worker):  # noqa: F811
    world = factories.world()
    world.submitted("C1")
    review = world.review("C2")
    fill(review, by=world.inspector, answers={"2.1.3": "no"})
    write_about_safety(world)
    sections_build(ids=list(ReportSection.objects.values_list("pk", flat=True)), at=NOW)
    annexe_build(inspection_id=world.inspection.pk, at=timezone.now(), waited=True)

    report = signed_in(open_page(), world.editor, live_server.url)
    report.goto(f"/inspections/{world.inspection.name}/report/")
    report.evaluate("window.sameDocument = true")
    assessment = report.get_by_role("table").filter(has_text="how to keep other people safe").first
    expect(assessment).to_contain_text("100%")
    expect(report.get_by_text("two community sentences, both referral orders")).to_be_visible()
    expect(report.get_by_text("Other people were kept safe in the one case.")).to_be_visible()
    expect(report.get_by_role("listitem").filter(has_text="That is 100 per cent.")).to_be_visible()
    annexe = signed_in(open_page(), world.lead, live_server.url)
    annexe.goto(f"/inspections/{world.inspection.name}/report/annexe/key_questions/")

    case = signed_in(open_page(), world.inspector, live_server.url)
    case.goto(f"/reviews/{review.pk}/")
    case.get_by_role("button", name="Submit this review").click()
    expect(case.get_by_text("You submitted C2.")).to_be_visible()

    expect(assessment).to_contain_text("50%", timeout=15_000)
    expect(report.get_by_text("Our rating of assessment: Requires improvement").first).to_be_visible()
    expect(report.get_by_text("Other people were kept safe in one of the two cases.")).to_be_visible()
    expect(report.get_by_role("listitem").filter(has_text="That is 50 per cent.")).to_be_visible()
    safe = annexe.get_by_role("row").filter(has_text="how to keep other people safe").first
    expect(safe).to_contain_text("50%", timeout=30_000)

    lead = signed_in(open_page(), world.lead, live_server.url)
    lead.goto(f"/inspections/{world.inspection.name}/cases/{review.case_id}/")
    lead.get_by_role("link", name="Change disposal").click()
    lead.get_by_label("Disposal", exact=True).select_option("youth_rehabilitation_order")
    lead.get_by_role("button", name="Save the disposal").click()
    expect(report.get_by_text("one referral order and one youth rehabilitation order")).to_be_visible(timeout=15_000)
    assert report.evaluate("window.sameDocument") is True
