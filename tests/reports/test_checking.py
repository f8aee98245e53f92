"""The check of a report: planted slips are found with their mends; a mend, a dismissal, a severity is saved."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.versions import ChangedMeanwhile
from evidence.rules import Side
from evidence.services import strength_save
from inspections.models import Inspection
from reports.checking import check_report, seeing, severities_of
from reports.live import LiveFigures
from reports.models import CheckSeverity, Dismissal, Paragraph, ReportSection
from reports.rules import NameKind
from reports.rules.lint import Check, Severity, typed_figures
from reports.services import (
    finding_dismiss,
    finding_reopen,
    name_declare,
    paragraph_mend,
    recommendation_save,
    severities_set,
)
from standards.wording import date_words
from tests.evidence.material import meeting, question, survey
from tests.factories import NOW
from tests.reports.material import build_all, read
from tests.reports.test_saying import cited

pytestmark = pytest.mark.django_db

SLIPS = {  # what somebody typed, by section: check and words that are found, and what mends them
    "standard:2.1": [
        ("Assessment was good enough in both cases.", "figure_by_hand", "both cases", ""),
        ("Assessment is rated as Good.", "rating", "Good", "Requires"),
        ("Assessment is well-informed, analytical and fine.", "statement", "Assessment is well", "Assessment is well-"),
        ("It was so in 51 per cent.", "figure_contradicts", "51 per cent", "50 per cent"),
        ("In a large majority (50 per cent) it was not.", "band_words", "a large majority", "too few"),
        ("Callum was not heard.", "name", "Callum", ""),
        ("Mr Ford was told.", "name", "Mr Ford", ""),
        ("The LAC nurse helped.", "abbreviation", "LAC", ""),
        ("Of nine cases, of which five were good and three were weak.", "sum", "nine cases", ""),
        ("There are ten standards on a scale of points from 0 to 30.", "figure_contradicts", "30", "36"),
        ("Ring 01632 960 123.", "personal", "Ring", ""),
        ("We inspected nine cases.", "figure_contradicts", "nine", "two"),
    ],
}


def wrote(world, words, code="standard:2.1", rank=0.0):
    section = ReportSection.objects.get(inspection=world.inspection, code=code)
    pieces = words if isinstance(words, list) else [{"type": "text", "text": words}]
    node = {"type": "paragraph", "content": pieces}
    rank = rank or Paragraph.objects.filter(section=section).count() + 1
    return Paragraph.objects.create(section=section, key=uuid4(), rank=rank, node=node, by=world.editor, changed_at=NOW)


def checked(world):
    return check_report(LiveFigures(Inspection.objects.with_names().get(pk=world.inspection.pk)))


def only(world, check=None):
    (slip,) = [slip for slip in checked(world).slips if check is None or slip.finding.check == check]
    return slip


@pytest.mark.parametrize(("code", "slip"), [(code, slip) for code, slips in SLIPS.items() for slip in slips])
def test_a_planted_slip_is_found_with_its_mend(inspected, code, slip):
    words, check, found, mend = slip
    row = wrote(inspected, words, code)
    told = [one for one in checked(inspected).slips if one.finding.check == check]
    (one,) = [one for one in told if one.found.startswith(found)]
    assert one.spot.paragraph == row
    assert one.put_words.startswith(mend) if mend else True
    assert one.before + one.finding.found + one.after in words


@pytest.mark.django_db(transaction=True)  # histories are told apart by their transactions
def test_a_figure_that_was_right_when_it_was_typed_is_told_with_what_it_is_now(inspected):
    wrote(inspected, "It was so in 50 per cent.")
    assert only(inspected).finding.check == Check.FIGURE_BY_HAND
    inspected.submitted("C8")
    inspected.submitted("C9")
    slip = only(inspected)
    assert slip.finding.check == Check.FIGURE_CONTRADICTS
    assert slip.finding.words.startswith(
        "It was so when this was written. The cases say otherwise now: 2.1, key question"
    )
    assert slip.put_words == "75 per cent"
    wrote(inspected, "Elsewhere it is 50 per cent.")
    assert len(checked(inspected).slips) == 1, "what it was before that was written is nothing to it"


@pytest.mark.parametrize(
    "words",
    [
        "Inspectors saw careful work by the lead of testley-2026 in Testley-2026.",
        "In March 2026 the Youth Justice Board wrote to us.",
        "Plans were late, and staff said so.",
    ],
)
def test_sound_prose_is_left_alone(inspected, words):
    wrote(inspected, words)
    assert checked(inspected).slips == []


def test_an_abbreviation_spelled_out_in_an_earlier_section_is_known_later(inspected):
    wrote(inspected, "The looked after child (LAC) nurse.", "context")
    wrote(inspected, "The LAC nurse.")
    assert checked(inspected).slips == []
    wrote(inspected, "The looked after child (LAC) nurse again.")
    assert only(inspected).put_words == "LAC"


def test_what_a_section_prints_itself_spells_out_too(inspected):
    ReportSection.objects.filter(inspection=inspected.inspection, code="ratings").update(
        body="<p>Special educational needs (SEN)<plumb-note>A note.</plumb-note> are met.</p>"
    )
    wrote(inspected, "With SEN it is harder.")
    assert checked(inspected).slips == []


def test_a_live_figure_that_says_nothing_is_told(inspected):
    lost = {"type": "figure", "attrs": {"source": "question:9.9.9", "form": "of_the"}}
    wrote(inspected, [{"type": "text", "text": "It was so in "}, lost])
    assert (only(inspected).finding.check, only(inspected).found) == (Check.NO_FIGURE, "[no figure]")


def test_a_figure_of_few_children_is_told_as_the_annexe_would_hide_it(inspected):
    girls = {"type": "figure", "attrs": {"source": "fact:D2.gender.female", "form": "of_the"}}
    wrote(inspected, [{"type": "text", "text": "Girls: "}, girls])
    inspected.submitted("C5", answers={"fact.gender": "female"})
    assert (only(inspected).finding.check, only(inspected).found) == (Check.FEW_CHILDREN, "all three cases")
    for n in range(2):
        inspected.submitted(f"F{n}", answers={"fact.gender": "female"})
    assert checked(inspected).slips == [], "five girls, and nobody else"
    inspected.submitted("M1", answers={"fact.gender": "male"})
    assert only(inspected).found == "five of the six cases"


def test_recommendations_are_addressed_and_rest_on_something(inspected):
    told = {"inspection": inspected.inspection, "by": inspected.lead, "at": NOW}
    recommendation_save(words="read every plan.", to=None, rests_on=[], **told)
    assert {slip.finding.check for slip in checked(inspected).slips} == {Check.ADDRESSEE, Check.RESTS_ON_NOTHING}
    assert all("recommendations/" in slip.spot.address for slip in checked(inspected).slips)


def test_a_recommendation_that_spells_out_is_told_once_and_only_if_it_was_before(inspected):
    told = {"inspection": inspected.inspection, "by": inspected.lead, "at": NOW}
    words = "make every youth rehabilitation order (YRO) known to the board."
    recommendation_save(words=words, to=None, rests_on=["standard:2.1"], **told)
    build_all(inspected.inspection)
    assert {slip.finding.check for slip in checked(inspected).slips} == {Check.ADDRESSEE}
    wrote(inspected, "A youth rehabilitation order (YRO) is made.", "foreword")
    (twice,) = [slip for slip in checked(inspected).slips if slip.finding.check == Check.ABBREVIATION_TWICE]
    assert (twice.put, "recommendations/" in twice.spot.address) == (None, True)


def test_strengths_recommendations_and_examples_are_read_as_prose_is(inspected):
    more = {"inspection": inspected.inspection, "by": inspected.lead, "at": NOW}
    strength_save(
        about="2.1", side=Side.STRENGTH, words="Callum was heard in both cases; it is rated Good.", evidence=[], **more
    )
    recommendation_save(words="read all nine cases: we inspected 99 cases.", to=None, rests_on=["standard:2.1"], **more)
    build_all(inspected.inspection)
    found = [(slip.finding.check, slip.found, slip.spot.title) for slip in checked(inspected).slips]
    sides = "Strengths and areas for improvement"
    assert [one for one in found if one[2] == sides] == [
        (Check.NAME, "Callum", sides),
        (Check.FIGURE_BY_HAND, "both cases", sides),
        (Check.RATING, "Good", sides),
    ]
    assert (Check.FIGURE_CONTRADICTS, "99", "Recommendations") in found
    assert all(slip.node is None for slip in checked(inspected).slips)


def test_a_short_form_in_a_strength_is_told_there(inspected):
    more = {"inspection": inspected.inspection, "by": inspected.lead, "at": NOW}
    strength_save(about="2.1", side=Side.STRENGTH, words="The LAC nurse helps.", evidence=[], **more)
    build_all(inspected.inspection)
    wrote(inspected, "The LAC nurse came.")
    slip = only(inspected, Check.ABBREVIATION)
    assert slip.spot.address.endswith("strengths/#about-2.1")


def test_figures_from_elsewhere_facts_and_days_are_compared_with_the_live_ones(inspected):
    cited(inspected)
    question(inspected, survey(inspected), text="Do you feel safe at work?", counts=[10, 6], answered=16)
    starts = inspected.inspection.fieldwork_starts
    told = [
        ("First-time entrants were 150 per 100,000.", Check.FIGURE_CONTRADICTS, "150 per 100,000"),
        ("Of staff, 63 per cent said that they feel safe at work.", Check.FIGURE_BY_HAND, "63 per cent"),
        (f"Fieldwork began on {date_words(starts)}.", Check.FIGURE_BY_HAND, date_words(starts)),
        ("Fieldwork began on 1 April 2001.", Check.FIGURE_CONTRADICTS, "1 April 2001"),
    ]
    for words, *_ in told:
        wrote(inspected, words, "context")
    slips = checked(inspected).slips
    assert [(slip.finding.check, slip.found) for slip in slips] == [(check, found) for _, check, found in told]
    assert all(slip.put and slip.node for slip in slips)


def test_a_name_is_declared_and_told_no_more(inspected):
    wrote(inspected, "Callum was heard.")
    name_declare(inspection=inspected.inspection, name="Callum", kind=NameKind.PSEUDONYM, by=inspected.lead)
    assert checked(inspected).slips == []


# Services -----------------------------------------------------------------------------------------------------------
def mend(world, slip, **told):
    known = {"paragraph_id": slip.spot.paragraph.pk, "node": slip.node, "seen": slip.spot.paragraph.version}
    return paragraph_mend(**known | told, by=world.editor, at=NOW)


def test_a_mend_puts_the_live_figure_there_and_wants_the_section_built(inspected):
    build_all(inspected.inspection)
    row = wrote(inspected, "Assessment was good enough in both cases.")
    section = row.section
    before = section.wanted
    assert list(mend(inspected, only(inspected))) == [section.pk]
    row.refresh_from_db()
    section.refresh_from_db()
    figure = {"type": "figure", "attrs": {"source": "question:2.1.1", "form": "of_the"}}
    assert row.node["content"] == [
        {"type": "text", "text": "Assessment was good enough in "},
        figure,
        {"type": "text", "text": "."},
    ]
    assert (row.version, row.by) == (2, inspected.editor)
    assert section.wanted > before
    assert section.prose_topics == ["2.1", "sample"] and set(section.prose_topics) <= set(section.topics)
    assert checked(inspected).slips == []


def test_a_mend_is_refused_where_the_paragraph_changed_meanwhile(inspected):
    row = wrote(inspected, "Assessment is rated as Good.")
    slip = only(inspected)
    Paragraph.objects.filter(pk=row.pk).update(version=2)
    with pytest.raises(ChangedMeanwhile):
        mend(inspected, slip)
    Paragraph.objects.filter(pk=row.pk).update(node=None)
    with pytest.raises(ChangedMeanwhile):
        mend(inspected, slip, seen=2)


def test_a_finding_is_dismissed_with_a_reason_and_told_again_once_reopened(inspected):
    wrote(inspected, "Mr Ford was told.")
    slip = only(inspected)
    told = {
        "fingerprint": slip.fingerprint,
        "check": slip.finding.check,
        "section": "standard:2.1",
        "found": slip.found,
    }
    more = {"inspection": inspected.inspection, "by": inspected.editor, "at": NOW}
    dismissal = finding_dismiss(**told, because="He chairs the board in public.", **more)
    assert finding_dismiss(**told, because="Again.", **more) == dismissal
    assert checked(inspected).slips == []
    (one,) = checked(inspected).dismissed
    assert one.dismissal.because == "He chairs the board in public."
    wrote(inspected, "Mr Ford was told.")  # the same words in another paragraph are another finding
    assert len(checked(inspected).slips) == 1
    finding_reopen(dismissal_id=dismissal.pk, by=inspected.lead, at=NOW)
    assert len(checked(inspected).slips) == 2
    assert Dismissal.objects.get().reopened_by == inspected.lead


def test_severities_are_a_setting_with_its_history(inspected):
    wrote(inspected, "Mr Ford was told.")
    edition = inspected.inspection.edition
    told = {"edition": edition, "by": inspected.administrator}
    severities_set(wanted={Check.NAME: Severity.WRONG}, seen={Check.NAME: Severity.DOUBTFUL}, **told)
    assert only(inspected).severity is Severity.WRONG
    with pytest.raises(ChangedMeanwhile):
        severities_set(wanted={Check.NAME: Severity.OFF}, seen={Check.NAME: Severity.DOUBTFUL}, **told)
    severities_set(wanted={Check.NAME: Severity.WRONG}, seen={Check.NAME: Severity.WRONG}, **told)  # left alone
    severities_set(wanted={Check.NAME: Severity.OFF}, seen={Check.NAME: Severity.WRONG}, **told)
    assert checked(inspected).slips == []
    assert severities_of(edition)[Check.SUM] is Severity.WRONG
    history = CheckSeverity.pgh_event_model.objects.order_by("pgh_id")
    assert list(history.values_list("severity", "by")) == [(s, inspected.administrator.pk) for s in ("wrong", "off")]


# The page -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def editor(inspected, sign_in):
    return sign_in(inspected.editor)


def address(world, name="report_lint", *more):
    return reverse(name, args=[world.inspection.name, *more])


def posted(slip, **more):
    return {"finding": slip.fingerprint, "seen": slip.spot.paragraph.version, **more}


def test_the_page_shows_each_finding_in_its_sentence_with_its_mend(inspected, editor):
    wrote(inspected, "It began well. Assessment is rated as Good. It ended.")
    html = editor.get(address(inspected)).content.decode()
    assert "Assessment is rated as <mark>Good</mark>." in html
    assert "2.1 Assessment is rated Requires improvement." in html
    assert "Insert “Requires improvement”, live" in html
    assert re.search(r"<strong>1</strong> wrong", html)


def test_one_button_mends_and_says_so(inspected, editor):
    row = wrote(inspected, "Assessment is rated as Good.")
    slip = only(inspected)
    page = editor.post(address(inspected, "finding_mend"), posted(slip, section="standard-2-1"), follow=True)
    assert page.redirect_chain[-1][0] == address(inspected, "section_lint", "standard-2-1")
    assert "Mended: “Requires improvement” stands there now." in read(page.content.decode()).text
    row.refresh_from_db()
    assert row.node["content"][1]["attrs"] == {"source": "rating:2.1", "form": "name"}
    again = editor.post(address(inspected, "finding_mend"), posted(slip), follow=True)
    assert "not there any more" in read(again.content.decode()).text


def test_a_stale_page_mends_nothing(inspected, editor):
    wrote(inspected, "Assessment is rated as Good.")
    page = editor.post(address(inspected, "finding_mend"), posted(only(inspected), seen=7), follow=True)
    assert "Somebody changed this paragraph meanwhile" in read(page.content.decode()).text
    assert only(inspected).put_words == "Requires improvement"


def test_dismissing_needs_a_reason_and_can_be_undone_on_the_page(inspected, editor):
    wrote(inspected, "Mr Ford was told.")
    slip = only(inspected)
    page = editor.post(address(inspected, "finding_dismiss"), posted(slip, because=" "), follow=True)
    assert "Say why it is no slip here. Nothing was saved." in read(page.content.decode()).text
    page = editor.post(address(inspected, "finding_dismiss"), posted(slip, because="Public."), follow=True)
    assert "No slips here (1)" in read(page.content.decode()).text
    editor.post(address(inspected, "finding_reopen", Dismissal.objects.get().pk))
    assert only(inspected).fingerprint == slip.fingerprint


def test_the_check_of_a_section_shows_its_own(inspected, editor):
    wrote(inspected, "Mr Ford was told.")
    wrote(inspected, "Mr Bell was told.", "context")
    text = read(editor.get(address(inspected, "section_lint", "standard-2-1")).content.decode()).text
    assert "Mr Ford" in text and "Mr Bell" not in text
    assert editor.get(address(inspected, "section_lint", "nowhere")).status_code == 404


def test_the_report_leads_to_its_check_for_who_may_open_it(inspected, editor, sign_in):
    build_all(inspected.inspection)
    report = reverse("report", args=[inspected.inspection.name])
    assert address(inspected) in editor.get(report).content.decode()
    assert address(inspected) not in sign_in(inspected.panel).get(report).content.decode()


def test_an_administrator_sets_how_serious_a_check_is(inspected, sign_in):
    admin = sign_in(inspected.administrator)
    at = reverse("report_checks", args=["youth-2021"])
    html = admin.get(at).content.decode()
    assert "Parts that do not add up" in html
    told = {check.value: severity.value for check, severity in severities_of(inspected.inspection.edition).items()}
    told |= {f"was_{check}": severity for check, severity in told.items()}
    assert admin.post(at, told | {"name": "off"}).status_code == 302
    assert CheckSeverity.objects.get().severity == "off"
    page = admin.post(at, told | {"name": "wrong"}).content.decode()
    assert "Somebody else changed one of these meanwhile" in page
    assert "There is a problem" in admin.post(at, {"name": "x"}).content.decode()


def test_queries_are_as_many_whatever_is_written(inspected, editor, django_assert_num_queries):
    build_all(inspected.inspection)
    wrote(inspected, "Mr Ford was told of 51 per cent.")
    editor.get(address(inspected))
    with django_assert_num_queries(QUERIES):
        editor.get(address(inspected))
    for code, slips in SLIPS.items():
        for words, *_ in slips:
            wrote(inspected, words, code)
    inspected.submitted("C9")
    meeting(inspected)
    cited(inspected)
    question(inspected, survey(inspected), counts=[10, 6], answered=16)
    with django_assert_num_queries(QUERIES):
        editor.get(address(inspected))


QUERIES = 35


def test_a_check_that_breaks_takes_neither_the_others_nor_the_page_with_it(inspected, sign_in, monkeypatch, caplog):
    wrote(inspected, "Callum was not heard, in 51 per cent.")
    wrote(inspected, "It was so in 51 per cent.")

    def breaks(passage, *told):
        if "Callum" in passage.text:
            raise IndexError("tuple index out of range")
        return typed_figures(passage, *told)

    def breaks_whole(passages):
        raise ValueError

    monkeypatch.setattr(seeing, "typed_figures", breaks)
    monkeypatch.setattr(seeing, "wrong_sums", breaks_whole)
    found = checked(inspected)
    assert [slip.finding.check for slip in found.slips] == [Check.NAME, Check.FIGURE_CONTRADICTS]
    page = read(sign_in(inspected.editor).get(address(inspected)).content.decode()).text
    assert "A check broke over the report as a whole and 2.1 Assessment" in page
    assert "The check breaks broke over standard:2.1" in caplog.text
