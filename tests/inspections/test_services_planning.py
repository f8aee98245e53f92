"""Phases, contacts, teams, mails about roles, conflicts of interest, contextual facts: kept, refused, out of date."""

from datetime import date, timedelta
from decimal import Decimal
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Person
from accounts.services import PersonRefused
from accounts.versions import ChangedMeanwhile
from inspections import services
from inspections.models import (
    ConflictOfInterest,
    ContextFigure,
    EarlierInspection,
    PlannedPhase,
    ServiceContact,
    TeamNotice,
)
from inspections.rules import Phase, Role, phase_dates
from tests import factories
from tests.factories import MONDAY, NOW, PersonFactory, World

SITE = "https://plumbline.test/"


def planned(found: World, phase: Phase) -> PlannedPhase:
    return found.inspection.planned_phases.get(phase=phase)


# Phases -------------------------------------------------------------------------------------------------------------
def test_an_inspection_comes_with_its_phases(world: World) -> None:
    rows = {row.phase: (row.first, row.last) for row in world.inspection.planned_phases.all()}
    assert rows == {one.phase: (one.first, one.last) for one in phase_dates(fieldwork_starts=MONDAY, weeks=1)}


def test_phases_follow_the_monday_and_what_was_adjusted_stays(world: World) -> None:
    day = date(2026, 5, 1)
    services.phase_adjust(by=world.lead, planned=planned(world, Phase.PANEL), first=day, last=day)
    world.inspection.fieldwork_starts = MONDAY + timedelta(weeks=1)
    services.inspection_change(by=world.administrator, inspection=world.inspection)
    expected = {one.phase: one.first for one in phase_dates(fieldwork_starts=MONDAY + timedelta(weeks=1), weeks=1)}
    rows = {row.phase: row.first for row in world.inspection.planned_phases.all()}
    assert rows == expected | {"panel": day}
    back = services.phase_recalculate(by=world.lead, planned=planned(world, Phase.PANEL))
    assert (back.first, back.is_adjusted) == (expected[Phase.PANEL], False)


def test_an_adjusted_phase_knows_who_saved_last(world: World) -> None:
    seen = planned(world, Phase.PANEL)
    services.phase_adjust(by=world.lead, planned=planned(world, Phase.PANEL), first=MONDAY, last=MONDAY)
    with pytest.raises(ChangedMeanwhile):
        services.phase_adjust(by=world.administrator, planned=seen, first=MONDAY, last=MONDAY + timedelta(days=1))
    with pytest.raises(ChangedMeanwhile):
        services.phase_recalculate(by=world.administrator, planned=seen)
    assert planned(world, Phase.PANEL).by == world.lead


def test_fieldwork_and_backward_days_are_refused(world: World) -> None:
    with pytest.raises(services.PhaseRefused, match="change its Monday there"):
        services.phase_adjust(by=world.lead, planned=planned(world, Phase.FIELDWORK), first=MONDAY, last=MONDAY)
    with pytest.raises(services.PhaseRefused, match="comes before the first"):
        services.phase_adjust(
            by=world.lead, planned=planned(world, Phase.PANEL), first=MONDAY, last=MONDAY - timedelta(days=1)
        )


def test_an_inspection_moves_on_once(world: World) -> None:
    move = {"inspection": world.inspection, "now_in": Phase.ANNOUNCED, "by": world.lead}
    assert services.phase_move(to=Phase.EVIDENCE, **move).phase == "evidence"
    assert services.phase_move(to=Phase.EVIDENCE, **move).phase == "evidence"  # a second press
    with pytest.raises(ChangedMeanwhile):
        services.phase_move(to=Phase.PRESENTATION, **move)
    world.inspection.refresh_from_db()
    assert (world.inspection.phase, world.inspection.by) == ("evidence", world.lead)


# Services -----------------------------------------------------------------------------------------------------------
def test_contacts_are_changed_and_removed_as_they_were_seen(world: World) -> None:
    contact = ServiceContact(service=world.inspection.service, name="Dora", phone="1")
    services.contact_save(by=world.administrator, contact=contact)
    stale = ServiceContact.objects.get()
    contact.phone = "2"
    services.contact_save(by=world.administrator, contact=contact)
    stale.phone = "3"
    for write in (services.contact_save, services.contact_remove):
        with pytest.raises(ChangedMeanwhile):
            write(by=world.administrator, contact=stale)
    services.contact_remove(by=world.administrator, contact=contact)
    services.contact_remove(by=world.administrator, contact=contact)  # gone is gone
    assert not ServiceContact.objects.exists()


def test_earlier_inspections_are_one_of_a_kind_in_a_month(world: World) -> None:
    told = {"service": world.inspection.service, "kind": "joint"}
    services.earlier_save(by=world.administrator, earlier=EarlierInspection(held_on=date(2019, 3, 15), **told))
    assert EarlierInspection.objects.get().held_on == date(2019, 3, 1)
    with pytest.raises(services.ServiceRefused, match="March 2019 of the kind “joint” is on record"):
        services.earlier_save(by=world.administrator, earlier=EarlierInspection(held_on=date(2019, 3, 2), **told))


FILE = (
    "place,full_name,region,authorities,contact_name,contact_email,inspected_in,rating\n"
    "Testley-2026,Testley YJS,London,One; Two,Dora,dora@x.example,March 2019,Good\n"
    "Wells,,,,,,,\n"
)


def test_a_file_is_taken_as_its_preview_showed_it(world: World) -> None:
    preview = services.services_preview(FILE)
    assert [(change.service.place, change.is_new, change.words) for change in preview.changes] == [
        (
            "Testley-2026",
            False,
            [
                "full name “Testley YJS”",
                "region “London”",
                "local authorities “One” and “Two”",
                "Contact Dora added: e-mail address “dora@x.example”",
                "Inspection of March 2019 added: rating “Good”",
            ],
        ),
        ("Wells", True, ["Added as a new service"]),
    ]
    services.services_import(by=world.administrator, text=FILE, seen=preview.token)
    service = world.inspection.service
    service.refresh_from_db()
    assert (service.full_name, service.region, service.authorities) == ("Testley YJS", "london", ["One", "Two"])
    assert service.contacts.get().email == "dora@x.example"
    assert service.earlier_inspections.get().rating == "Good"
    again = services.services_preview(FILE)
    assert (again.changes, again.unchanged) == ([], 2)


def test_a_contact_of_a_file_is_reachable_as_one_that_is_typed(world: World) -> None:
    text = "place,contact_name,contact_post,contact_phone\nTestley-2026,Dora,,\nWells,Bo,,\nWells,bo,,0123\n"
    (problem,) = services.services_preview(text).problems
    assert (problem.row, problem.column) == (2, "contact_email") and "Dora" in problem.mend
    told = ServiceContact(service=world.inspection.service, name="Dora", email="dora@x.example")
    services.contact_save(by=world.administrator, contact=told)
    assert services.services_preview(text.replace("Dora,,", "Dora,Head,")).problems == []


def test_a_file_whose_preview_is_out_of_date_changes_nothing(world: World) -> None:
    preview = services.services_preview(FILE)
    service = world.inspection.service
    service.full_name = "Another"
    services.service_save(by=world.administrator, service=service)
    with pytest.raises(services.PreviewChanged):
        services.services_import(by=world.administrator, text=FILE, seen=preview.token)
    assert not service.contacts.exists()


# Teams and mails ----------------------------------------------------------------------------------------------------
def join(found: World, person: Person, role: Role = Role.INSPECTOR) -> None:
    services.team_member_add(by=found.administrator, inspection=found.inspection, person=person, role=role, site=SITE)


def test_a_role_is_told_by_mail_with_the_dates(world: World, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        join(world, world.stranger)
    assert len(callbacks) == 1
    assert services.notices_mail(at=NOW) == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        [world.stranger.email], "You are now inspector: inspection of Testley-2026, March 2026",
    )  # fmt: skip
    assert "Fieldwork: 16 March 2026 to 20 March 2026 (on site)\nRatings panel: 16 April 2026" in sent.body
    assert f"{SITE}people/me/" in sent.body and "Set your password" not in sent.body
    assert services.notices_mail(at=NOW) == 0


def test_a_service_contact_is_told_where_to_send_cases_and_nothing_of_the_panel(world: World) -> None:
    join(world, world.stranger, Role.SERVICE_CONTACT)
    services.notices_mail(at=NOW)
    (sent,) = mail.outbox
    assert f"{SITE}inspections/testley-2026/eligible/" in sent.body and "Fieldwork: 16 March 2026" in sent.body
    assert "panel" not in sent.body and "conflict of interest" not in sent.body


def test_a_service_contact_declares_no_conflict(world: World) -> None:
    contact = world.people[Role.SERVICE_CONTACT]
    with pytest.raises(PermissionDenied):
        declare(world, by=contact, person=contact)


def test_somebody_new_is_on_the_team_and_gets_a_link_to_set_a_password(world: World, client) -> None:
    services.team_member_invite(
        by=world.administrator, inspection=world.inspection, name="Nia", email="Nia@Example.test", role=Role.EDITOR,
        site=SITE,
    )  # fmt: skip
    services.notices_mail(at=NOW)
    (sent,) = mail.outbox
    assert sent.to == ["nia@example.test"]
    link = next(line for line in sent.body.splitlines() if line.startswith(f"{SITE}password/new/"))
    shown = client.get(link.removeprefix(SITE.rstrip("/")), follow=True)
    assert "Bad" not in shown.content.decode() and shown.status_code == 200
    assert world.inspection.team.filter(person__email="nia@example.test", role=Role.EDITOR).exists()


def test_an_address_that_is_taken_invites_nobody(world: World) -> None:
    with pytest.raises(PersonRefused):
        services.team_member_invite(
            by=world.administrator, inspection=world.inspection, name="Nia", email=world.stranger.email,
            role=Role.EDITOR, site=SITE,
        )  # fmt: skip
    assert not TeamNotice.objects.exists()


def test_a_mail_that_no_server_takes_is_sent_the_next_time(world: World, monkeypatch, capsys) -> None:
    join(world, world.stranger)

    def no_server(*args: object, **options: object) -> int:
        raise SMTPException("try later")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", no_server)
    assert services.notices_mail(at=NOW) == 0
    with pytest.raises(CommandError, match="No notices mailed; one is left"):
        call_command("notices_mail")
    monkeypatch.undo()
    call_command("notices_mail")
    assert capsys.readouterr().out == "One notice mailed.\n"
    assert len(mail.outbox) == 1


def test_nobody_is_told_of_a_role_that_is_gone(world: World) -> None:
    join(world, world.stranger)
    services.team_member_remove(by=world.administrator, member=world.inspection.team.get(person=world.stranger))
    assert services.notices_mail(at=NOW) == 0
    assert (mail.outbox, TeamNotice.objects.count()) == ([], 0)


def test_the_lead_names_a_stand_in_and_nobody_else(world: World) -> None:
    told = {"by": world.lead, "inspection": world.inspection}
    member = services.team_member_add(person=world.inspector, role=Role.STAND_IN, **told)
    with pytest.raises(PermissionDenied):
        services.team_member_add(person=world.stranger, role=Role.INSPECTOR, **told)
    with pytest.raises(PermissionDenied):
        services.team_member_remove(by=world.lead, member=world.inspection.team.get(role=Role.EDITOR))
    services.team_member_remove(by=world.lead, member=member)


def test_days_domains_and_most_are_checked(world: World) -> None:
    member = world.inspection.team.get(role=Role.INSPECTOR)
    told = {"by": world.lead, "member": member, "days": Decimal("2.5"), "domains": ["D2"], "most": 6}
    changed = services.team_member_change(**told)
    assert (changed.days, changed.domains, changed.most, changed.version) == (Decimal("2.5"), ["D2"], 6, 2)
    with pytest.raises(ChangedMeanwhile):
        services.team_member_change(**told | {"most": 7})
    member.refresh_from_db()
    for wrong in ({"domains": ["D1"]}, {"days": Decimal(61)}, {"days": Decimal(-1)}):
        with pytest.raises(services.TeamRefused):
            services.team_member_change(**told | {"member": member} | wrong)
    with pytest.raises(services.TeamRefused, match="reads no cases"):
        services.team_member_change(**told | {"member": world.inspection.team.get(role=Role.EDITOR)})


# Conflicts ----------------------------------------------------------------------------------------------------------
def declare(found: World, **more: object) -> ConflictOfInterest:
    told = {"by": found.inspector, "person": found.inspector, "because": "Worked there."}
    return services.conflict_declare(**{"at": NOW, "service": found.inspection.service, **told, **more})


def test_a_conflict_stands_until_it_is_withdrawn_with_a_reason(world: World) -> None:
    found = declare(world, case_manager="Bryony Hale")
    assert declare(world, case_manager="Bryony Hale") == found  # sent twice
    assert list(ConflictOfInterest.objects.standing()) == [found]
    with pytest.raises(services.ConflictRefused):
        services.conflict_withdraw(by=world.lead, at=NOW, conflict=found, because="  ")
    services.conflict_withdraw(by=world.lead, at=NOW, conflict=found, because="She left.")
    services.conflict_withdraw(by=world.inspector, at=NOW, conflict=found, because="Again.")
    found.refresh_from_db()
    assert (found.withdrawn_because, found.withdrawn_by) == ("She left.", world.lead)
    assert not ConflictOfInterest.objects.standing().exists()


@pytest.mark.parametrize("wrong", [{"because": " "}, {"reference": "A1", "case_manager": "B"}])
def test_a_conflict_says_why_and_names_one_thing(world: World, wrong: dict[str, str]) -> None:
    with pytest.raises(services.ConflictRefused):
        declare(world, **wrong)


def test_the_same_conflict_for_another_reason_is_refused(world: World) -> None:
    declare(world)
    with pytest.raises(services.ConflictRefused, match="This is declared already"):
        declare(world, because="Lives there.")


def test_conflicts_are_declared_by_oneself_ones_lead_or_an_administrator(world: World) -> None:
    other = factories.world(name="other-2026")
    for by in (world.inspector, world.lead, world.administrator):
        assert declare(world, by=by).person == world.inspector
    for by in (world.editor, other.lead, world.stranger, PersonFactory(is_administrator=True, is_active=False)):
        with pytest.raises(PermissionDenied):
            declare(world, by=by)
    with pytest.raises(PermissionDenied):
        declare(world, by=world.stranger, person=world.stranger)  # on no team of the service


# Contextual facts ---------------------------------------------------------------------------------------------------
def figure(found: World, **more: object) -> ContextFigure:
    told = {
        "label": "Vacancies", "kind": "staff", "unit": "per_cent", "value": Decimal(12), "numerator": Decimal(3),
        "denominator": Decimal(25), "as_at": MONDAY, "source": "The service",
    }  # fmt: skip
    return ContextFigure(inspection=found.inspection, **{**told, **more})


def test_figures_are_saved_changed_and_removed(world: World) -> None:
    saved = services.context_save(by=world.editor, figure=figure(world))
    second = services.context_save(by=world.lead, figure=figure(world, period="2025"))
    assert (saved.code, second.code, second.place) == ("vacancies", "vacancies-2", 2)
    stale = ContextFigure.objects.get(pk=saved.pk)
    saved.source = "Its workforce return"
    services.context_save(by=world.lead, figure=saved)
    stale.source = "Somebody"
    with pytest.raises(ChangedMeanwhile):
        services.context_save(by=world.editor, figure=stale)
    with pytest.raises(ChangedMeanwhile):
        services.context_remove(by=world.editor, figure=stale)
    services.context_remove(by=world.editor, figure=saved)
    assert list(ContextFigure.objects.all()) == [second]


def test_the_same_figure_sent_twice_is_one_and_another_of_its_name_needs_a_period(world: World) -> None:
    saved = services.context_save(by=world.editor, figure=figure(world))
    assert services.context_save(by=world.editor, figure=figure(world)) == saved
    with pytest.raises(services.ContextRefused, match="vacancies is there already") as refusal:
        services.context_save(by=world.lead, figure=figure(world, source="Another return", label="vacancies"))
    assert refusal.value.field == "label"
    assert ContextFigure.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"source": " "}, "source", "Say where the figure comes from"),
        ({"numerator": None}, "numerator", "Enter how many"),
        ({"denominator": Decimal(0)}, "denominator", "more than nothing"),
        ({"value": Decimal("12.5")}, "value", "3 of 25 makes 12, and the figure says 12.5"),
        ({"value": Decimal(453), "denominator": None}, "value", "A share lies between 0 and 100"),
        ({"national": Decimal("-0.1")}, "national", "A share lies between 0 and 100"),
        ({"unit": "rate", "value": Decimal(-5), "numerator": None, "denominator": None}, "value", "fewer than none"),
        ({"unit": "number", "numerator": Decimal(-3)}, "numerator", "fewer than none"),
    ],
)
def test_a_figure_that_does_not_add_up_is_refused(world: World, wrong, field, sentence) -> None:
    with pytest.raises(services.ContextRefused, match=sentence) as refusal:
        services.context_save(by=world.lead, figure=figure(world, **wrong))
    assert refusal.value.field == field
