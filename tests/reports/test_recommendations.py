"""Recommendations: to whom, in which order, on what they rest, withdrawn and brought back, and in the report."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.versions import ChangedMeanwhile
from inspections.models import Inspection
from reports.bodies.recommendations import recommendations_context
from reports.live import LiveFigures
from reports.models import PracticeExample, Recommendation, RecommendationBody, ReportSection
from reports.rules import BodyKind, Practice
from reports.services import (
    ReportRefused,
    body_move,
    body_rename,
    example_save,
    recommendation_bring_back,
    recommendation_move,
    recommendation_save,
    recommendation_withdraw,
)
from tests.evidence.material import strength
from tests.factories import NOW
from tests.reports.material import read

pytestmark = pytest.mark.django_db

BOARD, OUTSIDE = (BodyKind.BOARD, "The Testley Board"), (BodyKind.OUTSIDE, "The Probation Service")
MANAGER = (BodyKind.MANAGER, "The manager of Testley YJS")


def save(world, words="make sure that plans are read.", to=BOARD, rests_on=(), **told):
    more = {"words": words, "to": to, "rests_on": rests_on, "by": world.editor, "at": NOW, **told}
    recommendation_save(inspection=world.inspection, **more)
    return Recommendation.objects.get(inspection=world.inspection, words=words)


def printed(world):
    live = LiveFigures(Inspection.objects.with_names().get(pk=world.inspection.pk))
    return [
        (group.body, [(number, one.words) for number, one in group.recommendations]) for group in live.recommendations
    ]


def do(world):
    return {"by": world.editor, "at": NOW}


def test_they_are_numbered_through_in_the_order_of_bodies(world):
    save(world, "Outside.", OUTSIDE)
    save(world, "Manager.", MANAGER)
    save(world, "Board one.")
    save(world, "Nobody.", None)
    save(world, "Board two.", (BodyKind.BOARD, "the testley board"))  # the same name
    assert printed(world) == [
        ("The Testley Board", [(1, "Board one."), (2, "Board two.")]),
        ("The manager of Testley YJS", [(3, "Manager.")]),
        ("The Probation Service", [(4, "Outside.")]),
        ("", [(5, "Nobody.")]),
    ]


def test_order_changes_within_a_body_and_between_bodies_once_for_each_press(world):
    one, two = save(world, "One."), save(world, "Two.")
    save(world, "Manager.", MANAGER)
    recommendation_move(recommendation_id=two.pk, up=True, seen_place=two.place, **do(world))
    with pytest.raises(ChangedMeanwhile):
        recommendation_move(recommendation_id=two.pk, up=True, seen_place=two.place, **do(world))
    recommendation_move(
        recommendation_id=two.pk, up=True, seen_place=one.place, **do(world)
    )  # the first goes no higher
    board = RecommendationBody.objects.get(name="The Testley Board")
    body_move(body_id=board.pk, up=False, seen_place=board.place, **do(world))
    with pytest.raises(ChangedMeanwhile):
        body_move(body_id=board.pk, up=False, seen_place=board.place, **do(world))
    assert [words for _, group in printed(world) for _, words in group] == ["Manager.", "Two.", "One."]


def test_one_that_is_withdrawn_leaves_the_numbering_and_comes_back_where_it_stood(world):
    one, _ = save(world, "One."), save(world, "Two.")
    recommendation_withdraw(recommendation_id=one.pk, seen=1, **do(world))
    assert printed(world) == [("The Testley Board", [(1, "Two.")])]
    recommendation_withdraw(recommendation_id=one.pk, seen=1, **do(world))  # twice is once
    with pytest.raises(ReportRefused, match="withdrawn"):
        recommendation_save(
            inspection=world.inspection, recommendation_id=one.pk, words="x", to=None, rests_on=[], seen=2, **do(world)
        )
    recommendation_bring_back(recommendation_id=one.pk, **do(world))
    assert printed(world) == [("The Testley Board", [(1, "One."), (2, "Two.")])]
    history = one.pgh_event_model.objects.filter(pgh_obj_id=one.pk).order_by("pgh_id")
    assert list(history.values_list("version", "by__name")) == [(n, "editor of testley-2026") for n in (1, 2, 3)]


def test_each_rests_on_findings_of_its_inspection_in_the_order_of_the_report(world):
    vision = strength(world)
    row = save(world, rests_on=[f"strength:{vision.pk}", "question:2.1.2", "standard:1.1"])
    assert row.rests_on == ["standard:1.1", "question:2.1.2", f"strength:{vision.pk}"]
    for wrong in ("standard:9.9", "strength:0", "else"):
        with pytest.raises(ReportRefused, match="findings of this inspection"):
            save(world, "Other.", rests_on=[wrong])


@pytest.mark.parametrize("words", ["", "  ", "x" * 1001, "a\0b"])
def test_it_says_something_of_a_length_that_prints(world, words):
    with pytest.raises(ReportRefused):
        save(world, words)


def test_what_somebody_changed_meanwhile_is_not_overwritten(world):
    row = save(world)
    told = {"recommendation_id": row.pk, "seen": 1}
    save(world, "Newer.", **told)
    with pytest.raises(ChangedMeanwhile):
        save(world, "Older.", **told)
    with pytest.raises(ChangedMeanwhile):
        recommendation_withdraw(recommendation_id=row.pk, seen=1, **do(world))
    assert Recommendation.objects.get().words == "Newer."


def test_the_same_sent_twice_is_one(world):
    save(world)
    save(world)
    assert Recommendation.objects.count() == 1


def test_a_body_is_renamed_and_no_two_have_one_name(world):
    save(world)
    save(world, "Outside.", OUTSIDE)
    board = RecommendationBody.objects.get(name="The Testley Board")
    with pytest.raises(ReportRefused, match="Another body"):
        body_rename(body_id=board.pk, name="the probation service", seen=board.version, **do(world))
    body_rename(body_id=board.pk, name="The Testley Partnership", seen=board.version, **do(world))
    assert [body for body, _ in printed(world)] == ["The Testley Partnership", "The Probation Service"]
    with pytest.raises(IntegrityError), transaction.atomic():
        RecommendationBody.objects.create(
            inspection=world.inspection, kind="board", name="THE testley PARTNERSHIP", place=9
        )


def test_sections_that_print_or_count_them_want_a_build(world):
    section = ReportSection.objects.filter(inspection=world.inspection, code="standard:2.1")
    section.update(topics=["2.1", "recommendations"], queued_at=None)
    wanted = section.get().wanted
    due = recommendation_save(inspection=world.inspection, words="x", to=None, rests_on=[], **do(world))
    printed_in = ReportSection.objects.get(inspection=world.inspection, code="recommendations")
    assert set(due) == {section.get().pk, printed_in.pk}
    assert section.get().wanted == wanted + 1
    assert "recommendations" in section.get().causes


@pytest.mark.parametrize(
    ("number", "says"),
    [(0, "We have made no"), (1, "made one recommendation, so that"), (10, "made 10 recommendations, so that")],
)
def test_the_section_counts_them_in_words_and_groups_them_by_body(world, number, says):
    for n in range(number):
        save(world, f"Number {n}.", BOARD if n % 2 else OUTSIDE)
    told = recommendations_context(LiveFigures(world.inspection), "")
    assert says in told["opening"]
    assert [group.heading for group in told["groups"]] == (
        [f"{name} should:" for name in ("The Testley Board", "The Probation Service")][2 - min(number, 2) :]
    )


# The pages ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def editor(world, sign_in):
    return sign_in(world.editor)


def address(world, name="recommendations", *more):
    return reverse(name, args=[world.inspection.name, *more])


def test_one_is_added_to_a_body_of_the_service_and_listed(world, editor):
    page = editor.get(address(world, "recommendation_new")).content.decode()
    assert "The chair of the Testley-2026 Youth Justice Board" in page
    told = {"words": "read every plan.", "to": "board", "rests_on": ["standard:2.1"]}
    answer = editor.post(address(world, "recommendation_new"), told, follow=True)
    text = read(answer.content.decode()).text
    assert "The Testley-2026 Youth Justice Board should:" in text
    assert re.search(r"read every plan\. Rests on 2\.1 Assessment", text)


def test_another_body_needs_its_name_and_the_errors_say_so(world, editor):
    page = editor.post(address(world, "recommendation_new"), {"words": "", "to": "outside"}).content.decode()
    assert "Say what should be done" in page and "Say which body it is" in page
    assert "There is a problem" in page
    assert not Recommendation.objects.exists()
    told = {"words": "share plans.", "to": "outside", "name": "The Probation Service"}
    assert editor.post(address(world, "recommendation_new"), told).status_code == 302
    assert printed(world) == [("The Probation Service", [(1, "share plans.")])]


def test_a_body_known_without_its_article_is_not_offered_a_second_time(world, editor):
    text = editor.get(address(world, "recommendation_new")).content.decode()
    assert "The Testley-2026 Youth Justice Board" in text
    save(world, to=(BodyKind.BOARD, "Testley-2026 Youth Justice Board"))
    text = editor.get(address(world, "recommendation_new")).content.decode()
    assert "The Testley-2026 Youth Justice Board" not in text


def test_a_form_that_is_stale_says_who_changed_what(world, editor):
    row = save(world)
    save(world, "Newer.", recommendation_id=row.pk, seen=1, by=world.lead)
    told = {"words": "Mine.", "to": str(row.body_id), "seen": "1"}
    page = editor.post(address(world, "recommendation", row.pk), told).content.decode()
    assert "lead of testley-2026 saved this while you had it open" in page
    assert Recommendation.objects.get().words == "Newer."


def test_it_is_moved_withdrawn_and_brought_back_by_buttons(world, editor):
    save(world, "One.")
    two = save(world, "Two.")
    editor.post(address(world, "recommendation_move", two.pk), {"to": "up", "place": two.place})
    assert [words for _, group in printed(world) for _, words in group] == ["Two.", "One."]
    stale = editor.post(address(world, "recommendation_move", two.pk), {"to": "up", "place": two.place}, follow=True)
    assert "nothing was moved" in read(stale.content.decode()).text
    two.refresh_from_db()
    page = editor.post(address(world, "recommendation_withdraw", two.pk), {"seen": two.version}, follow=True)
    assert "You can bring it back below" in read(page.content.decode()).text
    assert "Withdrawn (1)" in read(page.content.decode()).text
    editor.post(address(world, "recommendation_withdraw", two.pk), {"back": "yes"})
    assert [words for _, group in printed(world) for _, words in group] == ["Two.", "One."]


def test_who_only_reads_the_report_sees_no_buttons(world, sign_in):
    save(world)
    page = sign_in(world.panel).get(address(world)).content.decode()
    assert "make sure that plans are read." in page
    assert "Withdraw" not in page and "Change" not in read(page).text.partition("Recommendations")[2]


def test_the_page_asks_as_often_whatever_there_is(world, editor, django_assert_num_queries):
    editor.get(address(world))
    with django_assert_num_queries(8):
        editor.get(address(world))
    for n in range(5):
        save(world, f"Number {n}.", BOARD if n % 2 else OUTSIDE, rests_on=["standard:2.1"])
    with django_assert_num_queries(8):
        editor.get(address(world))


def test_who_does_not_see_examples_does_not_see_the_headings_of_those_that_wait(world, sign_in):
    told = {"standard": "2.1", "practice": Practice.GOOD, "heading": "Jaden of Elm Road", "words": "w", "pseudonym": ""}
    example_save(inspection=world.inspection, **told, by=world.editor, at=NOW)
    save(world, rests_on=[f"example:{PracticeExample.objects.get().pk}"])
    at = reverse("recommendations", args=[world.inspection.name])
    assert "Jaden of Elm Road" in sign_in(world.lead).get(at).content.decode()
    page = sign_in(world.panel).get(at).content.decode()
    assert "Jaden" not in page and "one that waits to be cleared" in page
