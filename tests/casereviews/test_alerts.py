"""Alerts: raised, seen by whom, added to, closed, mailed; the banner; what a yes to imminent harm asks for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts import broker
from accounts.models import Person
from accounts.outbox import SENDING_LOST_AFTER
from casereviews import services, tasks
from casereviews.models import Alert, AlertEntry, CaseOpening, CaseReview
from casereviews.rules import LONGEST_ALERT, Change, facts_lacking_alert
from casereviews.services import (
    AlertChanged,
    AlertRefused,
    alert_close,
    alert_entry_add,
    alert_raise,
    alerts_mail,
    changes_apply,
    reviews_allocate,
)
from casereviews.services.changes import sheet_of
from inspections.rules import Role
from inspections.services import team_member_add, team_member_remove
from tests.casereviews.doors import a_change, send
from tests.casereviews.test_pages import page, posted
from tests.factories import NOW, PersonFactory, World
from tests.factories import world as another_world
from tests.reading import html_of

SignIn = Callable[[Person], Client]
CHILD, OTHERS = "fact.imminent_harm_child", "fact.imminent_harm_others"


@pytest.fixture
def review(world: World) -> CaseReview:
    return world.review()


def raised(review: CaseReview, by: Person, **more: Any) -> Alert:
    words = {"fact": "", "reason": "Threatened with a knife.", "told": "", "told_when": ""} | more
    given = {"id": uuid4(), "site": "https://plumbline.test/", "at": NOW} | words
    return alert_raise(review_id=review.pk, by=by, **given)


def at(name: str, world: World, alert: Alert) -> str:
    return reverse(name, args=[world.inspection.name, alert.pk])


# Raising ------------------------------------------------------------------------------------------------------------
def test_alert_raise_keeps_what_was_said(review: CaseReview, world: World) -> None:
    alert = raised(review, world.inspector, fact=CHILD, reason=" A threat. ", told="The school", told_when="09:40")
    alert.refresh_from_db()
    said = (alert.fact, alert.reason, alert.told, alert.told_when, alert.by, alert.at, alert.version, alert.is_open)
    assert said == (CHILD, "A threat.", "The school", "09:40", world.inspector, NOW, 1, True)


def test_the_same_alert_sent_twice_is_one(review: CaseReview, world: World) -> None:
    key = uuid4()
    assert raised(review, world.inspector, id=key).pk == raised(review, world.inspector, id=key, reason="Else").pk
    assert Alert.objects.get().reason == "Threatened with a knife."
    with pytest.raises(AlertRefused, match="Open it again"):
        raised(review, world.lead, id=key)


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({"reason": " "}, "reason", "Say who is at risk, and of what."),
        ({"reason": "a\0b"}, "reason", "This holds a character that cannot be saved."),
        ({"reason": "y" * (LONGEST_ALERT + 1)}, "reason", "This can hold 5,000 characters; you have 5,001."),
        ({"told": "y" * (LONGEST_ALERT + 1)}, "told", "This can hold 5,000 characters"),
        ({"told": "The school"}, "told_when", "Say when they were told."),
        ({"told_when": "y" * 201}, "told_when", "This can hold 200 characters"),
        ({"fact": "fact.gender"}, "", "is no fact of this case that asks for an alert"),
        ({"fact": "2.1.1.a"}, "", "is no fact of this case that asks for an alert"),
    ],
)
def test_alert_raise_says_what_is_wrong(review: CaseReview, world: World, words, field: str, sentence: str) -> None:
    with pytest.raises(AlertRefused, match=sentence) as refusal:
        raised(review, world.inspector, **words)
    assert refusal.value.field == field
    assert not Alert.objects.exists()


def test_alert_raise_is_for_who_reads_cases_and_may_open_this_one(review: CaseReview, world: World) -> None:
    raised(review, world.people[Role.QUALITY_LEAD])
    other = PersonFactory()
    team_member_add(by=world.administrator, inspection=world.inspection, person=other, role=Role.INSPECTOR)
    for person in (other, world.panel, world.editor, world.stranger):
        with pytest.raises(PermissionDenied):
            raised(review, person)


# Adding and closing -------------------------------------------------------------------------------------------------
def test_alert_close_says_what_was_done_and_by_whom(review: CaseReview, world: World) -> None:
    alert = raised(review, world.inspector)
    alert_entry_add(alert_id=alert.pk, words="The mother was told too.", by=world.inspector, at=NOW)
    closed = alert_close(alert_id=alert.pk, done=" Safe with an aunt. ", seen=2, by=world.lead, at=NOW)
    assert (closed.closed_with, closed.closed_by, closed.closed_at) == ("Safe with an aunt.", world.lead, NOW)
    later = NOW + timedelta(hours=1)
    again = alert_close(alert_id=alert.pk, done="Safe with an aunt.", seen=2, by=world.lead, at=later)
    assert (again.closed_at, again.version) == (NOW, 3)


def test_alert_close_needs_words_and_the_version_that_stands(review: CaseReview, world: World) -> None:
    alert = raised(review, world.inspector)
    for done, sentence in (("", "Say what was done."), ("a\0", "cannot be saved"), ("y" * 5001, "5,000 characters")):
        with pytest.raises(AlertRefused, match=sentence):
            alert_close(alert_id=alert.pk, done=done, seen=1, by=world.lead, at=NOW)
    alert_entry_add(alert_id=alert.pk, words="It was another child.", by=world.inspector, at=NOW)
    with pytest.raises(AlertChanged) as changed:
        alert_close(alert_id=alert.pk, done="Safe.", seen=1, by=world.lead, at=NOW)
    assert changed.value.alert.version == 2


def test_a_stand_in_closes_once_they_have_the_role(review: CaseReview, world: World) -> None:
    alert, stand_in = raised(review, world.inspector), PersonFactory()
    team_member_remove(by=world.administrator, member=world.inspection.team.get(role=Role.LEAD))
    team_member_add(by=world.administrator, inspection=world.inspection, person=stand_in, role=Role.LEAD)
    with pytest.raises(PermissionDenied):
        alert_close(alert_id=alert.pk, done="Safe.", seen=1, by=world.lead, at=NOW)
    assert not alert_close(alert_id=alert.pk, done="Safe.", seen=1, by=stand_in, at=NOW).is_open


def test_entries_are_added_before_and_after_and_once(review: CaseReview, world: World) -> None:
    alert = raised(review, world.inspector)
    alert_close(alert_id=alert.pk, done="Safe.", seen=1, by=world.lead, at=NOW)
    for _ in range(2):
        alert_entry_add(alert_id=alert.pk, words="It was on Tuesday.", by=world.inspector, at=NOW)
    assert list(alert.entries.values_list("words", "by")) == [("It was on Tuesday.", world.inspector.pk)]
    with pytest.raises(AlertRefused, match="Say what is to be added"):
        alert_entry_add(alert_id=alert.pk, words=" ", by=world.inspector, at=NOW)


def execute(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*statements, "SET CONSTRAINTS ALL IMMEDIATE"):
            cursor.execute(statement)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE casereviews_alert SET reason = 'Else'",
        "UPDATE casereviews_alert SET closed_with = 'Else'",
        "UPDATE casereviews_alert SET closed_at = NULL, closed_by_id = NULL, closed_with = ''",
        "DELETE FROM casereviews_alertentry",
        "UPDATE casereviews_alertentry SET words = 'Else'",
        "DELETE FROM casereviews_alertentry; DELETE FROM casereviews_alert",
    ],
)
def test_nothing_of_an_alert_is_changed_or_deleted(review: CaseReview, world: World, sql: str) -> None:
    alert = raised(review, world.inspector)
    alert_entry_add(alert_id=alert.pk, words="More.", by=world.inspector, at=NOW)
    alert_close(alert_id=alert.pk, done="Safe.", seen=2, by=world.lead, at=NOW)
    with pytest.raises(DatabaseError):
        execute(*sql.split(";"))
    assert (Alert.objects.get().closed_with, AlertEntry.objects.get().words) == ("Safe.", "More.")


def test_alerts_go_with_their_inspection(review: CaseReview, world: World) -> None:
    alert_entry_add(alert_id=raised(review, world.inspector).pk, words="More.", by=world.inspector, at=NOW)
    world.inspection.delete()
    execute()
    assert not Alert.objects.exists()


def test_the_database_wants_what_was_done(review: CaseReview, world: World) -> None:
    alert = raised(review, world.inspector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(closed_at=NOW, closed_by=world.lead)


# Mail ---------------------------------------------------------------------------------------------------------------
def test_the_mail_goes_to_the_lead_after_the_commit_and_says_nothing_of_the_child(
    review: CaseReview, world: World, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(broker, "_send", lambda name, *more: asked.append(name))
    broker.broker_forget()
    with django_capture_on_commit_callbacks(execute=True):
        alert = raised(review, world.inspector, told="The school", told_when="09:40")
        assert asked == []
    assert asked == [services.alerts.SWEEP]
    tasks.alerts_sweep()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([world.lead.email], "Alert: somebody is at risk, case C1")
    assert f"https://plumbline.test{at('alert', world, alert)}" in sent.body
    for word in ("knife", "school", "Referral", "referral", world.inspection.service.place):
        assert word not in sent.body.replace(world.inspector.name, "").replace(world.inspection.name, "")
    assert Alert.objects.get().emailed_at is not None
    assert alerts_mail(at=NOW) == 0
    assert len(mail.outbox) == 1


def test_a_stopped_broker_costs_who_raises_it_nothing(
    review: CaseReview, world: World, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    def away(*values: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(broker, "_send", away)
    broker.broker_forget()
    with django_capture_on_commit_callbacks(execute=True):
        raised(review, world.inspector)
    broker.broker_forget()
    assert mail.outbox == []
    assert alerts_mail(at=NOW) == len(mail.outbox) == 1


def test_a_mail_server_that_is_away_is_tried_again(
    review: CaseReview, world: World, settings, caplog: pytest.LogCaptureFixture
) -> None:
    raised(review, world.inspector)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert alerts_mail(at=NOW) == 0
    assert "it is tried again" in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert alerts_mail(at=NOW) == 1


def test_a_mail_under_way_is_left_alone_until_it_counts_as_lost(review: CaseReview, world: World) -> None:
    Alert.objects.filter(pk=raised(review, world.inspector).pk).update(sending_at=NOW)
    assert alerts_mail(at=NOW + SENDING_LOST_AFTER) == 0
    assert alerts_mail(at=NOW + SENDING_LOST_AFTER + timedelta(seconds=1)) == 1


def test_an_alert_that_nobody_leads_is_mailed_once_somebody_does(review: CaseReview, world: World) -> None:
    raised(review, world.inspector)
    member = world.inspection.team.get(role=Role.LEAD)
    team_member_remove(by=world.administrator, member=member)
    assert alerts_mail(at=NOW) == 0
    stand_in = PersonFactory()
    team_member_add(by=world.administrator, inspection=world.inspection, person=stand_in, role=Role.LEAD)
    assert alerts_mail(at=NOW) == 1
    assert mail.outbox[0].to == [stand_in.email]


def test_alerts_mail_by_hand_says_what_is_left(review: CaseReview, world: World, capsys) -> None:
    raised(review, world.inspector)
    call_command("alerts_mail")
    assert capsys.readouterr().out == "One alert mailed.\n"
    raised(review, world.inspector)
    team_member_remove(by=world.administrator, member=world.inspection.team.get(role=Role.LEAD))
    with pytest.raises(CommandError, match="No alerts mailed; one is left"):
        call_command("alerts_mail")


# What a yes asks for ------------------------------------------------------------------------------------------------
def answered_yes(review: CaseReview, *facts: str) -> None:
    changes_apply(review_id=review.pk, changes=[Change(f, 0, "yes") for f in facts], by=review.reader, at=NOW)


@pytest.mark.parametrize(
    ("alerted", "lacking"),
    [
        (set(), [CHILD, OTHERS]),
        ({CHILD}, [OTHERS]),
        ({CHILD, OTHERS}, []),
        ({""}, []),
        ({"fact.x"}, [CHILD, OTHERS]),
    ],
)
def test_facts_lacking_alert(review: CaseReview, alerted: set[str], lacking: list[str]) -> None:
    assert facts_lacking_alert(sheet_of(review), set()) == []
    answered_yes(review, CHILD, OTHERS)
    assert [fact.target for fact in facts_lacking_alert(sheet_of(review), alerted)] == lacking


def test_the_overview_says_that_a_yes_has_no_alert(review: CaseReview, world: World, sign_in: SignIn) -> None:
    browser, overview = sign_in(world.inspector), f"/reviews/{review.pk}/"
    assert "No alert was raised" not in page(browser.get(overview))
    answered_yes(review, CHILD)
    response = browser.get(overview)
    assert "No alert was raised “Is the child at imminent risk of harm?” is answered yes." in page(response)
    assert f'href="{overview}alert/?fact={CHILD}"' in response.content.decode()
    raised(review, world.inspector, fact=CHILD)
    says = page(browser.get(overview))
    assert "No alert was raised" not in says and "Alert open Alert of 16 March 2026, 10:30" in says
    assert "Alert open" not in page(sign_in(world.panel).get(overview))


def test_a_yes_just_given_leads_to_the_form(review: CaseReview, world: World, sign_in: SignIn) -> None:
    browser, href = sign_in(world.inspector), f"/reviews/{review.pk}/alert/?fact={CHILD}"
    (told,) = send(browser, review, a_change(CHILD, value="yes"))["tell"]
    assert (told["kind"], told["href"], told["action"]) == ("warning", href, "Send the alert now")
    facts = posted(browser.get(f"/reviews/{review.pk}/facts/"), **{f"v-{OTHERS}": "yes"})
    body = browser.post(f"/reviews/{review.pk}/facts/", facts, follow=True).content.decode()
    assert f'<a class="govuk-link" href="/reviews/{review.pk}/alert/?fact={OTHERS}">Send the alert now</a>' in body


# Pages --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["", "facts/", "standards/2.1/", "whole/", "history/2.1.1.a/", "ask/"])
def test_every_page_of_a_review_has_the_button_also_when_submitted(world: World, sign_in: SignIn, path: str) -> None:
    for review in (world.review("C1"), world.submitted("C2")):
        body = sign_in(world.inspector).get(f"/reviews/{review.pk}/{path}").content.decode()
        assert f'href="/reviews/{review.pk}/alert/"' in body
    assert "/alert/" not in sign_in(world.panel).get(f"/reviews/{review.pk}/").content.decode()


def test_the_form_names_the_fact_and_whom_to_phone_and_raises_once(
    review: CaseReview, world: World, sign_in: SignIn
) -> None:
    browser, path = sign_in(world.inspector), f"/reviews/{review.pk}/alert/?fact={CHILD}"
    form = browser.get(path)
    says = page(form)
    assert "You answered yes to: Is the child at imminent risk of harm?" in says
    assert f"Phone {world.lead.name} , {world.lead.email}" in says
    data = posted(form, reason="A knife.")
    for _ in range(2):
        response = browser.post(path, data)
        assert response["Location"] == at("alert", world, Alert.objects.get())
    alert = Alert.objects.get()
    assert (alert.fact, alert.reason, alert.site) == (CHILD, "A knife.", "http://testserver/")
    assert "An alert in this case is open already" in page(browser.get(path))
    assert CaseOpening.objects.filter(page="alert", person=world.inspector).exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Say who is at risk, and of what."),
        ({"reason": "a\0b"}, "This holds a character that cannot be saved."),
        ({"reason": "z" * 100_000}, "This can hold 5,000 characters; you have 100,000. Shorten it."),
        ({"reason": "A knife.", "fact": "fact.nothing\0"}, "is no fact of this case that asks for an alert"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    review: CaseReview, world: World, sign_in: SignIn, data: dict[str, str], says: str
) -> None:
    response = sign_in(world.inspector).post(f"/reviews/{review.pk}/alert/", data)
    assert says in page(response)
    assert "<title>Error: " in html_of(response)
    assert data.get("reason", "").replace("\0", "") in response.content.decode().replace("\0", "")


def test_an_alert_without_an_id_is_taken(review: CaseReview, world: World, sign_in: SignIn) -> None:
    response = sign_in(world.inspector).post(f"/reviews/{review.pk}/alert/", {"reason": "A knife.", "id": "what"})
    assert response.status_code == 302
    assert Alert.objects.get().reason == "A knife."


def test_who_lost_the_case_meanwhile_is_shown_what_they_typed_and_whom_to_phone(
    review: CaseReview, world: World, sign_in: SignIn
) -> None:
    browser, path = sign_in(world.inspector), f"/reviews/{review.pk}/alert/"
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: world.lead.pk})
    response = browser.post(path, {"reason": "A knife at school."})
    body = response.content.decode()
    assert response.status_code == 403
    assert "Your alert was not sent" in body and "A knife at school." in body and world.lead.email in body
    assert browser.get(path).status_code == 403
    assert not Alert.objects.exists()
    assert sign_in(world.stranger).post(path, {"reason": "A knife."}).status_code == 403
    told = sign_in(world.stranger).post(path, {"reason": "A knife."}).content.decode()
    assert "A knife." in told and world.lead.email not in told
    assert sign_in(world.inspector).post("/reviews/999999/alert/", {"reason": "A"}).status_code == 404


def test_the_list_has_open_ones_first_and_shows_a_reader_only_theirs(
    review: CaseReview, world: World, sign_in: SignIn
) -> None:
    path = reverse("alerts", args=[world.inspection.name])
    assert "No alert Nobody has raised one." in page(sign_in(world.lead).get(path))
    first = raised(review, world.inspector)
    theirs = raised(world.review("C2", reader=world.lead), world.lead, at=NOW + timedelta(hours=1))
    alert_close(alert_id=theirs.pk, done="Safe with an aunt.", seen=1, by=world.lead, at=NOW)
    says = page(sign_in(world.people[Role.QUALITY_LEAD]).get(path))
    assert says.index("C1") < says.index("C2")
    assert "Closed 16 March 2026, 11:30" in says and "Safe with an aunt." in says
    own = page(sign_in(world.inspector).get(path))
    assert "C1" in own and "C2" not in own
    assert sign_in(world.inspector).get(at("alert", world, theirs)).status_code == 403
    assert sign_in(world.inspector).get(at("alert", world, first)).status_code == 200


def test_an_alert_of_another_inspection_is_not_found(review: CaseReview, world: World, sign_in: SignIn) -> None:
    other = another_world(name="other-2026")
    alert = raised(other.review(), other.inspector)
    for name in ("alert", "alert_close"):
        assert sign_in(world.lead).get(at(name, world, alert)).status_code == 404
    assert sign_in(world.lead).get(reverse("alert", args=[world.inspection.name, UUID(int=1)])).status_code == 404


def test_the_lead_closes_on_a_page_and_the_second_one_sees_what_stands(
    review: CaseReview, world: World, sign_in: SignIn
) -> None:
    alert, browser = raised(review, world.inspector), sign_in(world.lead)
    close = at("alert_close", world, alert)
    shown, second = posted(browser.get(close)), posted(browser.get(close))
    assert "Say what was done." in page(browser.post(close, shown))
    alert_entry_add(alert_id=alert.pk, words="A second child too.", by=world.inspector, at=NOW)
    stale = browser.post(close, shown | {"done": "Safe with an aunt."})
    assert "Something was added to this alert after you opened it." in page(stale)
    assert "A second child too." in page(stale) and "Safe with an aunt." in stale.content.decode()
    assert browser.post(close, posted(stale)).status_code == 302
    assert Alert.objects.get().closed_with == "Safe with an aunt."
    late = browser.post(close, second | {"done": "Both at the aunt’s."})
    assert f"{world.lead.name} closed this alert meanwhile." in page(late)
    assert "Both at the aunt’s." in late.content.decode()
    assert browser.get(close).status_code == 302
    assert "Closed by" in page(browser.get(at("alert", world, alert)))


def test_what_was_typed_is_shown_again_to_who_leads_no_more(review: CaseReview, world: World, sign_in: SignIn) -> None:
    alert, browser = raised(review, world.inspector), sign_in(world.lead)
    team_member_remove(by=world.administrator, member=world.inspection.team.get(role=Role.LEAD))
    paths = {at("alert_close", world, alert): "done", at("alert", world, alert): "words"}
    paths |= {f"/inspections/{world.inspection.name}/questions/on/2.1.1/": "words"}
    paths |= {f"/inspections/{world.inspection.name}/findings/new/": "areas-2.1"}
    for path, field in paths.items():
        response = browser.post(path, {field: "Typed before the role was gone.", "seen": "1"})
        assert response.status_code == 403
        assert "Typed before the role was gone." in response.content.decode(), path
        assert browser.post(path).status_code == browser.get(path).status_code == 403


def test_an_alert_that_nobody_leads_says_so(review: CaseReview, world: World, sign_in: SignIn) -> None:
    team_member_remove(by=world.administrator, member=world.inspection.team.get(role=Role.LEAD))
    browser, path = sign_in(world.inspector), f"/reviews/{review.pk}/alert/"
    assert "nobody leads this inspection at the moment" in page(browser.get(path))
    assert "tell somebody yourself, at once" in page(browser.post(path, {"reason": "A knife."}, follow=True))


def test_an_entry_is_added_on_the_page(review: CaseReview, world: World, sign_in: SignIn) -> None:
    alert, browser = raised(review, world.inspector), sign_in(world.inspector)
    assert "Say what is to be added." in page(browser.post(at("alert", world, alert), {"words": " "}))
    assert browser.post(at("alert", world, alert), {"words": "On Tuesday."}).status_code == 302
    assert "Added by" in page(browser.get(at("alert", world, alert)))


# The banner ---------------------------------------------------------------------------------------------------------
def test_the_banner_is_on_the_leads_pages_and_nobody_elses(review: CaseReview, world: World, sign_in: SignIn) -> None:
    alert = raised(review, world.inspector)
    name = world.inspection.name
    pages = ["/", f"/inspections/{name}/", f"/inspections/{name}/report/", f"/inspections/{name}/ratings/"]
    pages += [
        f"/inspections/{name}/who-looked/",
        f"/inspections/{name}/cases/{review.case_id}/",
        f"/reviews/{review.pk}/",
    ]
    lead = sign_in(world.lead)
    for path in pages:
        body = lead.get(path).content.decode()
        assert "Alert: somebody is at risk now" in body, path
        assert body.count("htmx.min.js") == 1, path
    for person in (world.people[Role.QUALITY_LEAD], world.inspector):
        assert "somebody is at risk now</p>" not in sign_in(person).get("/").content.decode()
    alert_close(alert_id=alert.pk, done="Safe.", seen=1, by=world.lead, at=NOW)
    assert "plumb-alarm" not in lead.get("/").content.decode()


def test_the_banner_asks_again_and_hears_what_is_new(review: CaseReview, world: World, sign_in: SignIn) -> None:
    browser, path = sign_in(world.lead), reverse("alerts_open")
    assert browser.get(path).status_code == 204
    raised(review, world.inspector)
    told = browser.get(path)
    assert "Case C1" in told.content.decode()
    seen = posted(told)["seen"]
    assert browser.get(path, {"seen": seen}).status_code == 204
    assert browser.get(path, {"seen": "else\0"}).status_code == 200
    assert sign_in(world.inspector).get(path).status_code == 204


def test_who_leads_nothing_costs_no_query(
    review: CaseReview, world: World, sign_in: SignIn, django_assert_num_queries
) -> None:
    raised(review, world.inspector)
    browser = sign_in(world.people[Role.QUALITY_LEAD])
    with django_assert_num_queries(10) as queries:
        browser.get(f"/inspections/{world.inspection.name}/")
    assert not [query for query in queries.captured_queries if "casereviews_alert" in query["sql"]]
