"""The door for prose, as a script of the page meets it (docs/prose.md)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from inspections.models import Inspection
from inspections.rules import DECISIONS, SAMPLE, Phase, Role
from reports.models import Paragraph, ReceivedProse, ReportSection
from reports.rules import ProseChange
from reports.services import prose_apply, section_build, sections_want
from tests.factories import NOW, World
from tests.reports.material import LATER
from tests.reports.writing_material import (
    CODE,
    address,
    change,
    checked,
    figure,
    is_valid,
    knock,
    results,
    says,
    send,
    statuses,
    texts,
    the_section,
)

pytestmark = pytest.mark.django_db
UNKNOWN = "99999999-9999-4999-8999-999999999999"


@pytest.fixture
def inspection(world: World) -> Inspection:
    return world.inspection


@pytest.fixture
def browser(world: World, sign_in) -> Client:
    return sign_in(world.editor)


@pytest.fixture
def lead(world: World, sign_in) -> Client:
    return sign_in(world.lead)


def test_a_change_is_saved_and_answered_with_what_stands_now(inspection, world, browser):
    sent = change(says("Children were heard."), after=None)
    answer = send(browser, inspection, sent)
    (result,) = answer["results"]
    assert result == {
        "id": sent["id"], "status": "saved", "version": 1, "reason": "",
        "current": {"node": sent["node"], "by": world.editor.name, "at": answer["receipt"]["saved_at"], "version": 1},
    }  # fmt: skip
    kept = ReceivedProse.objects.values_list("became", "version", "node", "by")
    assert list(kept) == [("saved", 1, None, world.editor.pk)]


def test_a_change_sent_again_gives_its_first_outcome_any_number_of_times(inspection, browser, lead):
    sent = change(says("One"))
    first = send(browser, inspection, sent)
    (theirs,) = results(lead, inspection, change(says("Two"), seen=1, paragraph=sent["paragraph"]))
    assert theirs["status"] == "saved"
    for _ in range(3):
        (again,) = results(browser, inspection, sent)
        assert (again["status"], again["first"], again["version"]) == ("duplicate", "saved", 1)
        assert again["first_at"] == first["receipt"]["saved_at"]
        assert again["current"]["node"] == says("Two")
    assert texts(inspection) == ["Two"]


def test_the_same_id_twice_in_one_batch_counts_once(inspection, browser):
    sent = change(says("One"))
    assert statuses(browser, inspection, sent, sent | {"node": says("Two")}) == ["saved", "duplicate"]
    assert texts(inspection) == ["One"]


def test_another_text_written_meanwhile_is_a_conflict_and_neither_is_lost(inspection, world, browser, lead):
    mine = change(says("Mine"))
    send(browser, inspection, mine)
    results(lead, inspection, change(says("Theirs"), seen=1, paragraph=mine["paragraph"]))
    late = change(says("Mine, longer"), seen=1, paragraph=mine["paragraph"])
    (result,) = results(browser, inspection, late)
    assert (result["status"], result["version"], result["current"]["by"]) == ("conflict", 2, world.lead.name)
    assert texts(inspection) == ["Theirs"]
    assert ReceivedProse.objects.get(pk=late["id"]).node == says("Mine, longer")
    (chosen,) = results(browser, inspection, change(says("Mine, longer"), seen=2, paragraph=mine["paragraph"]))
    assert (chosen["status"], chosen["version"]) == ("saved", 3)
    history = Paragraph.pgh_event_model.objects.order_by("pgh_id").values_list("version", "by__name", "node")
    assert [(version, node["content"][0]["text"]) for version, _, node in history] == [
        (1, "Mine"), (2, "Theirs"), (3, "Mine, longer"),
    ]  # fmt: skip


def test_the_same_text_from_both_is_no_conflict(inspection, browser, lead):
    sent = change(says("One"))
    send(browser, inspection, sent)
    assert statuses(lead, inspection, change(says("Two"), seen=1, paragraph=sent["paragraph"])) == ["saved"]
    assert statuses(browser, inspection, change(says("Two"), seen=1, paragraph=sent["paragraph"])) == ["saved"]
    assert Paragraph.objects.get().version == 2


def test_a_paragraph_moved_meanwhile_takes_the_text_that_was_being_written(inspection, browser, lead):
    first, second = change(says("One")), change(says("Two"))
    send(browser, inspection, first, second)
    assert statuses(lead, inspection, change(says("Two"), seen=1, paragraph=second["paragraph"], after=None)) == [
        "saved"
    ]
    assert texts(inspection) == ["Two", "One"]
    longer = change(says("Two and a half"), seen=1, paragraph=second["paragraph"])
    assert statuses(browser, inspection, longer) == ["saved"]
    assert texts(inspection) == ["Two and a half", "One"]


def test_a_change_may_follow_an_own_one_that_was_not_answered_yet(inspection, browser, lead):
    first = change(says("One"))
    second = change(says("One two"), seen=first["id"], paragraph=first["paragraph"])
    assert statuses(browser, inspection, first, second) == ["saved", "saved"]
    results(lead, inspection, change(says("Theirs"), seen=2, paragraph=first["paragraph"]))
    third = change(says("Three"), seen=second["id"], paragraph=first["paragraph"])
    fourth = change(says("Four"), seen=third["id"], paragraph=first["paragraph"])
    assert statuses(browser, inspection, third, fourth) == ["conflict", "conflict"]


def test_paragraphs_stand_where_they_are_put(inspection, browser):
    one, two = change(says("1")), change(says("2"))
    send(browser, inspection, one, two)
    send(browser, inspection, change(says("1a"), after=one["paragraph"]), change(says("0"), after=None))
    assert texts(inspection) == ["0", "1", "1a", "2"]
    moved = change(
        says("0 moved"), seen=1, paragraph=str(Paragraph.objects.get(node=says("0")).key), after=two["paragraph"]
    )
    send(browser, inspection, moved)
    assert texts(inspection) == ["1", "1a", "2", "0 moved"]


def test_a_hundred_paragraphs_after_the_same_one_find_room(inspection, browser):
    head = change(says("head"))
    send(browser, inspection, head, change(says("tail")))
    for n in range(100):
        send(browser, inspection, change(says(str(n)), after=head["paragraph"]))
    assert texts(inspection) == ["head", *(str(n) for n in reversed(range(100))), "tail"]
    assert set(Paragraph.objects.values_list("version", flat=True)) == {1}, "numbering anew is nobody's change"


def test_one_that_is_taken_out_stays_with_its_history_and_comes_back(inspection, browser):
    sent = change(says("One"))
    send(browser, inspection, sent)
    assert statuses(browser, inspection, change(None, seen=1, paragraph=sent["paragraph"])) == ["saved"]
    assert texts(inspection) == []
    assert statuses(browser, inspection, change(says("One"), seen=2, paragraph=sent["paragraph"])) == ["saved"]
    assert texts(inspection) == ["One"]


def test_what_holds_no_words_is_taken_out(inspection, browser):
    empty = change({"type": "paragraph", "content": [{"type": "text", "text": "  "}]})
    assert results(browser, inspection, empty)[0]["version"] == 0
    assert not Paragraph.objects.exists()


BAD = [
    {"type": "table"},
    {"type": "paragraph", "content": [{"type": "text", "text": ""}]},
    {"type": "paragraph", "content": [{"type": "text", "text": "a\0b"}]},
    {
        "type": "paragraph",
        "content": [{"type": "text", "text": "a", "marks": [{"type": "link", "attrs": {"href": "javascript:x"}}]}],
    },
    {"type": "paragraph", "content": [{"type": "text", "text": "a", "marks": "strong"}]},
    {"type": "paragraph", "content": [{"type": "text", "text": "a", "marks": [{"type": "em"}, {"type": "em"}]}]},
    {"type": "paragraph", "content": {"type": "text"}},
    {"type": "paragraph", "content": [{"type": "figure", "attrs": {"source": "x" * 201, "form": "yes"}}]},
    {"type": "bullets", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "a"}]}]},
    {"type": "example", "attrs": {"id": "7"}},
    {"type": "example", "attrs": {"id": True}},
    "words",
    7,
    says("x" * 20_001),
]


@pytest.mark.parametrize("node", BAD, ids=range(len(BAD)))
def test_one_bad_change_refuses_itself_and_not_its_batch(inspection, browser, node):
    response = knock(browser, inspection, {"changes": [change(node), change(says("Good"))]})
    found = checked("response", response)["results"]
    assert [result["status"] for result in found] == ["refused", "saved"]
    assert found[0]["reason"]
    assert texts(inspection) == ["Good"]


def test_what_a_block_does_not_hold_is_not_kept(inspection, browser):
    deep: dict[str, object] = {}
    for _ in range(150):
        deep = {"content": [deep]}
    node = {"type": "paragraph", "style": "x", "content": [{"type": "text", "text": "a", "onclick": "x", **deep}]}
    knock(browser, inspection, {"changes": [change(node)]})
    assert Paragraph.objects.get().node == says("a")


@pytest.mark.parametrize(
    "spoilt",
    [
        {"id": "7"},
        {"paragraph": "x"},
        {"part": 3},
        {"seen": -1},
        {"seen": "x"},
        {"seen": True},
        {"after": "x"},
        {"who": 1},
    ],
    ids=str,
)
def test_a_change_that_cannot_be_read_refuses_itself(inspection, browser, spoilt):
    bad = change(says("Bad")) | spoilt
    assert not is_valid("change", bad)
    found = checked("response", knock(browser, inspection, {"changes": [bad, change(says("Good"))]}))["results"]
    assert [result["status"] for result in found] == ["refused", "saved"]


def test_places_and_versions_that_are_not_there_are_refused(inspection, browser):
    sent = change(says("One"))
    send(browser, inspection, sent)
    refused = [
        change(says("Two"), seen=9, paragraph=sent["paragraph"]),
        change(says("Two"), seen=UNKNOWN, paragraph=sent["paragraph"]),
        change(says("Two")) | {"part": "9.9.9"},
        change(says("Two")) | {"id": sent["id"]},
    ]
    assert statuses(browser, inspection, *refused) == ["refused"] * 4
    assert texts(inspection) == ["One"]


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"{", 400, "shape"),
        (b"[" * 100_000, 400, "shape"),
        ({"changes": {}}, 400, "shape"),
        ({"changes": [], "writing": "here"}, 400, "shape"),
        ({"changes": [], "person": "me"}, 400, "shape"),
        ({"changes": [], "person": 0}, 401, "signed_out"),
        (b" " * 1_000_001, 413, "too_large"),
        ({"changes": [{}] * 201}, 413, "too_large"),
    ],
    ids=range(8),
)
def test_what_cannot_be_read_is_refused_whole(inspection, browser, body, status, error):
    response = knock(browser, inspection, body)
    assert (response.status_code, checked("error", response)["error"]) == (status, error)


def test_a_form_is_no_change(inspection, browser):
    response = browser.post(address(inspection), {"changes": "[]"})
    assert (response.status_code, checked("error", response)["error"]) == (400, "shape")


def test_no_such_section_is_said_in_json(inspection, browser):
    response = browser.post(address(inspection, anchor="nowhere"), "{}", content_type="application/json")
    assert (response.status_code, checked("error", response)["error"]) == (404, "not_found")


@pytest.mark.parametrize("role", [Role.QUALITY_LEAD, Role.PANEL, Role.SIGNATORY, Role.INSPECTOR])
def test_others_do_not_write(inspection, world, sign_in, role):
    response = knock(sign_in(world.people[role]), inspection, {"changes": [change(says("Mine"))]})
    assert (response.status_code, checked("error", response)["error"]) == (403, "not_yours")
    assert not Paragraph.objects.exists()


def test_after_publication_nothing_is_saved_and_the_words_are_kept(inspection, browser):
    Inspection.objects.update(phase=Phase.PUBLISHED)
    sent = change(says("Late"))
    (result,) = results(browser, inspection, sent)
    assert result["status"] == "refused"
    assert "published" in result["reason"]
    assert ReceivedProse.objects.get(pk=sent["id"]).node == says("Late")


# The section is built anew -------------------------------------------------------------------------------------------
def test_saving_wants_the_section_and_asks_for_a_build_after_the_commit(
    inspection, browser, monkeypatch, django_capture_on_commit_callbacks
):
    asked: list[list[int]] = []
    monkeypatch.setattr("reports.broker.message_send", lambda name, ids, **more: asked.append(ids) or True)
    before = the_section(inspection)
    ReportSection.objects.update(queued_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        send(browser, inspection, change(says("One")))
        assert asked == []
    assert asked == [[before.pk]]
    now = the_section(inspection)
    assert (now.wanted, set(now.causes)) == (before.wanted + 1, {*before.causes, "prose"})


def test_what_says_what_stands_already_wants_nothing(inspection, browser):
    sent = change(says("One"))
    send(browser, inspection, sent)
    wanted = the_section(inspection).wanted
    send(browser, inspection, change(says("One"), seen=1, paragraph=sent["paragraph"]))
    send(browser, inspection, sent)
    assert the_section(inspection).wanted == wanted


def test_topics_of_figures_in_prose_join_those_of_the_section_and_leave_with_them(inspection, browser):
    plan = the_section(inspection).topics
    sent = change(says("In ", figure("question:3.2.1")))
    send(browser, inspection, sent)
    now = the_section(inspection)
    assert (now.prose_topics, now.topics) == (["3.2", SAMPLE], sorted({*plan, "3.2"}))
    assert now.pk in sections_want(inspection_id=inspection.pk, topics={"3.2"}, at=LATER)
    send(browser, inspection, change(says("Rated ", figure("rating:2.2", "name")), seen=1, paragraph=sent["paragraph"]))
    assert the_section(inspection).prose_topics == sorted(["2.2", DECISIONS, SAMPLE])
    send(browser, inspection, change(None, seen=2, paragraph=sent["paragraph"]))
    assert (the_section(inspection).prose_topics, the_section(inspection).topics) == ([], plan)


def test_a_build_after_a_change_of_prose_says_so(inspection, browser):
    section = the_section(inspection)
    section_build(section_id=section.pk, at=LATER)
    send(browser, inspection, change(says("One")))
    assert the_section(inspection).causes == ["prose"]


# News ----------------------------------------------------------------------------------------------------------------
def test_news_are_what_came_since(inspection, world, browser, lead):
    first, second = change(says("One")), change(says("Two"))
    send(browser, inspection, first)
    start = checked("news", lead.get(address(inspection)))
    assert [one["paragraph"] for one in start["paragraphs"]] == [first["paragraph"]]
    assert checked("news", lead.get(address(inspection), {"since": start["since"]}))["paragraphs"] == []
    send(browser, inspection, second | {"after": None})
    told = checked("news", lead.get(address(inspection), {"since": start["since"]}))
    assert [(one["paragraph"], one["version"], one["by"]) for one in told["paragraphs"]] == [
        (second["paragraph"], 1, world.editor.name)
    ]
    assert told["order"] == {"": [second["paragraph"], first["paragraph"]]}
    assert (told["status"]["status"], told["comments"]) == ("draft", 0)


def test_two_changes_at_one_moment_are_both_news(inspection, world):
    section = the_section(inspection)
    for n in range(3):
        one = ProseChange(uuid4(), UUID(int=n), "", 0, says(str(n)))
        prose_apply(section_id=section.pk, changes=[one], by=world.editor, at=NOW - timedelta(hours=n))
    moments = list(Paragraph.objects.order_by("pk").values_list("changed_at", flat=True))
    assert moments == sorted(set(moments))


def test_news_say_who_writes_where_until_they_leave(inspection, world, browser, lead):
    send(browser, inspection, writing=UNKNOWN)
    told = checked("news", lead.get(address(inspection)))
    assert told["writing"] == [{"name": world.editor.name, "paragraph": UNKNOWN}]
    assert checked("news", browser.get(address(inspection)))["writing"] == [], "not oneself"
    send(browser, inspection, writing="")
    assert checked("news", lead.get(address(inspection)))["writing"][0]["paragraph"] == ""
    send(browser, inspection, writing=None)
    assert checked("news", lead.get(address(inspection)))["writing"] == []


def test_the_number_of_comments_is_for_those_who_comment(inspection, world, sign_in):
    assert "comments" not in checked("news", sign_in(world.panel).get(address(inspection)))


def test_since_when_must_be_what_was_given(inspection, browser):
    assert checked("error", browser.get(address(inspection), {"since": "yesterday"}))["error"] == "shape"


def test_news_cost_few_queries(inspection, browser, django_assert_max_num_queries):
    send(browser, inspection, *(change(says(str(n))) for n in range(20)))
    with django_assert_max_num_queries(14):
        browser.get(address(inspection))
    assert CODE in the_section(inspection).code
