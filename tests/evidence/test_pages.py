"""Pages of evidence: recording, surveys, quotes, withdrawing, strengths; what is wrong; how many queries."""

import re

import pytest
from django.urls import reverse

from evidence.models import Evidence, Quote, StrengthOrArea, SurveyQuestion
from evidence.rules import EvidenceKind
from evidence.services import piece_change, piece_withdraw
from inspections.rules import Role
from ratings.services import proposal_make
from tests.evidence.material import DOCX, PDF, document, everything, meeting, question, quote, strength, survey, texts
from tests.evidence.pages import at, upload
from tests.factories import NOW, World
from tests.inspections.pages import day, error_links
from tests.reading import text_of

MEETING = {"title": "The chair", "with_whom": ["board_chair"], "positions": ["1.1"], "notes": "Clear."}
SURVEY = {"title": "Staff", "asked": "staff", "invited": "20", "completed": "16", "positions": ["1.2"]}
TEXTS = {"title": "Texts", "consents_asked": "30", "consents_given": "20", "replies_children": "6"}
TEXTS |= {"replies_parents": "2", "replies_unknown": "0", "score_10": "5", "score_9": "3"}


@pytest.fixture
def lead(world: World, sign_in):
    return sign_in(world.lead)


def test_an_empty_list_says_what_to_do(world: World, lead, sign_in) -> None:
    assert "Add the first piece above" in text_of(lead.get(at("evidence", world)))
    page = text_of(sign_in(world.panel).get(at("evidence", world)))
    assert "It stands here as soon as there is some" in page and "Add evidence" not in page


@pytest.mark.parametrize(
    ("kind", "told", "says"),
    [
        ("document", {"positions": ["1.1"], "title": ""}, "Youth plan"),
        ("presentation", {"title": "At a glance", "positions": ["1.1"]}, "At a glance"),
        ("meeting", MEETING | day("held_on", (10, 3, 2026)), "the chair of the board"),
        ("interview", MEETING | day("held_on", (10, 3, 2026)), "the chair of the board"),
        ("survey", SURVEY, "16"),
        ("text_survey", TEXTS, "20 of 30 asked for"),
    ],
)
def test_a_piece_of_each_kind_is_recorded_on_its_page(world: World, lead, kind, told, says) -> None:
    assert lead.get(at("evidence_new", world, kind)).status_code == 200
    files = {"file": upload(PDF, "Youth_plan.pdf")} if kind == "document" else {}
    response = lead.post(at("evidence_new", world, kind), told | files)
    piece = Evidence.objects.get()
    assert response["Location"] == at("evidence_piece", world, piece.pk)
    assert piece.kind == kind and piece.recorded_by == world.lead
    assert says in text_of(lead.get(response["Location"]))
    assert piece.title in text_of(lead.get(at("evidence", world)))


def test_scores_and_replies_that_were_left_empty_are_nobody(world: World, lead) -> None:
    lead.post(
        at("evidence_new", world, "text_survey"),
        TEXTS | {"replies_children": "8", "replies_parents": "", "replies_unknown": ""},
    )
    survey = Evidence.objects.get()
    assert survey.scores == [0, 0, 0, 0, 0, 0, 0, 0, 3, 5]
    assert (survey.replies_parents, survey.replies_unknown) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [
        ("document", {}, ("#id_file", "Choose a file")),
        ("meeting", MEETING | {"title": ""}, ("#id_title", "Give it a title")),
        ("meeting", MEETING | {"positions": ["7.7"]}, ("#id_positions", "7.7 is no standard or key question")),
        ("meeting", {"title": "T"}, ("#id_with_whom", "Choose whom it was with")),
        ("survey", SURVEY | {"completed": "21"}, ("#id_completed", "More completed it than were invited")),
        ("survey", SURVEY | {"completed": "some"}, ("#id_completed", "must be a whole number")),
        ("text_survey", TEXTS | {"score_1": "9"}, ("#id_score_1", "These scores add up to 17")),
    ],
)
def test_what_is_wrong_stands_in_the_error_summary(world: World, lead, kind, told, expected) -> None:
    links = error_links(lead.post(at("evidence_new", world, kind), told))
    assert any(where == expected[0] and expected[1] in sentence for where, sentence in links), links
    assert not Evidence.objects.exists()


def test_a_kind_that_is_none_is_not_found(world: World, lead) -> None:
    assert lead.get(at("evidence_new", world, "rumour")).status_code == 404


def test_the_list_narrows_by_kind_and_by_standard_with_counts(world: World, lead) -> None:
    everything(world)
    page = lead.get(at("evidence", world), {"kind": "meeting", "about": "1.1"})
    assert [piece.title for _, pieces in page.context["groups"] for piece in pieces] == ["The chair of the board"]
    rows = {row["about"].place: row["pieces"] for row in page.context["rows"]}
    assert (rows["1.1"], rows["1.2"], rows["involvement"], rows["1.3"]) == (3, 1, 1, 0)
    assert "Nothing of this kind" in text_of(lead.get(at("evidence", world), {"kind": "survey", "about": "1.1"}))


def test_two_who_change_one_piece_are_both_told(world: World, lead) -> None:
    piece = meeting(world)
    page = at("evidence_change", world, piece.pk)
    shown = lead.get(page).context["form"].initial
    piece_change(piece_id=piece.pk, told={"notes": "Theirs."}, seen=1, by=world.inspector, at=NOW)
    told = MEETING | day("held_on", (10, 3, 2026)) | {"title": "Mine", "seen": shown["seen"], "notes": shown["notes"]}
    again = lead.post(page, told)
    assert "inspector of testley-2026 saved this while you had it open" in text_of(again)
    assert again.context["form"]["notes"].value() == "Theirs." and again.context["form"]["title"].value() == "Mine"
    lead.post(page, told | {"seen": "2", "notes": "Theirs."})
    piece.refresh_from_db()
    assert (piece.title, piece.notes, piece.version) == ("Mine", "Theirs.", 3)


def test_withdrawn_evidence_stays_on_record_and_strengths_say_so(world: World, lead) -> None:
    piece = meeting(world)
    strength(world, piece)
    page = at("evidence_withdraw", world, piece.pk)
    assert error_links(lead.post(page, {"because": "", "seen": "1"})) == [("#id_because", "Say why it is withdrawn")]
    lead.post(page, {"because": "It never took place.", "seen": "1"})
    shown = text_of(lead.get(at("evidence_piece", world, piece.pk)))
    assert "It never took place." in shown and "Change it" not in shown
    assert "Withdrawn or refused: 1" in text_of(lead.get(at("evidence", world)))
    strengths = text_of(lead.get(at("strengths", world)))
    assert "(withdrawn: It never took place.)" in strengths and "Rests on no evidence" in strengths


def test_questions_of_a_survey_are_added_changed_and_withdrawn(world: World, lead) -> None:
    piece = survey(world)
    new = at("survey_question_new", world, piece.pk)
    assert "How was it answered?" in text_of(lead.get(new))
    assert "Choose how it was answered" in text_of(lead.get(new, {"scale": ""}))
    agree = f"{new}?scale=agree"
    answers = {"text": "My supervision helps", "count_0": "5", "count_1": "8"}
    wrong = error_links(lead.post(agree, answers | {"count_2": "4"}))
    assert wrong[0][1].startswith("More answered than completed the survey (16)")
    lead.post(agree, answers)
    row = SurveyQuestion.objects.get()
    assert (row.counts, row.answered) == ([5, 8, 0, 0, 0], 13)
    shown = text_of(lead.get(at("evidence_piece", world, piece.pk)))
    assert "My supervision helps" in shown and "38%" in shown and "13 answered" in shown
    change = at("survey_question", world, row.pk)
    assert lead.get(change).context["form"].initial["count_1"] == 8
    lead.post(change, answers | {"answered": "16", "seen": "1"})
    row.refresh_from_db()
    assert row.answered == 16
    lead.post(at("survey_question_withdraw", world, row.pk), {"because": "Not asked.", "seen": "2"})
    assert lead.get(at("evidence_piece", world, piece.pk)).context["piece"].survey.questions == ()


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("Often", "must be an answer, a colon and a whole number"),
        ("Often: many\nNever: 1", "must be an answer, a colon and a whole number"),
        ("Often: 3", "Give at least two answers"),
        ("", "Enter each answer on a line of its own"),
    ],
)
def test_answers_of_its_own_are_lines_with_a_count(world: World, lead, lines: str, says: str) -> None:
    page = f"{at('survey_question_new', world, survey(world).pk)}?scale=labels"
    assert says in text_of(lead.post(page, {"text": "How often?", "lines": lines}))
    lead.post(page, {"text": "How often?", "lines": "Often: 9\r\nNow: and then: 3\r\n\r\nNever: 4"})
    row = SurveyQuestion.objects.get()
    assert (row.labels, row.counts, row.answered) == (["Often", "Now: and then", "Never"], [9, 3, 4], 16)


def test_percentages_need_no_counts(world: World, lead) -> None:
    piece = survey(world)
    page = f"{at('survey_question_new', world, piece.pk)}?scale=per_cent"
    assert "more than all" in text_of(lead.post(page, {"text": "Safe?", "lines": "Yes: 75%\nNo: 35%"}))
    lead.post(page, {"text": "Safe?", "lines": "Yes: 75%\nNo: 25%"})
    assert "75%" in text_of(lead.get(at("evidence_piece", world, piece.pk)))


def test_a_quote_shows_its_original_beside_its_marked_edit(world: World, lead) -> None:
    piece = texts(world)
    page = at("quote_new", world, piece.pk)
    told = {"who": "child", "original": "Jo helped me loads", "edited": "The worker helped me loads"}
    assert "Mark every change" in text_of(lead.post(page, told))
    lead.post(page, told | {"edited": "[The worker] helped me …"})
    shown = text_of(lead.get(at("evidence_piece", world, piece.pk)))
    assert "“[The worker] helped me …”" in shown and "As it was sent: “Jo helped me loads”" in shown
    row = Quote.objects.get()
    edit = at("quote", world, row.pk)
    assert "Jo helped me loads" in text_of(lead.get(edit))
    assert "Mark every change" in text_of(lead.post(edit, {"who": "child", "edited": "Jo helped", "seen": "1"}))
    lead.post(edit, {"who": "parent_carer", "edited": "", "seen": "1"})
    row.refresh_from_db()
    assert (row.who, row.printed) == ("parent_carer", "Jo helped me loads")
    lead.post(at("quote_withdraw", world, row.pk), {"because": "No consent.", "seen": "2"})
    assert "Jo helped me" not in text_of(lead.get(at("evidence_piece", world, piece.pk)))


def test_strengths_are_written_moved_changed_and_withdrawn(world: World, lead) -> None:
    piece, other = meeting(world), document(world, DOCX, positions=["1.3"])
    new = at("strength_new", world, "1.1", "strength")
    offered = lead.get(new).context["form"].fields["evidence"].choices
    assert [choice[1] for choice in offered] == ["The chair of the board", "Youth justice plan"]
    assert error_links(lead.post(new, {"words": ""})) == [("#id_words", "Say what it is")]
    for words in ("First.", "Second."):
        lead.post(new, {"words": words, "evidence": [piece.pk, other.pk]})
    first, second = StrengthOrArea.objects.order_by("place")
    moved = lead.post(at("strength_move", world, second.pk), {"place": "2", "to": "up"})
    assert moved["Location"] == f"{at('strengths', world)}#about-1.1"
    assert "The order changed meanwhile" in text_of(
        lead.post(at("strength_move", world, second.pk), {"place": "2", "to": "up"}, follow=True)
    )
    page = text_of(lead.get(at("strengths", world)))
    assert page.index("Second.") < page.index("First.")
    lead.post(at("strength", world, first.pk), {"words": "Changed.", "evidence": [piece.pk], "seen": "2"})
    first.refresh_from_db()
    assert (first.words, first.evidence) == ("Changed.", [piece.pk])
    lead.post(at("strength_withdraw", world, first.pk), {"because": "Not so.", "seen": "3"})
    assert "Changed." not in text_of(lead.get(at("strengths", world)))


@pytest.mark.parametrize(("about", "side"), [("9.9", "strength"), ("1.1", "wish"), ("1.1.1", "area")])
def test_a_strength_of_nothing_is_not_found(world: World, lead, about: str, side: str) -> None:
    assert lead.get(at("strength_new", world, about, side)).status_code == 404


def test_in_2018_they_are_written_for_a_domain(world_2018: World, sign_in) -> None:
    lead = sign_in(world_2018.lead)
    lead.post(at("strength_new", world_2018, "D1", "area"), {"words": "Partners are absent."})
    assert "Partners are absent." in text_of(lead.get(at("strengths", world_2018)))
    beside = text_of(lead.get(reverse("judgement_propose", args=[world_2018.inspection.name, "1.1"])))
    assert "For D1 as a whole" in beside and "Partners are absent." in beside


def propose(world: World) -> None:
    proposal_make(
        inspection=world.inspection, standard_number="1.1", rating="good", summary="Sound.", seen=0,
        by=world.lead, at=NOW,
    )  # fmt: skip


def test_a_proposal_without_evidence_is_flagged_until_there_is_some(world: World, lead, sign_in) -> None:
    name, panel = world.inspection.name, sign_in(world.panel)
    pages = [
        (lead, reverse("judgements", args=[name])),
        (lead, reverse("judgement_propose", args=[name, "1.1"])),
        (panel, reverse("standard_decide", args=[name, "1.1"])),
        (panel, reverse("ratings", args=[name])),
    ]
    flagged = lambda: [("No evidence" in text_of(browser.get(page))) for browser, page in pages]  # noqa: E731
    assert flagged() == [False, True, False, False], "nothing is proposed yet; beside the proposal it is said anyway"
    propose(world)
    assert flagged() == [True] * 4
    piece = document(world, positions=["1.1.2"])
    assert flagged() == [False] * 4
    piece_withdraw(piece_id=piece.pk, because="Old.", seen=1, by=world.lead, at=NOW)
    assert flagged() == [True] * 4


def test_the_proposal_shows_evidence_strengths_and_areas_of_its_standard(world: World, lead) -> None:
    everything(world)
    page = text_of(lead.get(reverse("judgement_propose", args=[world.inspection.name, "1.1"])))
    assert "One presentation by the service, one meeting and one interview." in page
    assert "A clear vision." in page and "Partners are absent." in page and "Survey of staff" not in page


def pieces_many(world: World) -> None:
    for n in range(4):
        piece = meeting(world, title=f"Meeting {n}", attended=[world.lead.pk, world.inspector.pk])
        document(world, f"Text {n}".encode(), "a.txt", title=f"Text {n}")
        strength(world, piece, words=f"{n}.")
    known = survey(world, title="Another")
    for n in range(4):
        question(world, known, text=f"{n}?")
        quote(world, Evidence.objects.get(kind=EvidenceKind.TEXT_SURVEY), f"Quote {n}")


@pytest.mark.parametrize(
    ("page", "queries"), [("evidence", 10), ("evidence_piece", 13), ("strengths", 10), ("evidence_sent", 6)]
)
def test_pages_ask_as_much_of_the_database_for_much_as_for_little(
    world: World, sign_in, page: str, queries: int, django_assert_num_queries
) -> None:
    made = everything(world)
    browser = sign_in(world.people[Role.SERVICE_CONTACT] if page == "evidence_sent" else world.lead)
    address = at(page, world, *([made["document"].pk] if page == "evidence_piece" else []))
    browser.get(address)
    with django_assert_num_queries(queries):
        browser.get(address)
    pieces_many(world)
    with django_assert_num_queries(queries):
        browser.get(address)


def test_a_printed_list_shows_no_way_to_change_anything(world: World, lead) -> None:
    everything(world)
    body = lead.get(at("evidence", world)).content.decode()
    assert re.search(r'<details class="[^"]*plumb-unprinted', body) and "plumb-print" in body


def test_the_words_of_a_strength_keep_their_lines(world: World, lead) -> None:
    strength(world, words="a\nb")
    assert "a<br>b" in lead.get(at("strengths", world)).content.decode()
