"""Setting up services and inspections, their teams, and the cases of their samples."""

from datetime import date
from typing import Any

import pytest

from inspections.events import figures_changed
from inspections.models import Inspection, Service
from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, SAMPLE, NewCase, Role
from inspections.services import (
    CaseRefused,
    InspectionRefused,
    ServiceRefused,
    TeamRefused,
    cases_add,
    inspection_change,
    inspection_create,
    service_save,
    team_member_add,
    team_member_remove,
)
from ratings.services import proposal_make
from standards.models import Edition
from tests.factories import MONDAY, NOW, PersonFactory, World, load_edition
from tests.factories import world as another_world


@pytest.fixture
def announced() -> list[tuple[int, frozenset[str]]]:
    """What is announced as changed, while the test holds this list."""
    heard: list[tuple[int, frozenset[str]]] = []

    def hear(sender: Any, *, inspection_id: int, topics: frozenset[str], **_: Any) -> None:
        heard.append((inspection_id, topics))

    figures_changed.connect(hear, weak=False)
    yield heard
    figures_changed.disconnect(hear)


def test_service_save_tells_every_inspection_that_its_names_changed(world: World, announced: list) -> None:
    service = world.inspection.service
    service.short_name = "Testley YJS"
    service_save(by=world.administrator, service=service)
    ((inspection_id, topics),) = announced
    assert inspection_id == world.inspection.pk
    assert {"1.1", "2.1", "3.4", "4.1", CASE_MIX, SAMPLE, DECISIONS, CONTEXT} <= topics


def test_service_save_refuses_a_second_service_of_a_place(world: World) -> None:
    with pytest.raises(ServiceRefused) as refusal:
        service_save(by=world.administrator, service=Service(place=world.inspection.service.place))
    assert str(refusal.value) == "There is a service for Testley-2026 already."


def test_inspection_create_takes_the_edition_into_use_and_announces_everything(world: World, announced: list) -> None:
    edition = load_edition("youth-2018")
    created = inspection_create(
        by=world.administrator,
        service=world.inspection.service,
        edition=edition,
        name="testley-2018",
        fieldwork_starts=date(2018, 9, 17),
        joint_with=["police"],
    )
    created.refresh_from_db()
    assert (created.phase, created.fieldwork_weeks, created.joint_with) == ("announced", 1, ["police"])
    assert Edition.objects.get(pk=edition.pk).in_use
    ((inspection_id, topics),) = announced
    assert inspection_id == created.pk
    assert {"1.1", "3.4", CASE_MIX, SAMPLE, DECISIONS, CONTEXT} <= topics


def test_inspection_create_refuses_a_name_that_is_taken(world: World) -> None:
    with pytest.raises(InspectionRefused) as refusal:
        inspection_create(
            by=world.administrator,
            service=world.inspection.service,
            edition=world.inspection.edition,
            name="testley-2026",
            fieldwork_starts=MONDAY,
        )
    assert str(refusal.value) == "There is an inspection called testley-2026 already. Choose another name."
    assert Inspection.objects.count() == 1


def test_inspection_change_saves_the_plan_and_announces_it(world: World, announced: list) -> None:
    world.inspection.meetings_held = 14
    inspection_change(by=world.administrator, inspection=world.inspection)
    assert Inspection.objects.get().meetings_held == 14
    assert announced == [(world.inspection.pk, frozenset({CONTEXT, CASE_MIX}))]


@pytest.mark.parametrize("field", ["edition", "name"])
def test_inspection_change_keeps_the_edition_and_the_name(world: World, field: str) -> None:
    setattr(world.inspection, field, load_edition("youth-2018") if field == "edition" else "another-2026")
    with pytest.raises(InspectionRefused) as refusal:
        inspection_change(by=world.administrator, inspection=world.inspection)
    assert str(refusal.value).startswith("The edition and the name of an inspection stay")


@pytest.mark.parametrize(
    ("held", "wanted", "sentence"),
    [
        (Role.INSPECTOR, Role.INSPECTOR, "inspector of testley-2026 is already inspector of this inspection."),
        (
            Role.INSPECTOR,
            Role.PANEL,
            "inspector of testley-2026 is inspector of this inspection. Nobody decides on an inspection they led or "
            "read for: choose somebody else.",
        ),
        (
            Role.PANEL,
            Role.QUALITY_LEAD,
            "panel of testley-2026 is panel member of this inspection. Nobody decides on an inspection they led or "
            "read for: choose somebody else, or take that role away first.",
        ),
        (
            Role.EDITOR,
            Role.LEAD,
            "lead of testley-2026 leads this inspection. Take that role away first: there is one lead.",
        ),
    ],
)
def test_team_member_add_says_why_a_role_is_refused(world: World, held: Role, wanted: Role, sentence: str) -> None:
    with pytest.raises(TeamRefused) as refusal:
        team_member_add(by=world.administrator, inspection=world.inspection, person=world.people[held], role=wanted)
    assert str(refusal.value) == sentence


def test_team_member_add_keeps_who_read_for_the_inspection_off_its_panel(world: World) -> None:
    reader = world.review().reader
    team_member_remove(by=world.administrator, member=world.inspection.team.get(role=Role.INSPECTOR))
    with pytest.raises(TeamRefused) as refusal:
        team_member_add(by=world.administrator, inspection=world.inspection, person=reader, role=Role.PANEL)
    assert str(refusal.value) == (
        "inspector of testley-2026 has worked on this inspection, so they cannot sit on its panel."
    )


@pytest.mark.parametrize("other", sorted(set(Role) - {Role.SERVICE_CONTACT}))
def test_a_service_contact_has_no_other_role(world: World, other: Role) -> None:
    told = {"by": world.administrator, "inspection": world.inspection}
    with pytest.raises(TeamRefused, match="A service contact works for the service inspected: choose somebody else"):
        team_member_add(**told, person=world.people[Role.SERVICE_CONTACT], role=other)
    with pytest.raises(TeamRefused, match="A service contact works for the service inspected: choose somebody else"):
        team_member_add(**told, person=world.people[other], role=Role.SERVICE_CONTACT)


def test_a_service_contact_is_no_colleague_inspector(world: World) -> None:
    told = {"by": world.administrator, "inspection": world.inspection, "role": Role.SERVICE_CONTACT}
    with pytest.raises(TeamRefused, match="A service contact is no colleague inspector"):
        team_member_add(**told, person=PersonFactory(), field="police")


def test_team_member_add_gives_several_roles_that_go_together(world: World) -> None:
    person = PersonFactory()
    for role in (Role.INSPECTOR, Role.QUALITY_LEAD, Role.EDITOR):
        team_member_add(by=world.administrator, inspection=world.inspection, person=person, role=role, field="police")
    held = world.inspection.team.filter(person=person).order_by("role")
    assert [(member.role, member.field) for member in held] == [
        ("editor", "police"), ("inspector", "police"), ("quality_lead", "police"),
    ]  # fmt: skip


def new(reference: str = "C1", domain: str = "D2", disposal: str = "referral_order", **given: str) -> NewCase:
    return NewCase(reference, domain, disposal, given={key.replace("__", "."): value for key, value in given.items()})


def test_cases_add_takes_what_the_service_said_and_announces_the_sample(world: World, announced: list) -> None:
    (case,) = cases_add(
        by=world.lead,
        at=NOW,
        inspection=world.inspection,
        cases=[new(fact__gender="female", service__risk_of_serious_harm="high", fact__area="")],
    )
    case.refresh_from_db()
    assert (case.domain.code, case.disposal_type.code, case.in_sample) == ("D2", "referral_order", True)
    assert case.given == {"fact.gender": "female", "service.risk_of_serious_harm": "high"}
    assert announced == [(world.inspection.pk, frozenset({CASE_MIX, SAMPLE}))]


TYPES = (
    "referral_order, youth_rehabilitation_order, reparation_order, other_community_sentence, "
    "detention_and_training_order, other_custodial_sentence"
)


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (new(domain="D9"), "C1: this edition reads no cases in a domain D9."),
        (new(domain="D1"), "C1: this edition reads no cases in a domain D1."),
        (
            new(disposal="community_resolution"),
            f"C1: community_resolution is not a disposal of D2; it may be {TYPES}.",
        ),
        (new(fact__shoe_size="9"), "C1: fact.shoe_size is not asked of cases in D2."),
        (new(fact__gender="blue"), "C1: fact.gender cannot be blue; it may be female, male, another, not_known."),
        (
            new(service__safety_and_wellbeing="huge"),
            "C1: service.safety_and_wellbeing cannot be huge; it may be low, medium, high, very_high.",
        ),
        (new("A0"), "A0: another case of this inspection has this reference."),
    ],
)
def test_cases_add_takes_all_cases_or_none(world: World, case: NewCase, sentence: str) -> None:
    world.case("A0")
    with pytest.raises(CaseRefused) as refusal:
        cases_add(by=world.lead, at=NOW, inspection=world.inspection, cases=[new("B1"), case])
    assert str(refusal.value) == sentence
    assert list(world.inspection.cases.values_list("reference", flat=True)) == ["A0"]


def test_cases_add_refuses_a_reference_that_stands_twice_in_one_call(world: World) -> None:
    with pytest.raises(CaseRefused):
        cases_add(by=world.lead, at=NOW, inspection=world.inspection, cases=[new("B1"), new("B1")])


def test_the_same_reference_may_stand_in_another_inspection(world: World) -> None:
    world.case("A0")
    second = another_world(name="second-2026")
    assert second.case("A0").reference == "A0"


def test_team_member_add_keeps_who_proposed_a_judgement_off_the_panel(world: World) -> None:
    proposal_make(
        inspection=world.inspection, standard_number="1.1", rating="good", summary="Sound.", seen=0,
        by=world.lead, at=NOW,
    )  # fmt: skip
    team_member_remove(by=world.administrator, member=world.inspection.team.get(role=Role.LEAD))
    with pytest.raises(TeamRefused, match="has worked on this inspection"):
        team_member_add(by=world.administrator, inspection=world.inspection, person=world.lead, role=Role.PANEL)
