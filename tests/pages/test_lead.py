"""Between readers and the lead in real browsers: an alert, and a question that becomes a ruling."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from casereviews.models import Alert
from casereviews.services import alerts_mail, ruling_make
from inspections.rules import Role
from inspections.services import team_member_add
from tests import factories
from tests.factories import NOW, PersonFactory
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_alert_is_on_the_leads_open_page_without_a_reload_and_in_the_mail(open_page, live_server, axe) -> None:
    world = factories.world()
    review = world.review("C1")
    lead = signed_in(open_page(), world.lead, live_server.url)
    lead.goto(f"/inspections/{world.inspection.name}/")
    lead.evaluate("window.sameDocument = true")
    expect(lead.get_by_text("somebody is at risk now")).to_have_count(0)

    page: Page = signed_in(open_page(), world.inspector, live_server.url)
    page.goto(f"/reviews/{review.pk}/facts/")
    page.get_by_role("group", name="Is the child at imminent risk of harm?").get_by_label("Yes").check()
    page.get_by_role("alert").get_by_role("link", name="Send the alert now").click()
    expect(page.get_by_text("You answered yes to: Is the child at imminent risk of harm?")).to_be_visible()
    axe(page)
    page.get_by_label("Who is at risk, and of what?").fill("A threat with a knife.")
    page.get_by_role("button", name="Send the alert to the lead inspector").click()
    expect(page.get_by_text("The lead inspector sees your alert now")).to_be_visible()
    axe(page)

    banner = lead.get_by_role("status").filter(has_text="Alert: somebody is at risk now")
    expect(banner).to_be_visible(timeout=30_000)
    axe(lead)
    assert lead.evaluate("window.sameDocument") is True
    alerts_mail(at=NOW)
    assert mail.outbox[0].to == [world.lead.email]

    banner.get_by_role("link", name="Case C1").click()
    lead.get_by_role("link", name="Close it with what was done").click()
    axe(lead)
    lead.get_by_label("What was done?").fill("Safe with an aunt.")
    lead.get_by_role("button", name="Close the alert").click()
    expect(lead.get_by_text("The alert is closed.")).to_be_visible()
    expect(lead.get_by_text("somebody is at risk now")).to_have_count(0)


def test_without_a_line_the_alert_form_says_to_phone_and_keeps_what_was_typed(open_page, live_server, axe, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    world = factories.world()
    page = signed_in(open_page(viewport={"width": 390, "height": 844}), world.inspector, live_server.url)
    page.goto(f"/reviews/{world.review('C1').pk}/")
    page.get_by_role("link", name="Somebody is at risk now").click()
    page.get_by_label("Who is at risk, and of what?").fill("A threat with a knife.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send the alert to the lead inspector").click()
    expect(page.get_by_role("alert").filter(has_text="Phone the lead inspector now")).to_be_visible()
    expect(page.get_by_text(world.lead.email)).to_be_visible()
    expect(page.get_by_label("Who is at risk, and of what?")).to_have_value("A threat with a knife.")
    assert not Alert.objects.exists()
    page.context.set_offline(False)
    axe(page)
    page.get_by_role("button", name="Send the alert to the lead inspector").click()
    expect(page.get_by_text("The lead inspector sees your alert now")).to_be_visible()
    assert Alert.objects.count() == 1


def test_an_alert_is_raised_without_javascript(open_page, live_server) -> None:
    world = factories.world()
    page = signed_in(open_page(java_script_enabled=False), world.inspector, live_server.url)
    page.goto(f"/reviews/{world.submitted('C1').pk}/whole/")
    page.get_by_role("link", name="Somebody is at risk now").click()
    page.get_by_label("Who is at risk, and of what?").fill("A threat with a knife.")
    page.get_by_role("button", name="Send the alert to the lead inspector").click()
    expect(page.get_by_text("The lead inspector sees your alert now")).to_be_visible()


def test_a_question_is_ruled_on_and_another_reader_sees_it_beside_the_prompt_on_a_phone(open_page, live_server, axe):
    world, other = factories.world(), PersonFactory(name="Olive Other")
    team_member_add(by=world.administrator, inspection=world.inspection, person=other, role=Role.INSPECTOR)
    review, theirs = world.review("C1"), world.review("C2", reader=other)
    page = signed_in(open_page(), world.inspector, live_server.url)
    page.goto(f"/reviews/{review.pk}/standards/2.1/")
    page.get_by_role("link", name=re.compile("^Ask the lead about this.*2.1.1$")).click()
    axe(page)
    page.get_by_label(re.compile("^2.1.1.a: Is offending behaviour")).check()
    page.get_by_label("Your question", exact=True).fill("Does an early note count?")
    page.get_by_role("button", name="Ask the lead inspector").click()
    expect(page.get_by_text("Your question is with the lead inspector.")).to_be_visible()

    lead = signed_in(open_page(), world.lead, live_server.url)
    lead.goto("/")
    lead.get_by_role("link", name="Questions to the lead inspector").click()
    axe(lead)
    lead.get_by_role("link", name=re.compile("^2.1.1.a")).click()
    axe(lead)
    expect(lead.get_by_label(re.compile("Does an early note count"))).to_be_checked()
    lead.get_by_label("Your ruling").fill("Yes, if it is dated.")
    lead.get_by_role("button", name="Save the ruling").click()
    expect(lead.get_by_text("Every reader now sees the ruling beside 2.1.1.a.")).to_be_visible()

    phone = signed_in(open_page(viewport={"width": 390, "height": 844}, has_touch=True), other, live_server.url)
    phone.goto(f"/reviews/{theirs.pk}/standards/2.1/")
    prompt = phone.locator(".plumb-prompt").filter(has_text="Is offending behaviour")
    expect(prompt.get_by_text("Yes, if it is dated.")).to_be_visible()
    expect(phone.locator(".plumb-ruling")).to_have_count(1)
    axe(phone)

    page.goto("/")
    page.get_by_role("link", name="Questions to the lead inspector").click()
    expect(page.get_by_text("Yes, if it is dated.").first).to_be_visible()
    axe(page)


def test_without_javascript_rulings_stand_at_the_head_of_their_key_question(open_page, live_server) -> None:
    world = factories.world()
    review = world.review("C1")
    ruling_make(
        inspection=world.inspection, target="2.1.1.b", words="In writing.", answers=[], seen=0, by=world.lead, at=NOW
    )
    page = signed_in(open_page(java_script_enabled=False), world.inspector, live_server.url)
    page.goto(f"/reviews/{review.pk}/standards/2.1/")
    section = page.locator('[id="q-2.1.1"]')
    expect(section.get_by_text("In writing.")).to_be_visible()
    expect(section.locator(".plumb-ruling__about")).to_be_visible()
    expect(section.locator(".plumb-prompt .plumb-ruling")).to_have_count(0)


def test_the_five_o_clock_page_and_frozen_findings_that_print(open_page, live_server, axe) -> None:
    world = factories.world()
    world.submitted("C1", answers={"2.1.2": "no"})
    lead = signed_in(open_page(), world.lead, live_server.url)
    lead.goto(f"/inspections/{world.inspection.name}/")
    lead.get_by_role("link", name="Today", exact=True).click()
    expect(lead.get_by_text("2.1 Assessment: strengths 2, areas 1")).to_be_visible()
    axe(lead)
    lead.get_by_role("link", name="Prepare emerging findings from them").click()
    axe(lead)
    lead.get_by_role("group", name="2.1 Assessment").get_by_label("Strengths").fill("Children were heard.")
    lead.get_by_role("button", name="Freeze these findings").click()
    expect(lead.get_by_text(re.compile(r"^Emerging findings as at \d\d:\d\d on .*; 1 of 1 case read$"))).to_be_visible()
    axe(lead)
    lead.emulate_media(media="print")
    expect(lead.get_by_text("Children were heard.")).to_be_visible()
    for hidden in (lead.get_by_role("banner"), lead.get_by_role("contentinfo"), lead.get_by_role("navigation")):
        expect(hidden).to_have_count(0)  # not in the accessibility tree: not printed
    lead.emulate_media(media="screen")
    lead.get_by_role("link", name="What changed since").click()
    expect(lead.get_by_text("Nothing changed")).to_be_visible()
    axe(lead)
