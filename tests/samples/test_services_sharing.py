"""Sharing out as a service: proposed, confirmed, refused; sick days, late arrivals and conflicts after it."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Person
from casereviews.models import CaseReview, Judgement
from casereviews.services import ReallocationRefused, review_submit, reviews_allocate
from inspections.models import Case, ConflictOfInterest, Inspection, TeamMember
from inspections.rules import Role
from inspections.services import team_member_add
from samples.models import SharingOut
from samples.services import SharingChanged, SharingRefused, sharing_confirm
from samples.sharing import Proposal, proposal_for
from tests.factories import NOW, PersonFactory, World, fill
from tests.samples.eligible_rows import sampled


def inspection_of(world: World) -> Inspection:
    return Inspection.objects.with_names().get(pk=world.inspection.pk)


def proposal(world: World) -> Proposal:
    return proposal_for(inspection_of(world))


def confirm(world: World, *, seen: str = "", by: Person | None = None) -> SharingOut:
    seen = seen or proposal(world).token
    return sharing_confirm(inspection=inspection_of(world), seen=seen, by=by or world.lead, at=NOW)


def conflict(world: World, person: Person, **about: str) -> ConflictOfInterest:
    told = {"because": "Worked there in 2024.", "by": world.administrator, "at": NOW}
    return ConflictOfInterest.objects.create(service=world.inspection.service, person=person, **told, **about)


def joins(world: World, name: str, **member) -> Person:
    person = PersonFactory(name=name)
    added = team_member_add(by=world.administrator, inspection=world.inspection, person=person, role=Role.INSPECTOR)
    TeamMember.objects.filter(pk=added.pk).update(**member)
    return person


def held(world: World) -> dict[str, int]:
    """Cases by reader, as plain SQL counts them."""
    counts: dict[str, int] = {}
    for (name,) in CaseReview.objects.filter(inspection=world.inspection).values_list("reader__name"):
        counts[name] = counts.get(name, 0) + 1
    return counts


@pytest.fixture
def second(world: World) -> Person:
    return joins(world, "Zoe Second")


@pytest.fixture
def shared(world: World, second: Person) -> World:
    sampled(world)
    confirm(world)
    return world


def test_nothing_changes_until_it_is_confirmed(world: World, second: Person) -> None:
    sampled(world)
    assert len(proposal(world).moves) == 25 and not CaseReview.objects.exists()
    done = confirm(world)
    assert sorted(held(world).values()) == [12, 13]
    assert {one["reference"] for one in done.result["shared"]} == set(Case.objects.values_list("reference", flat=True))
    assert all(one["sentence"] for one in done.result["shared"])
    assert proposal(world).moves == {}
    with pytest.raises(SharingRefused, match="has its reader already"):
        confirm(world)


def test_sharing_confirm_refuses_what_its_page_did_not_show(world: World, second: Person) -> None:
    sampled(world)
    seen = proposal(world).token
    joins(world, "Late Third")
    with pytest.raises(SharingChanged):
        confirm(world, seen=seen)
    assert not CaseReview.objects.exists() and not SharingOut.objects.exists()


def test_sharing_confirm_is_the_leads(world: World) -> None:
    sampled(world)
    for person in (world.people["stand_in"], world.inspector, world.administrator):
        with pytest.raises(PermissionDenied):
            confirm(world, by=person)


def test_days_say_how_many(world: World, second: Person) -> None:
    sampled(world)
    TeamMember.objects.filter(person=second, role=Role.INSPECTOR).update(days="2.5")  # of five: a third of all days
    confirm(world)
    assert held(world) == {world.inspector.name: 17, "Zoe Second": 8}


def test_the_lead_reads_only_with_days_for_it(world: World) -> None:
    assert [reader.id for reader in proposal(world).readers] == [world.inspector.pk]
    TeamMember.objects.filter(person=world.lead).update(days=1)
    assert {reader.id for reader in proposal(world).readers} == {world.inspector.pk, world.lead.pk}


def test_domains_and_the_most_are_kept_and_what_is_left_over_says_why(world: World) -> None:
    sampled(world)
    TeamMember.objects.filter(person=world.inspector).update(domains=["D2"], most=8)
    found = proposal(world).sharing
    assert {one.reference[:2] for one in found.shared} == {"D2"} and len(found.shared) == 8
    says = {one.because for one in found.unshared}
    assert "Nobody reads D3 cases." in says
    assert any("as many cases as they take" in sentence for sentence in says)


def test_a_conflict_bars_a_case_manager_also_by_hand(world: World, second: Person) -> None:
    sampled(world)
    manager = Case.objects.exclude(case_manager="").order_by("reference")[0].case_manager
    conflict(world, second, case_manager=manager)
    confirm(world)
    theirs = Case.objects.filter(case_manager=manager)
    assert not CaseReview.objects.filter(case__in=theirs, reader=second).exists()
    with pytest.raises(ReallocationRefused, match="Zoe Second has declared a conflict of interest: Worked there in"):
        reviews_allocate(by=world.lead, at=NOW, readers={theirs[0].pk: second.pk})


def test_a_conflict_that_was_withdrawn_bars_nothing(world: World, second: Person) -> None:
    sampled(world)
    declared = conflict(world, second)
    case = Case.objects.order_by("reference")[0]
    with pytest.raises(ReallocationRefused):
        reviews_allocate(by=world.lead, at=NOW, readers={case.pk: second.pk})
    ConflictOfInterest.objects.filter(pk=declared.pk).update(
        withdrawn_because="Another Zoe.", withdrawn_by=world.administrator, withdrawn_at=NOW
    )
    assert reviews_allocate(by=world.lead, at=NOW, readers={case.pk: second.pk})[0].reader == second


def test_what_somebody_reads_already_stays_theirs_when_it_is_given_to_them_again(shared: World) -> None:
    review = CaseReview.objects.filter(reader=shared.inspector)[0]
    conflict(shared, shared.inspector)
    assert reviews_allocate(by=shared.lead, at=NOW, readers={review.case_id: shared.inspector.pk}) == [review]


def test_a_sick_reader_gives_all_away_and_what_is_answered_is_kept(shared: World, second: Person) -> None:
    review = CaseReview.objects.filter(reader=second, case__domain__code="D2").first()
    fill(review, by=second)
    answered = Judgement.objects.filter(review=review).count()
    TeamMember.objects.filter(person=second).update(days=0)
    assert len(proposal(shared).moves) == held(shared)["Zoe Second"]
    assert all(one.moved_from == second.pk for one in proposal(shared).sharing.moved)
    confirm(shared)
    assert held(shared) == {shared.inspector.name: 25}
    review.refresh_from_db()
    assert (review.reader, review.state) == (shared.inspector, "in_progress")
    assert Judgement.objects.filter(review=review).count() == answered > 0


def test_a_late_arrival_takes_what_is_not_begun(shared: World) -> None:
    begun = CaseReview.objects.filter(reader=shared.inspector, case__domain__code="D3").first()
    fill(begun, by=shared.inspector)
    joins(shared, "Late Third")
    confirm(shared)
    assert sorted(held(shared).values()) == [8, 8, 9]
    begun.refresh_from_db()
    assert begun.reader == shared.inspector


def test_a_submitted_review_stays_with_who_submitted_it(shared: World, second: Person) -> None:
    review = CaseReview.objects.filter(reader=second, case__domain__code="D2").first()
    fill(review, by=second)
    review_submit(review_id=review.pk, by=second, at=NOW)
    TeamMember.objects.filter(person=second).delete()
    assert proposal(shared).done == {review.case.reference: "Zoe Second"}
    confirm(shared)
    assert held(shared) == {shared.inspector.name: 24, "Zoe Second": 1}


def test_a_proposal_takes_the_same_queries_however_many_cases(world: World, django_assert_num_queries) -> None:
    sampled(world)
    inspection = inspection_of(world)
    with django_assert_num_queries(4):
        proposal_for(inspection)
