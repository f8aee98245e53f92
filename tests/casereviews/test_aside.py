"""What came too late: shown to the reader and the lead, used or seen by them, and listed for who typed it."""

import pytest
from django.test import Client

from accounts.models import Person
from casereviews.models import Answer, CaseReview, ReceivedChange
from casereviews.rules import Change
from casereviews.services import changes_apply, review_reopen, reviews_allocate
from inspections.rules import Role
from inspections.services import team_member_add, team_member_remove
from tests.casereviews.doors import SignIn
from tests.casereviews.test_pages import page
from tests.factories import NOW, PersonFactory, World, apply

WHY = "This case is no longer yours to read. It is kept aside under your name"


@pytest.fixture
def second(world: World) -> Person:
    person = PersonFactory(name="Zoe Second")
    team_member_add(by=world.administrator, inspection=world.inspection, person=person, role=Role.INSPECTOR)
    return person


@pytest.fixture
def review(world: World, second: Person) -> CaseReview:
    """A case that went to Zoe, with an answer of hers and a late one of who had it before."""
    review = world.review()
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: second.pk})
    apply(review, [Change("2.1.1.a", 0, "yes", "Zoe’s.")], by=second)
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 0, "no", "Late.")], by=world.inspector, at=NOW)
    return review


def kept() -> ReceivedChange:
    return ReceivedChange.objects.get(status="kept_aside")


def look_after(browser: Client, review: CaseReview, **more: str) -> str:
    return page(browser.post(f"/reviews/{review.pk}/kept-aside/{kept().pk}/", more, follow=True))


@pytest.mark.parametrize("who", ["reader", "lead"])
def test_the_overview_shows_both_answers(review: CaseReview, world: World, second: Person, sign_in: SignIn, who: str):
    text = page(sign_in(second if who == "reader" else world.lead).get(f"/reviews/{review.pk}/"))
    assert "Kept aside These answers came too late" in text
    assert f"{world.inspector.name}, 16 March 2026, 10:30 No Late." in text
    assert "In the review: Zoe Second, 16 March 2026, 10:30 Yes Zoe’s." in text
    assert "Use this answer" in text and "I have seen it" in text


def test_the_panel_sees_nothing_of_what_is_kept_aside(review: CaseReview, world: World, sign_in: SignIn) -> None:
    assert "Kept aside" not in page(sign_in(world.panel).get(f"/reviews/{review.pk}/"))


def test_used_it_is_saved_under_the_name_of_who_used_it(review: CaseReview, second: Person, sign_in: SignIn) -> None:
    text = look_after(sign_in(second), review, do="use", seen="1")
    assert "The answer is saved in the review, under your name." in text
    assert "Use this answer" not in text
    assert Answer.objects.values_list("value", "note", "version", "by").get() == ("no", "Late.", 2, second.pk)
    assert kept().settled_by == second
    assert kept().settled_at is not None


def test_used_on_an_answer_changed_meanwhile_it_stays(
    review: CaseReview, world: World, second: Person, sign_in: SignIn
) -> None:
    apply(review, [Change("2.1.1.a", 1, "not_relevant", "The lead’s.")], by=world.lead)
    text = look_after(sign_in(second), review, do="use", seen="1")
    assert "Somebody changed the answer in the review after you opened the page, so nothing was saved." in text
    assert "Not relevant The lead’s." in text and "Use this answer" in text
    assert Answer.objects.get().note == "The lead’s."
    assert kept().settled_at is None


def test_seen_it_no_longer_waits(review: CaseReview, world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.lead)
    text = look_after(browser, review, do="seen")
    assert "It stays on record, and no longer waits here." in text
    assert (kept().settled_by, Answer.objects.get().note) == (world.lead, "Zoe’s.")
    assert "Somebody has looked after that answer already." in look_after(browser, review, do="use", seen="1")


def test_in_a_submitted_review_it_waits_until_that_is_reopened(world: World, sign_in: SignIn) -> None:
    review, browser = world.submitted(), sign_in(world.lead)
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 1, "no")], by=world.inspector, at=NOW)
    text = page(browser.get(f"/reviews/{review.pk}/"))
    assert "Kept aside" in text and "Use this answer" not in text
    assert "The lead inspector can reopen it to use the answer." in look_after(browser, review, do="use", seen="1")
    assert kept().settled_at is None
    review_reopen(review_id=review.pk, reason="A late answer.", by=world.lead, at=NOW)
    assert "saved in the review" in look_after(browser, review, do="use", seen="1")


@pytest.mark.parametrize("said", [{}, {"do": "both"}, {"do": ""}])
def test_a_post_that_says_nothing_does_nothing(
    review: CaseReview, second: Person, sign_in: SignIn, said: dict[str, str]
) -> None:
    assert sign_in(second).post(f"/reviews/{review.pk}/kept-aside/{kept().pk}/", said).status_code == 400
    assert kept().settled_at is None


def test_what_is_of_another_review_or_nobody_is_not_found(
    review: CaseReview, world: World, second: Person, sign_in: SignIn
) -> None:
    other = world.review("C2", reader=second)
    browser = sign_in(second)
    said = {"do": "seen"}
    assert browser.post(f"/reviews/{other.pk}/kept-aside/{kept().pk}/", said).status_code == 404
    missing = "99999999-9999-4999-8999-999999999999"
    assert browser.post(f"/reviews/{review.pk}/kept-aside/{missing}/", said).status_code == 404
    assert kept().settled_at is None


def test_its_author_finds_it_from_my_work(review: CaseReview, world: World, second: Person, sign_in: SignIn) -> None:
    browser = sign_in(world.inspector)
    assert "See what was kept aside" in page(browser.get("/"))
    text = page(browser.get("/kept-aside/"))
    assert "C1, Testley-2026, March 2026 . You typed this 16 March 2026, 10:30." in text.replace("2026.", "2026 .", 1)
    assert "No Late." in text and WHY in text and "Nobody has looked after it yet." in text
    look_after(sign_in(second), review, do="seen")
    assert "Looked after by Zoe Second" in page(browser.get("/kept-aside/"))


def test_its_author_who_left_the_team_reads_no_name_there(
    review: CaseReview, world: World, second: Person, sign_in: SignIn
) -> None:
    look_after(sign_in(second), review, do="seen")
    team_member_remove(by=world.administrator, member=world.inspection.team.get(person=world.inspector))
    text = page(sign_in(world.inspector).get("/kept-aside/"))
    assert "Late." in text and "Looked after" in text
    assert "Zoe" not in text and "C1" not in text


def test_nothing_kept_aside_says_so(review: CaseReview, second: Person, sign_in: SignIn) -> None:
    browser = sign_in(second)
    assert "See what was kept aside" not in page(browser.get("/"))
    assert "Nothing is kept aside" in page(browser.get("/kept-aside/"))


def test_the_list_takes_as_many_queries_however_long(
    review: CaseReview, world: World, sign_in: SignIn, django_assert_num_queries
) -> None:
    browser = sign_in(world.inspector)
    browser.get("/kept-aside/")
    with django_assert_num_queries(4):
        browser.get("/kept-aside/")
    late = [Change("2.1.1.b", 0, "no"), Change("2.1.1", 0, None, "Late too."), Change("fact.area", 0, "North")]
    changes_apply(review_id=review.pk, changes=late, by=world.inspector, at=NOW)
    with django_assert_num_queries(4):
        assert "Late too." in page(browser.get("/kept-aside/"))
