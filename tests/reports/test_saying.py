"""Live figures in prose: what each says is what plain SQL counts, of submitted reviews; each kind is read once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from evidence.services import piece_withdraw
from inspections.models import ContextFigure, Inspection
from ratings.rules import Tally
from reports.live import LiveFigures
from reports.models import Recommendation
from reports.rules import SourceKind, source_of, tally_words, topics_of_source
from reports.rules.forms import Form
from reports.saying import offers_of, offers_searched
from tests import factories
from tests.evidence.material import meeting, question, survey, texts
from tests.factories import NOW

pytestmark = pytest.mark.django_db
CLOSED = "('submitted', 'settled')"


@pytest.fixture
def read(world) -> factories.World:
    """Four cases of D2 submitted, one of D3, one still being read: some no, some girls, some classified apart."""
    apart = {"service.risk_of_serious_harm": "low", "inspector.risk_of_serious_harm": "high"}
    world.submitted("C1", answers={"2.1.2": "no", "2.1.1.a": "no", "fact.gender": "female", **apart})
    world.submitted("C2", answers={"2.1.3": "no", "fact.gender": "male"})
    world.submitted("C3", answers={"2.1.2": "no", "fact.gender": "female"})
    world.submitted("C4", answers={"2.1.2": "not_relevant", "fact.gender": "male"})
    world.submitted("C5", domain="D3", answers={"fact.gender": "female"})
    world.submitted("R1", domain="D4", answers={"fact.gender": "female"})  # on top, and none of all cases
    factories.fill(world.review("C6"), by=world.inspector, answers={"2.1.2": "no", "fact.gender": "female"})
    return world


def live_of(world) -> LiveFigures:
    return LiveFigures(Inspection.objects.with_names().get(pk=world.inspection.pk), today=date(2026, 3, 16))


def counted(sql: str, *given: object) -> Tally:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return Tally(*(int(number or 0) for number in cursor.fetchone()))


JUDGED = f"""
    SELECT sum((j.value = 'yes')::int), count(*) FROM casereviews_judgement j
    JOIN casereviews_casereview r ON r.id = j.review_id
    JOIN standards_keyquestion q ON q.id = j.key_question_id JOIN standards_standard s ON s.id = q.standard_id
    WHERE r.inspection_id = %s AND r.state IN {CLOSED} AND j.value IN ('yes', 'no') AND j.counts
    AND s.number = %s AND q.number = %s
"""
ANSWERED = f"""
    SELECT sum((a.value = 'yes')::int), count(*) FROM casereviews_answer a
    JOIN casereviews_casereview r ON r.id = a.review_id JOIN standards_prompt p ON p.id = a.prompt_id
    JOIN standards_keyquestion q ON q.id = p.key_question_id JOIN standards_standard s ON s.id = q.standard_id
    WHERE r.inspection_id = %s AND r.state IN {CLOSED} AND a.value IN ('yes', 'no') AND a.counts
    AND s.number = %s AND q.number = %s AND p.letter = %s
"""
RECORDED = f"""
    SELECT sum((f.value = %s)::int), count(*) FROM casereviews_fact f
    JOIN casereviews_casereview r ON r.id = f.review_id JOIN inspections_case c ON c.id = r.case_id
    JOIN standards_domain d ON d.id = c.domain_id
    WHERE r.inspection_id = %s AND r.state IN {CLOSED} AND r.reading = 'first' AND c.in_sample AND f.target = %s
"""
OF_ALL = "d.cases <> 'resettlement_cases'"
IN_SAMPLE = """
    SELECT count(*), count(*) FROM inspections_case c JOIN standards_domain d ON d.id = c.domain_id
    WHERE c.inspection_id = %s AND c.in_sample
"""


@pytest.mark.parametrize("address", ["2.1.1", "2.1.2", "2.1.3", "2.2.1", "3.1.1"])
def test_a_question_says_what_plain_sql_counts(read, address):
    standard, number = address.rsplit(".", 1)
    tally = counted(JUDGED, read.inspection.pk, standard, number)
    live = live_of(read)
    for form in Form:
        assert live.say(f"question:{address}", form) == tally_words(tally, form, live.outline.figures), form
    assert tally.relevant


def test_a_prompt_says_what_plain_sql_counts(read):
    live = live_of(read)
    for address in ("2.1.1.a", "2.1.1.b", "2.1.2.a", "3.1.1.a"):
        standard, number, letter = address.rsplit(".", 2)
        tally = counted(ANSWERED, read.inspection.pk, standard, number, letter)
        assert live.say(f"prompt:{address}", "out_of") == tally_words(tally, Form.OUT_OF, live.outline.figures)


@pytest.mark.parametrize(
    ("source", "target", "value", "domain"),
    [
        ("fact:D2.gender.female", "fact.gender", "female", "D2"),
        ("fact:D4.gender.female", "fact.gender", "female", "D4"),
        ("fact:all.gender.female", "fact.gender", "female", ""),
        ("classified:D2.inspector.risk_of_serious_harm.high", "inspector.risk_of_serious_harm", "high", "D2"),
        ("classified:all.service.risk_of_serious_harm.low", "service.risk_of_serious_harm", "low", ""),
    ],
)
def test_facts_and_classifications_say_what_plain_sql_counts(read, source, target, value, domain):
    sql, given = (f"{RECORDED} AND d.code = %s", [domain]) if domain else (f"{RECORDED} AND {OF_ALL}", [])
    tally = counted(sql, value, read.inspection.pk, target, *given)
    live = live_of(read)
    assert 0 < tally.yes <= tally.relevant
    assert live.say(source, "of_the") == tally_words(tally, Form.OF_THE, live.outline.figures)


def test_how_often_classifications_agree(read):
    live = live_of(read)
    assert live.say("agreement:D2.risk_of_serious_harm.same", "of_the") == "three of the four cases"
    assert live.say("agreement:D2.risk_of_serious_harm.under", "of_the") == "one of the four cases"
    assert live.say("agreement:all.risk_of_serious_harm.over", "of_the") == "none of the five cases"


def test_ratings_score_and_how_many_standards_have_a_rating(read):
    live = live_of(read)
    assert live.say("rating:2.1", "name") == "Inadequate"
    assert live.say("rating:2.1", "quoted") == "‘Inadequate’"
    assert live.say("rated:inadequate", "words") == "one"
    assert live.say("rated:outstanding.D2", "counted") == "three standards"
    assert live.say("overall:score", "words") == ""  # D1 is not rated yet
    assert (live.say("overall:out_of", "figures"), live.say("overall:standards", "words")) == ("36", "12")


def test_cases_and_their_mix(read):
    live = live_of(read)
    assert live.say("cases:D2", "counted") == "five cases"
    everything = counted(IN_SAMPLE, read.inspection.pk).yes
    without = counted(f"{IN_SAMPLE} AND {OF_ALL}", read.inspection.pk).yes
    assert (everything, without, live.say("cases:all", "figures"), live.say("cases:D4", "words")) == (7, 6, "6", "one")
    assert live.say("mix:D3", "name") == "one community resolution"
    assert "five" in live.say("mix:D2", "name")


def test_dates_and_windows(read):
    live = live_of(read)
    assert live.say("date:fieldwork.start", "date") == "16 March 2026"
    assert live.say("date:fieldwork.end", "date") == "20 March 2026"
    assert live.say("date:fieldwork.start", "month") == "March 2026"
    assert live.say("window:D2", "name") == "17 March 2025 to 9 January 2026"
    assert live.say("date:window.D2.last", "date") == "9 January 2026"


def test_interviews_are_those_on_record_or_those_of_the_reviews(read):
    met = counted(f"{RECORDED}", "case_manager", read.inspection.pk, "fact.interviewed").yes
    assert live_of(read).say("interviews:all", "figures") == str(met) == "6"  # also that on the resettlement case
    held = {"interviews": {"case_manager": 9, "other": 3}, "interviews_by_domain": {"D2": 5}}
    Inspection.objects.filter(pk=read.inspection.pk).update(**held)
    live = live_of(read)
    assert live.say("interviews:all", "counted") == "12 interviews"
    assert live.say("interviews:D2", "counted") == "five interviews"


def test_evidence_says_what_was_gathered_and_nothing_of_what_was_withdrawn(world):
    first = meeting(world)
    meeting(world, title="Managers", with_whom=["managers"])
    asked = question(world, survey(world), counts=[10, 6], answered=16)
    texts(world)
    live = live_of(world)
    assert live.say("meetings:number", "counted") == "two meetings"
    assert live.say("meetings:whom", "name") == "the chair of the board and managers"
    assert live.say(f"survey:{asked.pk}.0", "per_cent") == "63 per cent"
    assert live.say(f"survey:{asked.pk}.1", "of_the") == "six of the 16 replies"
    assert live.say("texts:given", "counted") == "20 consents"
    assert live.say(f"survey:completed.{asked.evidence_id}", "counted") == "16 people"
    assert live.say(f"survey:invited.{asked.evidence_id}", "counted") == "24 people"
    assert live.say("texts:mean", "value") == "8.6"
    assert live.say("texts:from.8", "of_the") == "eight of the 10 replies"
    piece_withdraw(piece_id=first.pk, because="A mistake.", seen=1, by=world.lead, at=NOW)
    assert live_of(world).say("meetings:number", "counted") == "one meeting"


def cited(world, **told):
    known = {"label": "First-time entrants", "kind": "performance", "unit": "rate", "value": Decimal("215.5")}
    known |= {"as_at": date(2025, 12, 31), "source": "Youth data", "period": "2025", "code": "entrants"}
    return ContextFigure.objects.create(inspection=world.inspection, **known | told)


def test_a_figure_from_elsewhere_is_cited_with_its_source(world):
    cited(world, national=Decimal(148), direction="down")
    live = live_of(world)
    assert live.say("context:entrants", "value") == "215.5 per 100,000"
    assert live.say("context:entrants", "national") == "148 per 100,000"
    assert live.say("context:entrants", "direction") == "down"
    assert live.cite("context:entrants", "value") == ""
    note = "Source: Youth data, 2025, as at 31 December 2025."
    assert live.cite("context:entrants", "with_note") == note


def test_a_vanished_source_says_nothing(read):
    live = live_of(read)
    for source in (
        "question:9.9.9",
        "question:1.1.1",
        "prompt:2.1.1.z",
        "rating:7.1",
        "rated:splendid",
        "cases:D1",
        "mix:D9",
        "fact:D2.gender",
        "fact:D9.gender.female",
        "agreement:D2.other.same",
        "agreement:D2",
        "date:tomorrow",
        "window:D1x",
        "interviews:D9",
        "meetings:often",
        "survey:999.0",
        "survey:nothing",
        "survey:completed.999",
        "texts:mean",
        "context:none",
        "recommendations:some",
        "nothing",
        "else:1",
    ):
        assert live.say(source, "of_the") == "", source
        assert live.say(source, "no such form") == "", source
    assert live.say("question:2.1.1", "no such form") == ""


def test_nothing_is_read_that_no_figure_asks_for_and_each_thing_once(read, django_assert_num_queries):
    live = live_of(read)
    with django_assert_num_queries(0):
        live.say("date:fieldwork.start", "date")
        live.say("window:D2", "name")
    with django_assert_num_queries(5):
        for address in live.outline.questions:
            live.say(f"question:{address}", "of_the")
    with django_assert_num_queries(1):
        for address in live.outline.prompts:
            live.say(f"prompt:{address}", "of_the")
    with django_assert_num_queries(1):
        for level in live.outline.levels:
            live.say(f"classified:D2.inspector.risk_of_serious_harm.{level}", "of_the")
            live.say("fact:D3.gender.female", "of_the")
    with django_assert_num_queries(1):
        for source in ("interviews:all", "interviews:D2", "interviews:D3"):
            live.say(source, "words")
    with django_assert_num_queries(4):
        live.say("meetings:number", "words")
        live.say("texts:mean", "value")


@pytest.mark.parametrize("edition", ["youth-2018", "youth-2021"])
def test_every_figure_on_offer_is_a_source_that_says_when_it_changes(editions, edition):
    world = factories.world(edition, name="offered")
    question(world, survey(world))
    texts(world)
    cited(world)
    live = live_of(world)
    offers = offers_of(live)
    sources = [offer.source for offer in offers]
    assert len(sources) == len(set(sources))
    assert {source_of(source).kind for source in sources} == set(SourceKind)
    assert [source for source in sources if not topics_of_source(source, live.outline)] == []
    silent = {source for source in sources if live.saying(source) is None}  # before the first review is submitted
    assert silent == {"overall:score", *(source for source in sources if source.startswith("interviews:"))}


def test_searching_finds_by_words_and_address_with_the_own_standard_first(read):
    live = live_of(read)
    found = offers_searched(live, "", standard="2.1", children=True)
    assert [one["source"] for one in found][:2] == ["rating:2.1", "question:2.1.1"]
    (one,) = offers_searched(live, "2.1.1.a", standard="", children=True)
    assert (one["source"], one["group"]) == ("prompt:2.1.1.a", "2.1 Assessment")
    assert {"form": "of_the", "name": "So many of the cases", "words": "three of the four cases"} in one["forms"]
    girls = offers_searched(live, "gender FEMALE", standard="", children=True)
    assert [one["source"] for one in girls] == [
        "fact:D2.gender.female",
        "fact:D3.gender.female",
        "fact:D4.gender.female",
        "fact:all.gender.female",
    ]
    assert [one["group"] for one in girls][-1] == "All cases but those of resettlement"
    assert offers_searched(live, "girls all cases", standard="", children=True)[0]["source"] == "fact:all.gender.female"
    assert offers_searched(live, "gender", standard="", children=False) == []
    assert offers_searched(live, "area", standard="", children=True) == [], "an answer in words may tell who a child is"
    assert offers_searched(live, "no such thing", standard="", children=True) == []


def test_figures_follow_the_sample(read):
    assert live_of(read).say("question:2.1.2", "of_the") == "one of the three cases"
    read.submitted("C7", answers={"fact.gender": "female"})
    live = live_of(read)
    assert live.say("question:2.1.2", "of_the") == "two of the four cases"
    assert live.say("fact:D2.gender.female", "of_the") == "three of the five cases"


def test_how_many_recommendations_stand(world):
    told = {"inspection": world.inspection, "by": world.lead}
    for place in (1, 2):
        Recommendation.objects.create(place=place, words="Act.", **told)
    Recommendation.objects.create(place=3, words="No.", withdrawn_at=NOW, withdrawn_by=world.lead, **told)
    assert live_of(world).say("recommendations:all", "counted") == "two recommendations"
