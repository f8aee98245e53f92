"""Strengths and areas for improvement: their words, what they point to, their order."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.versions import ChangedMeanwhile
from evidence.models import StrengthOrArea
from evidence.reading import evidence_for
from evidence.services import EvidenceRefused, piece_withdraw, strength_move, strength_save, strength_withdraw
from inspections.models import Inspection
from tests.evidence.material import DOCX, document, meeting, sent, strength, texts
from tests.factories import NOW, World, world


def words_in_order(found: World) -> list[str]:
    return [one.words for one in evidence_for(found.inspection).by_standard["1.1"].strengths]


def test_each_may_point_to_several_pieces(world: World) -> None:
    one, two = meeting(world), document(world)
    row = strength(world, one, two)
    assert row.evidence == [one.pk, two.pk]
    read = evidence_for(world.inspection).by_standard["1.1"].strengths[0]
    assert [piece.title for piece in read.evidence] == ["The chair of the board", "Youth justice plan"]
    assert not read.rests_on_nothing and read.lost == ()


@pytest.mark.parametrize("about", ["1.1", "2.1", "D1", "involvement", "diversity"])
def test_they_are_about_a_standard_a_domain_or_a_theme(world: World, about: str) -> None:
    assert strength(world, about=about).about == about


@pytest.mark.parametrize("about", ["1.1.1", "9.9", "", "D9"])
def test_about_nothing_else(world: World, about: str) -> None:
    with pytest.raises(EvidenceRefused, match="Choose a standard"):
        strength(world, about=about)


def test_they_need_words_and_evidence_that_stands(world: World) -> None:
    piece = meeting(world)
    for told in ({"words": " "}, {"words": "x" * 1001}, {"evidence": [999_999]}):
        with pytest.raises(EvidenceRefused):
            strength(world, **told)
    row = strength(world, piece)
    piece_withdraw(piece_id=piece.pk, because="A mistake.", seen=1, by=world.lead, at=NOW)
    with pytest.raises(EvidenceRefused, match="that stands"):
        strength(world, piece, words="Another.")
    strength(world, piece, words="Changed.", strength_id=row.pk, seen=1)  # what it pointed to before may stay
    read = evidence_for(world.inspection).by_standard["1.1"].strengths[0]
    assert read.rests_on_nothing
    assert [lost.withdrawn_because for lost in read.lost] == ["A mistake."]


def test_evidence_of_another_inspection_cannot_be_pointed_to(world: World) -> None:
    theirs = meeting(_other())
    with pytest.raises(EvidenceRefused):
        strength(world, theirs)
    row = strength(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        StrengthOrArea.objects.filter(pk=row.pk).update(evidence=[theirs.pk])


def _other() -> World:
    return world(name="other-2026")


def test_a_change_from_an_old_version_is_no_change(world: World) -> None:
    row = strength(world)
    strength(world, words="First.", strength_id=row.pk, seen=1)
    with pytest.raises(ChangedMeanwhile):
        strength(world, words="Second.", strength_id=row.pk, seen=1)


def test_moved_twice_by_one_press_is_moved_once(world: World) -> None:
    rows = [strength(world, words=f"{n}.") for n in (1, 2, 3)]
    strength_move(strength_id=rows[2].pk, up=True, seen_place=3, by=world.lead, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        strength_move(strength_id=rows[2].pk, up=True, seen_place=3, by=world.lead, at=NOW)
    assert words_in_order(world) == ["1.", "3.", "2."]


def test_the_first_goes_no_higher_and_the_withdrawn_is_passed_over(world: World) -> None:
    rows = [strength(world, words=f"{n}.") for n in (1, 2, 3)]
    strength_move(strength_id=rows[0].pk, up=True, seen_place=1, by=world.lead, at=NOW)
    strength_withdraw(strength_id=rows[1].pk, because="Not so.", seen=1, by=world.lead, at=NOW)
    strength_move(strength_id=rows[2].pk, up=True, seen_place=3, by=world.lead, at=NOW)
    assert words_in_order(world) == ["3.", "1."]
    with pytest.raises(EvidenceRefused, match="withdrawn"):
        strength_move(strength_id=rows[1].pk, up=True, seen_place=2, by=world.lead, at=NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(moves=st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=8))
def test_any_moves_give_the_order_of_a_list(editions, moves: list[tuple[int, bool]]) -> None:
    with transaction.atomic():
        found = world(name="moved-2026")
        rows = [strength(found, words=f"{n}.") for n in range(4)]
        expected = [row.pk for row in rows]
        for which, up in moves:
            row = StrengthOrArea.objects.get(pk=rows[which].pk)
            strength_move(strength_id=row.pk, up=up, seen_place=row.place, by=found.lead, at=NOW)
            at = expected.index(row.pk)
            to = max(at - 1, 0) if up else min(at + 1, 3)
            expected[at], expected[to] = expected[to], expected[at]
        assert list(StrengthOrArea.objects.order_by("place").values_list("pk", flat=True)) == expected
        transaction.set_rollback(True)


def test_reading_counts_what_is_good_by_standard_and_theme(world: World) -> None:
    meeting(world, with_whom=["police", "board_chair"])
    meeting(world, title="Partners", with_whom=["police"], positions=["1.3.2", "diversity"])
    gone = sent(world)
    document(world, DOCX, positions=["1.1.1"])
    texts(world)
    piece_withdraw(piece_id=gone.pk, because="Old.", seen=1, by=world.lead, at=NOW)
    held = evidence_for(world.inspection)
    assert held.meetings_words == "two meetings, with the chair of the board and the police"
    assert held.by_standard["1.1"].counts_words == "one document and one meeting"
    assert held.by_standard["1.3"].counts == {"meeting": 1}
    assert held.by_domain["D1"].counts == {"document": 1, "meeting": 2}
    assert [piece.title for piece in held.involvement.pieces] == ["Text survey"]
    assert [piece.title for piece in held.diversity.pieces] == ["Partners"]
    assert (len(held.pieces), len(held.good)) == (5, 4)


def test_reading_takes_as_many_queries_for_much_as_for_little(world: World, django_assert_num_queries) -> None:
    meeting(world, attended=[world.lead.pk])
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    evidence_for(inspection)
    with django_assert_num_queries(5):
        evidence_for(inspection)
    for n in range(5):
        strength(world, meeting(world, title=f"{n}", attended=[world.inspector.pk]), words=f"{n}.")
        sent(world, f"Text {n}".encode(), title=f"{n}")
    with django_assert_num_queries(5):
        evidence_for(inspection)


def test_strength_save_changes_only_what_is_of_this_inspection(world: World) -> None:
    theirs = strength(_other())
    with pytest.raises(StrengthOrArea.DoesNotExist):
        strength_save(inspection=world.inspection, strength_id=theirs.pk, about="1.1", side="strength", words="Mine.",
                      evidence=[], seen=1, by=world.lead, at=NOW)  # fmt: skip
