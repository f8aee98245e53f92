"""What a section says, in the shape of its edition."""

from datetime import date, timedelta

import pytest

from casereviews.rules import Change
from casereviews.services import changes_apply, review_reopen, review_submit
from inspections.models import Inspection
from inspections.rules import Phase
from ratings.figures import standard_figures
from ratings.services import decision_take, proposal_make
from reports.bodies import section_body
from reports.live import LiveFigures
from reports.models import ReportSection
from reports.rules import notes_in
from reports.services import sections_build
from tests.factories import MONDAY, NOW, World, panel_meets
from tests.reports.material import LATER, read

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def body(world: World, code: str) -> str:
    """As a worker renders it: from an inspection read afresh."""
    return section_body(LiveFigures(afresh(world), today=TODAY), code)


def afresh(world: World) -> Inspection:
    found: Inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    return found


def decide(world: World, number: str, rating: str, words: str = "Cases were read again.") -> None:
    seen = standard_figures(world.inspection, number).seen
    decision_take(
        inspection=world.inspection, standard_number=number, rating=rating, words=words,
        reason_code="cases_read_again", seen_number=seen, confirmed=True, by=world.panel, at=NOW,
        agreed=panel_meets(world),
    )  # fmt: skip


def judge(world: World, number: str, rating: str = "good", *, panel: bool = True) -> None:
    proposal_make(
        inspection=world.inspection, standard_number=number, rating=rating, summary="Sound.", seen=0,
        by=world.lead, at=NOW,
    )  # fmt: skip
    if panel:
        decide(world, number, rating, words="")


def judge_all(world: World) -> None:
    for number in ("1.1", "1.2", "1.3", "1.4", "3.4", "4.1"):
        judge(world, number)


@pytest.fixture
def read_cases(world):
    """Two court cases and one out-of-court disposal, submitted; 2.1.3 is the lowest question of its standard."""
    world.submitted("A", answers={"2.1.2": "no", "2.1.3": "no"})
    world.submitted("B", answers={"2.1.3": "no"})
    world.submitted("C", domain="D3")
    return world


@pytest.fixture
def read_cases_2018(world_2018):
    world_2018.submitted("A", answers={"2.1.3": "no", "fact.has_safety_factors": "no"})
    world_2018.submitted("B", answers={"2.1.3": "no"})
    world_2018.submitted("C", domain="D3", disposal_type="youth_conditional_caution")
    return world_2018


# A standard with percentages, 2021 ----------------------------------------------------------------------------------
def test_2021_prints_percentages_with_the_lowest_in_bold(read_cases):
    found = read(body(read_cases, "standard:2.1"))
    assert [row[-1] for row in found.tables[0][1:]] == ["100%", "50%", "0%"]
    assert found.bold == ["0%"]
    assert found.captions == ["Our rating of assessment is based on the following key questions"]
    assert "actively involving the child and their parents or carers." in found.text
    assert "Our rating of assessment: Inadequate" in found.text
    assert "By the table; the panel has not decided" in found.text


def test_all_tied_lowest_rows_are_bold(read_cases):
    assert read(body(read_cases, "standard:2.2")).bold == ["100%", "100%", "100%"]


def test_2021_discretion_is_a_footnote_at_the_question(read_cases):
    decide(read_cases, "2.1", "requires_improvement")
    html = body(read_cases, "standard:2.1")
    found = read(html)
    assert found.tables[0][3][0].endswith("safe?")
    assert len(found.notes) == len(notes_in(html)) == 2  # how ratings come about, and this
    assert found.notes[1].endswith("rating would have been Inadequate. Cases were read again.")
    assert "Our rating of assessment: Requires improvement" in found.text
    assert "not decided" not in found.text


def test_a_decision_stands_with_figures_changed_until_the_panel_looks_again(read_cases):
    decide(read_cases, "2.1", "requires_improvement")
    review = read_cases.inspection.reviews.get(case__reference="A")
    review_reopen(review_id=review.pk, reason="A slip.", by=read_cases.lead, at=NOW)
    changes_apply(review_id=review.pk, changes=[Change("2.1.3", 1, "yes")], by=read_cases.lead, at=NOW)
    review_submit(review_id=review.pk, by=read_cases.lead, at=NOW)
    found = read(body(read_cases, "standard:2.1"))
    assert "Our rating of assessment: Requires improvement Figures changed since the panel decided" in found.text
    assert "Figures changed since the panel decided" in read(body(read_cases, "ratings")).text


def test_a_question_without_relevant_cases_prints_none(read_cases):
    for reference in ("A", "B"):
        review = read_cases.inspection.reviews.get(case__reference=reference)
        review_reopen(review_id=review.pk, reason="A slip.", by=read_cases.lead, at=NOW)
        changes_apply(review_id=review.pk, changes=[Change("2.1.1", 1, "not_relevant")], by=read_cases.lead, at=NOW)
        review_submit(review_id=review.pk, by=read_cases.lead, at=NOW)
    assert [row[-1] for row in read(body(read_cases, "standard:2.1")).tables[0][1:]] == [
        "No relevant case",
        "50%",
        "0%",
    ]


def test_a_standard_without_any_case_is_not_rated(world):
    found = read(body(world, "standard:2.1"))
    assert "Our rating of assessment: Not rated Not judged yet" in found.text
    assert [row[-1] for row in found.tables[0][1:]] == ["Not judged yet"] * 3
    assert found.bold == []


def test_what_a_reader_writes_in_a_reason_is_text_and_never_markup(read_cases):
    decide(read_cases, "2.1", "requires_improvement", words="<script>alert(1)</script> & more")
    html = body(read_cases, "standard:2.1")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


# A standard with counts, 2018 ---------------------------------------------------------------------------------------
def test_2018_prints_counts_of_key_questions_and_prompts_with_captions(read_cases_2018):
    found = read(body(read_cases_2018, "standard:2.2"))
    assert found.tables[0][0] == ["Key question", "Relevant cases", "Number “Yes”"]
    assert [row[1:] for row in found.tables[0][1:]] == [["2", "2"], ["1", "1"], ["2", "2"]]
    assert [caption.split("?")[1].strip() for caption in found.captions[1:]] == [
        "Of the 2 cases inspected",
        "Of the 1 case with factors related to keeping the child safe",
        "Of the 2 cases with factors related to keeping other people safe",
    ]
    assert [row[1:] for row in found.tables[2][1:]] == [["1", "1"]] * 4
    assert "The quality of planning is rated as “Outstanding”." in found.text


def test_2018_discretion_is_an_asterisk_on_the_count_a_line_and_the_reason_in_the_text(read_cases_2018):
    decide(read_cases_2018, "2.1", "requires_improvement", words="Cases were read again.")
    found = read(body(read_cases_2018, "standard:2.1"))
    assert [row[1:] for row in found.tables[0][1:]] == [["2", "2"], ["2", "2"], ["2", "0*"]]
    assert "* The ratings panel used its professional discretion" in found.text
    said = (
        "would have been “Inadequate”. Key question 3 was met in none of the two relevant cases, which by "
        "itself would be “Inadequate”; the ratings panel raised the rating to “Requires improvement”, because the "
        "cases judged “no” were read again. Cases were read again."
    )
    assert said in found.text


def test_2018_prompts_without_a_relevant_case_print_0_and_0(world_2018):
    assert read(body(world_2018, "standard:3.4")).tables[1][1][1:] == ["0", "0"]
    assert "The quality of" not in body(world_2018, "standard:3.4")


def test_texts_name_the_service_as_it_calls_itself(world_2018):
    service = world_2018.inspection.service
    service.generic_term = "YOS"
    service.save()
    assert "leadership of the YOS supports" in body(world_2018, "standard:1.1")
    assert "Are the YOS&#x27;s recommendations" in body(world_2018, "standard:3.4")


# A standard that is rated by judgement ------------------------------------------------------------------------------
def test_a_judgement_is_printed_once_the_panel_decided(world):
    assert "Our rating of staff: Not rated Not yet judged" in read(body(world, "standard:1.2")).text
    judge(world, "1.2", "outstanding", panel=False)
    found = read(body(world, "standard:1.2"))
    assert "Not rated Proposed by the lead inspector; the panel has not decided" in found.text
    assert "Outstanding" not in found.text
    decide(world, "1.2", "outstanding", words="")
    found = read(body(world, "standard:1.2"))
    assert found.text.endswith("Our rating of staff: Outstanding")
    assert "<table" not in body(world, "standard:1.2")


# The ratings page ---------------------------------------------------------------------------------------------------
def test_ratings_page_says_service_month_score_and_every_rating(read_cases):
    judge_all(read_cases)
    found = read(body(read_cases, "ratings"))
    assert "Fieldwork started March 2026" in found.text
    # 4 judgements in D1 and 3.4 at two points, 2.1 none, the six others three: 4.1 does not count
    assert "Score 28/36 Overall rating Good" in found.text
    assert [row[0] for row in found.tables[0] if len(row) == 1] == [
        "1. Organisational delivery", "2. Court disposals", "3. Out-of-court disposals", "4. Resettlement",
    ]  # fmt: skip
    rows = {row[0]: row[1] for row in found.tables[0][1:] if len(row) == 2}
    assert rows["1.1 Governance and leadership"] == "Good"
    assert rows["2.1 Assessment"].startswith("Inadequate")
    assert found.notes[1].startswith("4.1 Resettlement policy and provision is rated apart and does not count")


def test_ratings_page_says_that_fieldwork_starts_until_it_has(world):
    def told(today: date) -> str:
        return read(section_body(LiveFigures(afresh(world), today=today), "ratings")).text

    assert "Fieldwork starts March 2026" in told(MONDAY - timedelta(days=1))
    assert "Fieldwork started March 2026" in told(MONDAY)


def test_ratings_page_has_a_star_for_outstanding_alone(read_cases):
    judge(read_cases, "1.1")
    html = body(read_cases, "ratings")
    assert html.count("plumb-rating__star") == html.count("Outstanding") > 0


def test_ratings_page_names_what_is_not_rated(read_cases):
    for number in ("1.1", "1.2", "1.3"):
        judge(read_cases, number)
    found = read(body(read_cases, "ratings"))
    assert "Score None yet Overall rating Not rated" in found.text
    assert (
        "because 1.4 Information and facilities and 3.4 Out-of-court disposal policy and provision are not rated."
        in found.text
    )


def test_2018_ratings_page_has_nothing_that_does_not_count(read_cases_2018):
    assert "does not count" not in body(read_cases_2018, "ratings")


# How many reviews figures rest on -----------------------------------------------------------------------------------
def test_figures_say_how_many_reviews_they_rest_on_until_all_are_submitted(read_cases):
    assert "Figures so far" not in body(read_cases, "standard:2.1")
    read_cases.review("D")
    assert "Figures so far rest on 2 of 3 reviews submitted." in body(read_cases, "standard:2.1")
    assert "So far two of these three cases have been read and submitted." in body(read_cases, "case_mix:D2")
    assert "The sample is made up of three community sentences, all referral orders." in body(read_cases, "case_mix:D2")
    assert "We inspected one case" in body(read_cases, "case_mix:D3")
    assert "Figures so far rest on 3 of 4 reviews submitted." in body(read_cases, "ratings")
    assert "Figures so far" not in body(read_cases, "standard:3.1")
    assert "Figures so far" not in body(read_cases, "standard:1.1")


def test_a_published_report_still_says_what_is_outstanding_but_nothing_of_the_panel(read_cases):
    read_cases.review("D")
    read_cases.inspection.phase = Phase.PUBLISHED
    read_cases.inspection.save()
    assert "Figures so far rest on 2 of 3 reviews submitted." in body(read_cases, "standard:2.1")
    assert "We took a detailed look at three community sentences" in body(read_cases, "case_mix:D2")
    assert "So far two of these three cases have been read and submitted." in body(read_cases, "case_mix:D2")
    assert "not decided" not in body(read_cases, "standard:2.1")
    assert "Not yet judged" not in body(read_cases, "ratings")


# The case mix -------------------------------------------------------------------------------------------------------
def test_case_mix_counts_the_sample_and_not_what_fell_out(read_cases):
    assert "two community sentences, both referral orders." in body(read_cases, "case_mix:D2")
    read_cases.inspection.cases.filter(reference="A").update(in_sample=False)
    assert "one community sentence, a referral order." in body(read_cases, "case_mix:D2")
    assert "This was one community resolution." in body(read_cases, "case_mix:D3")
    assert "No case of this domain is in the sample yet." in body(read_cases, "case_mix:D4")


# Cost ---------------------------------------------------------------------------------------------------------------
QUERIES = {"ratings": 5, "case_mix:D2": 2, "standard:1.1": 7, "standard:2.1": 7, "title": 1, "involvement": 6}


@pytest.mark.parametrize("code", QUERIES)
def test_a_body_costs_the_same_few_queries_for_one_case_and_for_many(code, world, django_assert_num_queries):
    inspection = afresh(world)
    section_body(LiveFigures(inspection), code)  # the edition is read once per process
    with django_assert_num_queries(QUERIES[code]):
        section_body(LiveFigures(inspection), code)
    for n in range(6):
        world.submitted(f"M{n}")
    with django_assert_num_queries(QUERIES[code]):
        section_body(LiveFigures(inspection), code)


def test_a_body_with_prompt_tables_costs_one_query_more(read_cases_2018, django_assert_num_queries):
    inspection = afresh(read_cases_2018)
    section_body(LiveFigures(inspection), "standard:2.1")
    with django_assert_num_queries(7):  # ratings, prose, prompts; strengths stand by domain
        section_body(LiveFigures(inspection), "standard:2.1")


def test_sections_built_together_read_the_figures_once(read_cases, django_assert_num_queries):
    ids = list(ReportSection.objects.values_list("pk", flat=True))
    with django_assert_num_queries(
        1 + 5 + 1 + 1 + 1 + 1 + 1 + 1 + 4 + 2 + len(ids)
    ):  # sections, ratings, context, mix, interviews, prose, team, strengths, evidence, recommendations, stored
        sections_build(ids=ids, at=LATER, waited=True)
    assert not ReportSection.objects.stale().exists()


@pytest.mark.parametrize("edition", ["youth-2018", "youth-2021"])
def test_no_body_holds_a_style_or_a_script(edition, read_cases, read_cases_2018):
    world = {"youth-2018": read_cases_2018, "youth-2021": read_cases}[edition]
    for section in world.inspection.sections.all():
        html = body(world, section.code)
        assert "style=" not in html
        assert "<script" not in html


def test_a_section_that_the_edition_lacks_is_a_key_error(world):
    for code in ("standard:9.9", "case_mix:D9", "nonsense"):
        with pytest.raises(KeyError):
            body(world, code)
