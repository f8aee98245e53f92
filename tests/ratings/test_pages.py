"""The panel's and the lead's pages: success, error summary, who may, query counts, weird input."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from casereviews.models import CaseOpening
from inspections.models import Inspection
from inspections.rules import Phase, Role
from inspections.services import team_member_add
from ratings.figures import standard_figures
from ratings.forms import saw_of
from ratings.models import Decision, Proposal
from ratings.services import decision_take, proposal_make
from tests.factories import NOW, PersonFactory, World, panel_meets
from tests.factories import world as make_world
from tests.ratings.bulk import cases_in_bulk
from tests.reading import html_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]

SEES_RATINGS = {Role.LEAD, Role.QUALITY_LEAD, Role.PANEL, Role.EDITOR, Role.SIGNATORY}
SEES_NOTES = {Role.LEAD, Role.QUALITY_LEAD, Role.PANEL}
PAGES = {
    ("ratings", ""): SEES_RATINGS,
    ("standard_decide", "2.1"): SEES_RATINGS,
    ("standard_decide", "1.1"): SEES_RATINGS,
    ("deciding_notes", "2.1"): SEES_NOTES,
    ("judgements", ""): {Role.LEAD},
    ("judgement_propose", "1.1"): {Role.LEAD},
}


def address(found: World, page: str, number: str = "") -> str:
    return reverse(page, kwargs={"name": found.inspection.name} | ({"number": number} if number else {}))


def posted(found: World, number: str = "2.1", **values: str) -> dict[str, Any]:
    """What the panel's form sends, at its meeting, for a standard as it stands now."""
    agreed = panel_meets(found)
    now = standard_figures(found.inspection, number)
    return (
        {"rating": "good", "reason_code": "other", "words": "", "seen": str(now.seen), "saw": saw_of(now)}
        | {"agreed": agreed}
        | values
    )


@pytest.fixture
def inspected(world: World) -> World:
    """D2 cases: 2.1 has 4 of 6 yes on each key question, 67 per cent, Good; 3.x has none."""
    cases_in_bulk(world, 6)
    return world


@pytest.fixture
def panel(inspected: World, sign_in: SignIn) -> Client:
    """A member at the panel's meeting."""
    panel_meets(inspected)
    return sign_in(inspected.panel)


@pytest.fixture
def lead(inspected: World, sign_in: SignIn) -> Client:
    return sign_in(inspected.lead)


# Who may ---------------------------------------------------------------------------------
@pytest.mark.parametrize(("page", "number"), PAGES)
def test_each_page_is_for_its_roles_of_this_inspection(
    inspected: World, sign_in: SignIn, page: str, number: str
) -> None:
    found = {role: sign_in(inspected.people[role]).get(address(inspected, page, number)).status_code for role in Role}
    assert found == {role: 200 if role in PAGES[page, number] else 403 for role in Role}


@pytest.mark.parametrize(("page", "number"), PAGES)
def test_no_page_is_for_others(inspected: World, sign_in: SignIn, page: str, number: str) -> None:
    other = make_world(name="elsewhere-2026")
    for person in (inspected.administrator, inspected.stranger, *other.people.values()):
        assert sign_in(person).get(address(inspected, page, number)).status_code == 403
    signed_out = Client().get(address(inspected, page, number))
    assert (signed_out.status_code, signed_out["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PANEL])
def test_a_decision_is_posted_by_the_panel_alone(inspected: World, sign_in: SignIn, role: Role) -> None:
    response = sign_in(inspected.people[role]).post(address(inspected, "standard_decide", "2.1"), posted(inspected))
    assert response.status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEAD])
def test_a_proposal_is_posted_by_the_lead_alone(inspected: World, sign_in: SignIn, role: Role) -> None:
    body = {"rating": "good", "summary": "Seen.", "seen": "0"}
    response = sign_in(inspected.people[role]).post(address(inspected, "judgement_propose", "1.1"), body)
    assert response.status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("number", ["9.9", "2.1%00", "x" * 200, "2.1'--", "\u202e"])
@pytest.mark.parametrize("page", ["standard_decide", "deciding_notes", "judgement_propose"])
def test_an_unknown_standard_is_not_found(inspected: World, sign_in: SignIn, page: str, number: str) -> None:
    person = inspected.lead
    base = address(inspected, page, "1.1")
    assert sign_in(person).get(base.replace("1.1", number)).status_code == 404


def test_pages_of_a_kind_of_standard_that_has_none_are_not_found(inspected: World, lead: Client) -> None:
    assert lead.get(address(inspected, "deciding_notes", "1.1")).status_code == 404
    assert lead.get(address(inspected, "judgement_propose", "2.1")).status_code == 404
    assert lead.get("/inspections/nowhere-1999/ratings/").status_code == 404


# The ratings page ---------------------------------------------------------------------------------
def test_ratings_page_tells_figures_discretion_and_what_is_missing(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "ratings")))
    assert "6 of 6 reviews submitted" in page
    assert "9 of 12 standards are not rated" not in page  # 2.1 to 2.4 are rated, 8 are not
    assert "8 of 12 standards are not rated" in page
    assert "67 per cent is within five points of 65 per cent, where Good begins." in page
    assert "The panel has not decided on it yet. Until then the rating is the one by the table." in page


def test_ratings_page_shows_a_decision_and_what_changed_since(inspected: World, panel: Client) -> None:
    decide(inspected, rating="outstanding", words="Read again.", reason_code="cases_read_again")
    page = html_of(panel.get(address(inspected, "ratings")))
    assert f"Set apart from the table</strong> by {inspected.panel.name}" in page
    assert "Key questions 1 and 2 and 3 set aside: cases read again." in page
    assert "Figures changed since" not in page
    cases_in_bulk(inspected, 1, prefix="LATE", no_every=99)
    page = html_of(panel.get(address(inspected, "ratings")))
    assert "Figures changed since the panel decided on 2.1" in page
    assert "Key question 1: 4 of 6 (67%) then, 5 of 7 (71%) now." in page


def test_ratings_page_says_when_a_proposal_changed_since(inspected: World, panel: Client) -> None:
    propose(inspected)
    decide(inspected, "1.1")
    propose(inspected, summary="Seen in more meetings.", seen=1)
    assert "still proposes Good, with another summary." in html_of(panel.get(address(inspected, "ratings")))
    propose(inspected, rating="inadequate", seen=2)
    page = html_of(panel.get(address(inspected, "ratings")))
    assert "Proposal changed since the panel decided on 1.1" in page
    assert "proposed Good then, and Inadequate now." in page


def test_ratings_page_of_an_inspection_without_cases_says_so(world: World, sign_in: SignIn) -> None:
    page = html_of(sign_in(world.panel).get(address(world, "ratings")))
    assert "0 of 0 reviews submitted" in page
    assert "12 of 12 standards are not rated" in page


def test_ratings_page_of_a_full_inspection_shows_the_score(inspected: World, panel: Client) -> None:
    for number in ("1.1", "1.2", "1.3", "1.4", "3.4"):
        propose(inspected, number)
        decide(inspected, number)
    cases_in_bulk(inspected, 6, domain="D3", prefix="D")
    page = html_of(panel.get(address(inspected, "ratings")))
    assert 'overall score, out of 36</dt><dd class="plumb-stats__value">24' in page


# Deciding ---------------------------------------------------------------------------------
def decide(found: World, number: str = "2.1", rating: str = "good", **values: Any) -> Decision:
    seen = standard_figures(found.inspection, number).seen
    words = {
        "words": "",
        "reason_code": "",
        "confirmed": True,
        "by": found.panel,
        "agreed": panel_meets(found),
    } | values
    return decision_take(
        inspection=found.inspection, standard_number=number, rating=rating, seen_number=seen, at=NOW, **words
    )


def propose(found: World, number: str = "1.1", rating: str = "good", **values: Any) -> Proposal:
    words = {"summary": "Seen in meetings.", "seen": 0, "by": found.lead} | values
    return proposal_make(inspection=found.inspection, standard_number=number, rating=rating, at=NOW, **words)


def test_the_band_is_confirmed_from_the_form(inspected: World, panel: Client) -> None:
    response = panel.post(address(inspected, "standard_decide", "2.1"), posted(inspected), follow=True)
    assert response.redirect_chain == [(address(inspected, "ratings"), 302)]
    assert "Saved. 2.1 Assessment: Good." in html_of(response)
    assert Decision.objects.get().by == inspected.panel


def test_discretion_is_taken_from_the_form(inspected: World, panel: Client) -> None:
    body = posted(inspected, rating="outstanding", words="Read again.\r\nAll of them.", reason_code="cases_read_again")
    panel.post(address(inspected, "standard_decide", "2.1"), body)
    decision = Decision.objects.get()
    assert (decision.rating, decision.words, decision.set_aside) == (
        "outstanding",
        "Read again.\nAll of them.",
        [1, 2, 3],
    )


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"rating": ""}, "rating", "Choose a rating"),
        ({"rating": "splendid"}, "rating", "“splendid” is not a rating."),
        ({"rating": "unrated"}, "rating", "Choose a rating: Inadequate"),
        ({"rating": "outstanding"}, "words", "Say in words why the rating is set apart from the table."),
        ({"rating": "outstanding", "reason_code": "x", "words": "w"}, "reason_code", "Choose a reason"),
        ({"words": "w" * 1_000_000}, "words", "can hold 20,000 characters; this one has 1,000,000"),
        ({"words": "a\0b"}, "words", "holds a character that cannot be saved"),
    ],
)
def test_a_decision_that_cannot_stand_is_an_error_summary(
    inspected: World, panel: Client, values: dict[str, str], field: str, sentence: str
) -> None:
    page = html_of(panel.post(address(inspected, "standard_decide", "2.1"), posted(inspected, **values)))
    assert "There is a problem" in page
    assert f'<a href="#id_{field}">{sentence}' in page or (sentence in page and f'href="#id_{field}"' in page)
    assert "<title>Error: " in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"rating": "good", "seen": "x" * 5000, "saw": "\0"}, {"seen": "-1", "saw": "9/1 /"}]
)
def test_a_decision_in_a_strange_shape_is_a_sentence(inspected: World, panel: Client, body: dict[str, str]) -> None:
    page = html_of(panel.post(address(inspected, "standard_decide", "2.1"), body))
    assert "There is a problem" in page
    assert not Decision.objects.exists()


def test_a_decision_on_other_figures_is_shown_again_with_what_changed(inspected: World, panel: Client) -> None:
    body = posted(inspected, rating="outstanding", words="Read again.", reason_code="cases_read_again")
    cases_in_bulk(inspected, 1, prefix="LATE", no_every=99)
    second = PersonFactory(name="Zoe Second")
    team_member_add(by=inspected.administrator, inspection=inspected.inspection, person=second, role=Role.PANEL)
    decide(inspected, rating="requires_improvement", words="Another view.", reason_code="other", by=second)
    page = html_of(panel.post(address(inspected, "standard_decide", "2.1"), body))
    assert "This changed while you were deciding" in page
    assert "Zoe Second decided on it: Requires improvement." in page
    assert "Key question 1: 4 of 6 (67%) then, 5 of 7 (71%) now." in page
    assert "Read again." in page  # what was typed
    assert 'value="outstanding" checked' in page
    assert Decision.objects.get().rating == "requires_improvement"
    body = posted(inspected, rating="outstanding", words="Read again.", reason_code="cases_read_again")
    assert body["seen"] in page
    panel.post(address(inspected, "standard_decide", "2.1"), body)
    assert Decision.objects.get(current=True).rating == "outstanding"


def test_a_decision_of_ones_own_from_another_window_is_called_ones_own(inspected: World, panel: Client) -> None:
    body = posted(inspected, rating="outstanding", words="Read again.", reason_code="cases_read_again")
    panel.post(address(inspected, "standard_decide", "2.1"), body | {"rating": "good"})
    page = html_of(panel.post(address(inspected, "standard_decide", "2.1"), body))
    assert "You decided this in another window: Good." in page
    assert f"{inspected.panel.name} decided on it" not in page
    assert "Read again." in page  # what was typed


def test_a_decision_by_two_bands_asks_to_confirm_and_takes_the_tick(inspected: World, panel: Client) -> None:
    body = posted(inspected, rating="inadequate", words="Read again.", reason_code="cases_read_again")
    page = html_of(panel.post(address(inspected, "standard_decide", "2.1"), body))
    assert "Inadequate is two bands below Good, the rating by the table." in page
    assert 'name="confirmed"' in page
    assert not Decision.objects.exists()
    assert 'name="asked" value="inadequate"' in page
    tick = {"confirmed": "on", "asked": "inadequate"}
    page = html_of(panel.post(address(inspected, "standard_decide", "2.1"), body | tick | {"asked": "outstanding"}))
    assert "Tick the box if the panel means this" in page
    assert not Decision.objects.exists()
    panel.post(address(inspected, "standard_decide", "2.1"), body | tick)
    assert Decision.objects.get().rating == "inadequate"


def test_the_box_to_confirm_is_not_there_before_it_is_needed(inspected: World, panel: Client) -> None:
    assert 'name="confirmed"' not in html_of(panel.get(address(inspected, "standard_decide", "2.1")))


def test_the_page_of_a_standard_names_the_cases_that_would_change_it(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "standard_decide", "2.1")))
    assert "Key questions 1, 2 and 3 decide together: 67% is the lowest." in page
    assert "<strong>3 cases away</strong>" in page  # each alone lifts but one question
    assert "B000</a>" in page
    assert "By the table" in page


def test_an_editor_reads_the_page_of_a_standard_without_cases_and_form(inspected: World, sign_in: SignIn) -> None:
    page = html_of(sign_in(inspected.editor).get(address(inspected, "standard_decide", "2.1")))
    assert "B000" not in page
    assert 'name="rating"' not in page
    assert "4 of 6" in page


def test_a_standard_rated_by_judgement_leads_to_its_evidence(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "standard_decide", "1.1")))
    there = f"{reverse('evidence', args=[inspected.inspection.name])}?about=1.1"
    assert f'href="{there}">The evidence for 1.1' in page
    assert panel.get(there).status_code == 200


def test_a_judgement_is_confirmed_and_its_history_shown(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "standard_decide", "1.1")))
    assert "nothing to decide until the lead inspector has proposed" in page
    propose(inspected)
    assert "Proposed by the lead inspector" in html_of(panel.get(address(inspected, "standard_decide", "1.1")))
    panel.post(address(inspected, "standard_decide", "1.1"), posted(inspected, "1.1"))
    page = html_of(panel.get(address(inspected, "standard_decide", "1.1")))
    assert "Stands: Good" in page
    assert f"by {inspected.panel.name}" in page


def test_a_standard_that_may_be_is_left_unrated(inspected: World, panel: Client) -> None:
    propose(inspected, "4.1", rating="")
    panel.post(address(inspected, "standard_decide", "4.1"), posted(inspected, "4.1", rating="unrated"))
    assert Decision.objects.get().rating == ""
    assert "left unrated" in html_of(panel.get(address(inspected, "standard_decide", "4.1")))


# Notes ---------------------------------------------------------------------------------
def test_notes_show_every_case_judged_no_and_record_the_look(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "deciding_notes", "2.1"), {"question": "1"}))
    assert "2 of 6 relevant cases were judged no." in page
    for reference, n in (("B002", 2), ("B005", 5)):
        assert reference in page
        assert f"Case {n} is no on 2.1.1." in page
    assert "Note 2.1.1.a" in page
    assert "Note 2.1.2.a" not in page
    assert "Case 0 is yes on 2.1.1." not in page
    looks = CaseOpening.objects.values_list("case__reference", "person", "page")
    assert set(looks) == {(reference, inspected.panel.pk, "notes on 2.1") for reference in ("B002", "B005")}


def test_notes_take_all_deciding_questions_unless_one_is_asked_for(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "deciding_notes", "2.1")))
    assert all(f"is no on 2.1.{number}." in page for number in (1, 2, 3))
    for strange in ("99", "x", "²", "", "0", "1" * 9000, "-1"):
        assert panel.get(address(inspected, "deciding_notes", "2.1"), {"question": strange}).status_code == 200


def test_notes_switch_to_cases_judged_yes(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "deciding_notes", "2.1"), {"question": "1", "judged": "yes"}))
    assert "Case 0 is yes on 2.1.1." in page
    assert "is no on" not in page


def test_notes_without_any_case_say_so(inspected: World, panel: Client) -> None:
    assert "No submitted case is judged no on this key question." in html_of(
        panel.get(address(inspected, "deciding_notes", "3.1"))
    )
    assert not CaseOpening.objects.exists()


# Proposals ---------------------------------------------------------------------------------
def test_judgements_list_what_is_to_be_proposed(inspected: World, lead: Client) -> None:
    propose(inspected)
    page = html_of(lead.get(address(inspected, "judgements")))
    assert page.count("Not proposed yet") == 5  # 1.2, 1.3, 1.4, 3.4 and 4.1
    assert "2.1 Assessment" not in page


def test_a_proposal_is_made_from_the_form(inspected: World, lead: Client) -> None:
    body = {"rating": "good", "summary": "Seen.", "seen": "0"}
    response = lead.post(address(inspected, "judgement_propose", "1.1"), body, follow=True)
    assert "Saved: your proposal for 1.1 Governance and leadership." in html_of(response)
    assert (Proposal.objects.get().rating, Proposal.objects.get().summary) == ("good", "Seen.")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"rating": ""}, "Choose a rating"),
        ({"rating": "splendid"}, "“splendid” is not a rating."),
        ({"rating": "unrated"}, "Choose a rating: Inadequate"),
        ({"summary": " "}, "Say in the summary what the judgement rests on"),
        ({"summary": "w" * 1_000_000}, "can hold 20,000 characters; this one has 1,000,000"),
        ({"summary": "a\0b"}, "holds a character that cannot be saved"),
    ],
)
def test_a_proposal_that_cannot_be_made_is_an_error_summary(
    inspected: World, lead: Client, values: dict[str, str], sentence: str
) -> None:
    body = {"rating": "good", "summary": "Seen.", "seen": "0"} | values
    page = html_of(lead.post(address(inspected, "judgement_propose", "1.1"), body))
    assert "There is a problem" in page
    assert sentence in page
    assert not Proposal.objects.exists()


def test_two_proposals_at_once_are_both_shown_and_none_is_lost(inspected: World, lead: Client) -> None:
    propose(inspected, summary="Theirs.")
    Proposal.objects.update(by=PersonFactory(name="Another Lead"))  # who led before
    body = {"rating": "inadequate", "summary": "Mine.", "seen": "0"}
    page = html_of(lead.post(address(inspected, "judgement_propose", "1.1"), body))
    assert "Somebody else changed this proposal after you opened the page." in page
    assert "Another Lead" in page
    assert "Theirs." in page
    assert "Your proposal, not saved" in page
    assert page.count("Mine.") == 2  # beside theirs, and in the form
    assert Proposal.objects.get().summary == "Theirs."
    lead.post(address(inspected, "judgement_propose", "1.1"), body | {"seen": "1"})
    assert Proposal.objects.get().summary == "Mine."


def test_a_proposal_changed_in_another_window_of_the_same_person_says_so(inspected: World, lead: Client) -> None:
    propose(inspected, summary="Mine, earlier.")
    body = {"rating": "inadequate", "summary": "Mine.", "seen": "0"}
    page = html_of(lead.post(address(inspected, "judgement_propose", "1.1"), body))
    assert "You changed this proposal in another window after you opened the page." in page
    assert "You, in another window" in page
    assert "Somebody else" not in page


# Unfinished, and published ---------------------------------------------------------------------------------
def test_ratings_of_unfinished_fieldwork_say_so_at_every_figure(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "ratings")))
    assert "so far:" not in page
    inspected.review("C1")
    inspected.review("D1", domain="D3")
    page = html_of(panel.get(address(inspected, "ratings")))
    assert page.count("so far: 6 of 7 reviews submitted") == 8  # 2.1 to 2.4, at a glance and on their cards
    assert page.count("so far: 0 of 1 reviews submitted") == 6
    assert page.count("Nothing submitted yet") == 3
    assert page.count("Not judged yet") == 9
    assert "No relevant case" not in page
    assert "so far: 6 of 7" in html_of(panel.get(address(inspected, "standard_decide", "2.1")))


def test_no_relevant_case_is_said_once_reviews_say_so(world: World, sign_in: SignIn) -> None:
    world.submitted("C1", answers={f"2.1.{number}": "not_relevant" for number in (1, 2, 3)})
    page = html_of(sign_in(world.panel).get(address(world, "ratings")))
    assert page.count("No relevant case") == 4  # three key questions, and at a glance


def test_a_decision_on_unfinished_fieldwork_asks_for_the_tick(inspected: World, panel: Client) -> None:
    inspected.review("C1")
    page = html_of(panel.post(address(inspected, "standard_decide", "2.1"), posted(inspected)))
    assert "Only six of seven reviews in this domain are submitted; the figures can still change." in page
    assert not Decision.objects.exists()
    panel.post(address(inspected, "standard_decide", "2.1"), posted(inspected) | {"confirmed": "on", "asked": "good"})
    assert Decision.objects.get().rating == "good"


def test_pages_of_a_published_inspection_say_that_a_change_changes_it(
    inspected: World, panel: Client, lead: Client
) -> None:
    notice = "This report is published: a change here changes its figures."
    where = [(panel, "ratings", ""), (panel, "standard_decide", "2.1"), (lead, "judgements", "")]
    where.append((lead, "judgement_propose", "1.1"))
    assert not any(notice in html_of(client.get(address(inspected, *page))) for client, *page in where)
    Inspection.objects.filter(pk=inspected.inspection.pk).update(phase=Phase.PUBLISHED)
    assert all(notice in html_of(client.get(address(inspected, *page))) for client, *page in where)
    page = html_of(panel.get(address(inspected, "ratings")))
    assert page.count("By the table.</p>") == page.count("<span>By the table</span>") == 4
    assert "To confirm" not in page
    assert "Until then" not in page


# The way on and back ---------------------------------------------------------------------------------
def test_the_way_back_names_the_inspection(inspected: World, panel: Client, lead: Client) -> None:
    def way(client: Client) -> str:
        page = html_of(client.get(address(inspected, "standard_decide", "2.1")))
        return page.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]

    assert f'href="{address(inspected, "ratings")}">Ratings: Testley-2026</a>' in way(panel)
    assert reverse("inspection", args=[inspected.inspection.name]) in way(lead)
    assert ">Ratings</a>" in way(lead)


def test_a_saved_decision_leads_to_the_next(inspected: World, panel: Client) -> None:
    def saved(number: str) -> str:
        return html_of(
            panel.post(address(inspected, "standard_decide", number), posted(inspected, number), follow=True)
        )

    href = address(inspected, "standard_decide", "2.2")
    assert f'<a class="govuk-link" href="{href}">Next: 2.2 Planning</a>' in saved("2.1")
    assert ">Next: 2.2 Planning</a>" in saved("2.4")  # round again
    assert ">Next: 2.3 Implementation and delivery</a>" in saved("2.2")
    assert ">Next: " not in saved("2.3")
    cases_in_bulk(inspected, 1, prefix="LATE", no_every=99)
    assert ">Next: 2.4 " in saved("2.3")  # its figures changed since


def test_a_standard_can_be_left_as_it_is(inspected: World, panel: Client) -> None:
    page = html_of(panel.get(address(inspected, "standard_decide", "2.1")))
    assert f'href="{address(inspected, "ratings")}#standard-2.1">Leave it as it is</a>' in page


def test_notes_of_a_single_relevant_case_are_in_plain_words(world: World, sign_in: SignIn) -> None:
    world.submitted("C1", answers={"2.1.2": "no"})
    page = html_of(sign_in(world.panel).get(address(world, "deciding_notes", "2.1")))
    assert "The one relevant case was judged no." in page


# Query counts ---------------------------------------------------------------------------------
@pytest.mark.parametrize(("page", "number"), PAGES)
def test_pages_take_as_many_queries_for_125_cases_as_for_14(
    world: World, sign_in: SignIn, page: str, number: str
) -> None:
    cases_in_bulk(world, 14)
    decide(world, "2.1", rating="requires_improvement")
    propose(world)
    client = sign_in(world.lead)
    counts = []
    client.get(address(world, page, number))  # fills what is kept per process
    for more in (0, 111):
        cases_in_bulk(world, more, prefix="M")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address(world, page, number)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 18  # the page of a standard: its meeting, the lens, the eligible cases
