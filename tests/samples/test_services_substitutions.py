"""A case falls out and another takes its place: as a service, with its chain and what is refused."""

from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Person
from casereviews.models import Judgement
from casereviews.services import reviews_allocate
from inspections.models import Case
from inspections.rules import Role
from reports.models import ReportSection
from samples.models import EligibleRow, Substitution
from samples.rules import FellOut
from samples.services import BringBackRefused, SubstitutionRefused, case_bring_back, case_substitute
from samples.state import last_draw, sample_now
from tests.factories import NOW, World, fill
from tests.samples.eligible_rows import sampled


def out(case: Case, entering: str, *, by: Person, reason: FellOut = FellOut.FILE_MISSING, words: str = ""):
    return case_substitute(case_id=case.pk, reason=reason, words=words, entering=entering, by=by, at=NOW)


def now_of(world: World):
    draw = last_draw(world.inspection.pk)
    assert draw is not None
    return sample_now(draw)


@pytest.fixture
def case(world: World) -> Case:
    sampled(world)
    return Case.objects.select_related("domain").filter(domain__code="D2").order_by("reference")[0]


def best_for(world: World, case: Case) -> str:
    best = now_of(world).replacements(case).best
    assert best is not None
    return best.case.reference


@pytest.mark.parametrize("role", [Role.LEAD, Role.STAND_IN])
def test_case_substitute_is_signed_off_by_the_lead_or_the_stand_in(world: World, case: Case, role: Role) -> None:
    entering = best_for(world, case)
    done = out(case, entering, by=world.people[role], words="Lost in the move.")
    assert (done.entered.reference, done.first_offered, done.by) == (entering, entering, world.people[role])
    case.refresh_from_db()
    assert (case.in_sample, case.fell_out_because) == (False, "The file is missing: Lost in the move.")
    assert case.changed_by == world.people[role]
    assert done.entered.in_sample and Case.objects.in_sample().filter(domain__code="D2").count() == 10


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.QUALITY_LEAD, Role.PANEL, Role.SERVICE_CONTACT])
def test_case_substitute_refuses_everybody_else(world: World, case: Case, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        out(case, "", by=world.people[role])


def test_what_is_offered_first_leaves_the_margins_nearest_by_brute_force(world: World, case: Case) -> None:
    now = now_of(world)
    offered = now.replacements(case).offered
    assert [one.distance for one in offered] == sorted(one.distance for one in offered)
    staying = [one for one in now.sample if one.domain == "D2" and one.reference != case.reference]
    variables, stock = now.variables("D2"), now.stock("D2")

    def distance(entering) -> float:
        sample, found = [*staying, entering], 0.0
        for variable in variables:
            for level in {one.level(variable.code) for one in stock}:
                there = sum(one.level(variable.code) == level for one in stock)
                got = sum(one.level(variable.code) == level for one in sample)
                found += abs(got - len(sample) * there / len(stock))
        return found

    for one in offered:
        assert abs(distance(one.case) - float(one.distance)) < 1e-9


def test_what_is_answered_is_kept_and_no_longer_counts(world: World, case: Case) -> None:
    review = reviews_allocate(by=world.lead, at=NOW, readers={case.pk: world.inspector.pk})[0]
    fill(review, by=world.inspector)
    assert Judgement.objects.filter(review=review, counts=True).exists()
    out(case, best_for(world, case), by=world.lead)
    assert Judgement.objects.filter(review=review).exists()
    assert not Judgement.objects.filter(review=review, counts=True).exists()


def test_the_chain_of_replacements_is_kept(world: World, case: Case) -> None:
    chain = [case.reference]
    for _ in range(2):
        fallen = Case.objects.select_related("domain").get(reference=chain[-1])
        chain.append(best_for(world, fallen))
        out(fallen, chain[-1], by=world.lead)
    now = now_of(world)
    assert now.chains() == (tuple(chain),)
    assert [(one.fell_out.reference, one.entered.reference) for one in now.substitutions] == list(pairwise(chain))
    assert now.reserve("D2") == ()  # a fifth of ten: both are used


def test_nothing_may_take_its_place(world: World, case: Case) -> None:
    done = out(case, "", by=world.lead, reason=FellOut.OTHER, words="Closed by mistake.")
    assert done.entered is None and done.place is None and done.first_offered == best_for(world, case)
    assert Case.objects.in_sample().count() == 24


@pytest.mark.parametrize(
    ("told", "part", "says"),
    [
        ({"reason": FellOut.OTHER}, "words", "Say in words why the case fell out."),
        ({"words": "x" * 251}, "words", "250 characters at most"),
    ],
)
def test_case_substitute_wants_words(world: World, case: Case, told, part: str, says: str) -> None:
    with pytest.raises(SubstitutionRefused, match=says) as refusal:
        out(case, "", by=world.lead, **told)
    assert refusal.value.part == part


def test_case_substitute_refuses_what_is_not_in_reserve_any_more(world: World, case: Case) -> None:
    entering = best_for(world, case)
    other = Case.objects.select_related("domain").filter(domain__code="D2").order_by("reference")[1]
    out(other, entering, by=world.lead)
    with pytest.raises(SubstitutionRefused, match=f"{entering} cannot take its place. It is not in the reserve"):
        out(case, entering, by=world.people[Role.STAND_IN])
    case.refresh_from_db()
    assert case.in_sample and Substitution.objects.count() == 1


def test_case_substitute_refuses_a_case_that_is_out_already(world: World, case: Case) -> None:
    out(case, "", by=world.lead)
    with pytest.raises(SubstitutionRefused, match="is out of the sample already: The file is missing"):
        out(case, best_for(world, case), by=world.lead)


def test_case_substitute_refuses_what_cannot_be_read(world: World, case: Case) -> None:
    entering = best_for(world, case)
    EligibleRow.objects.filter(reference=entering).update(disposal_type="a_fine")
    with pytest.raises(SubstitutionRefused, match="a_fine is not a disposal of D2"):
        out(case, entering, by=world.lead)
    EligibleRow.objects.filter(reference=entering).delete()
    with pytest.raises(SubstitutionRefused, match="no longer among the eligible cases"):
        out(case, entering, by=world.lead)
    case.refresh_from_db()
    assert case.in_sample


def test_case_substitute_wants_a_draw(world: World) -> None:
    with pytest.raises(SubstitutionRefused, match="not drawn"):
        out(world.case("C1"), "", by=world.lead)


def test_a_case_whose_place_was_taken_stays_out(world: World, case: Case) -> None:
    entering = best_for(world, case)
    out(case, entering, by=world.lead)
    with pytest.raises(BringBackRefused, match=f"{entering} took its place"):
        case_bring_back(case_id=case.pk, by=world.lead, at=NOW)
    other = Case.objects.in_sample().order_by("reference")[0]
    out(other, "", by=world.lead)
    assert case_bring_back(case_id=other.pk, by=world.lead, at=NOW).in_sample


def test_sections_that_name_the_sample_follow_a_substitution(world: World, case: Case) -> None:
    wanted = dict(ReportSection.objects.values_list("code", "wanted"))
    out(case, best_for(world, case), by=world.lead)
    now = dict(ReportSection.objects.values_list("code", "wanted"))
    assert all(now[code] > wanted[code] for code in ("ratings", "case_mix:D2", "standard:2.1"))
