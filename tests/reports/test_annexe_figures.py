"""Each figure of the annexe against plain SQL, written from docs/rules.md and not from the Python."""

from typing import Any

import pytest
from django.db import connection

from casereviews.services import sample_membership_set
from inspections.models import Inspection
from reports.annexe.filling import tables_of
from reports.annexe.reading import material_of
from reports.annexe.rules import Audience, Cell, Mark
from tests.factories import NOW
from tests.samples.eligible_rows import sampled

pytestmark = pytest.mark.django_db


def asked(sql: str, inspection: Inspection) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"inspection": inspection.pk})
        return cursor.fetchall()


@pytest.fixture
def found(world_2018) -> Inspection:
    """2018: relevance by facts, cases that fell out, reviews under way, girls and boys, a sample that was drawn."""
    for n in range(7):
        answers = {"2.1.1": "no" if n % 3 == 0 else "yes", "2.1.1.b": "not_relevant" if n == 2 else "no"}
        answers |= {"inspector.risk_of_serious_harm": "low" if n < 2 else "high", "2.3.1": "no" if n == 1 else "yes"}
        world_2018.submitted(f"C{n}", answers=answers, gender="male" if n < 5 else "female")
    world_2018.review("C7", gender="female")
    out = world_2018.submitted("C8", gender="female")
    sample_membership_set(case_id=out.case_id, in_sample=False, because="Moved.", by=world_2018.lead, at=NOW)
    world_2018.submitted("C9", domain="D3", gender="male")
    sampled(world_2018)
    found: Inspection = Inspection.objects.with_names().get(pk=world_2018.inspection.pk)
    return found


def rows(inspection: Inspection, code: str, audience: Audience = Audience.PUBLIC) -> list[tuple[Cell, ...]]:
    tables = tables_of(material_of(inspection), audience)
    return list(next(table.rows for table in tables if table.spec.code == code))


# Percentages by quotient and remainder: half up without Python.
QUESTIONS = """
SELECT standard.number || '.' || question.number,
    count(judgement.id), count(judgement.id) FILTER (WHERE judgement.value = 'yes'),
    (200 * count(judgement.id) FILTER (WHERE judgement.value = 'yes') + count(judgement.id))
        / nullif(2 * count(judgement.id), 0)
FROM standards_keyquestion question
JOIN standards_standard standard ON standard.id = question.standard_id
JOIN standards_domain domain ON domain.id = standard.domain_id
JOIN inspections_inspection inspection ON inspection.edition_id = domain.edition_id
LEFT JOIN (
    casereviews_judgement judgement
    JOIN casereviews_casereview review ON review.id = judgement.review_id AND review.reading = 'first'
        AND review.state IN ('submitted', 'settled')
    JOIN inspections_case sampled ON sampled.id = review.case_id AND sampled.in_sample
) ON judgement.key_question_id = question.id AND judgement.counts AND judgement.value IN ('yes', 'no')
    AND review.inspection_id = inspection.id
WHERE inspection.id = %(inspection)s AND standard.rated_by = 'key_questions'
GROUP BY standard.number, question.number
"""
PROMPTS = """
SELECT standard.number || '.' || question.number || '.' || prompt.letter,
    count(answer.id), count(answer.id) FILTER (WHERE answer.value = 'yes'),
    (200 * count(answer.id) FILTER (WHERE answer.value = 'yes') + count(answer.id)) / nullif(2 * count(answer.id), 0)
FROM standards_prompt prompt
JOIN standards_keyquestion question ON question.id = prompt.key_question_id
JOIN standards_standard standard ON standard.id = question.standard_id
JOIN standards_domain domain ON domain.id = standard.domain_id
JOIN inspections_inspection inspection ON inspection.edition_id = domain.edition_id
LEFT JOIN (
    casereviews_answer answer
    JOIN casereviews_casereview review ON review.id = answer.review_id AND review.reading = 'first'
        AND review.state IN ('submitted', 'settled')
    JOIN inspections_case sampled ON sampled.id = review.case_id AND sampled.in_sample
) ON answer.prompt_id = prompt.id AND answer.counts AND answer.value IN ('yes', 'no')
    AND review.inspection_id = inspection.id
WHERE inspection.id = %(inspection)s AND standard.rated_by = 'key_questions'
GROUP BY standard.number, question.number, prompt.letter
"""


def test_key_questions_and_prompts_equal_plain_sql(found):
    for code, first, sql in (("key_questions", 2, QUESTIONS), ("prompts", 3, PROMPTS)):
        figures = 4 if code == "key_questions" else 6
        ours = {row[first]: row[figures : figures + 3] for row in rows(found, code)}
        theirs = {
            address: (relevant, yes, Mark.NOT_APPLICABLE if percentage is None else percentage)
            for address, relevant, yes, percentage in asked(sql, found)
        }
        assert ours == theirs
        assert len({row[:2] for row in ours.values()}) > 3, "all figures are alike, so this shows little"


READ = """
SELECT domain.code, fact.target, fact.value, count(*)
FROM casereviews_fact fact
JOIN casereviews_casereview review ON review.id = fact.review_id AND review.reading = 'first'
    AND review.state IN ('submitted', 'settled')
JOIN inspections_case sampled ON sampled.id = review.case_id AND sampled.in_sample
JOIN standards_domain domain ON domain.id = sampled.domain_id
WHERE review.inspection_id = %(inspection)s GROUP BY 1, 2, 3
"""


def test_the_children_equal_plain_sql(found):
    theirs = {(domain, target, value): n for domain, target, value, n in asked(READ, found)}
    outline = material_of(found).outline
    texts = {fact.target: fact.text for fact in outline.facts if fact.options}
    ours = {row[:3]: row[5] for row in rows(found, "children", Audience.INSIDE)}
    for (domain, target, value), n in theirs.items():
        if target in texts:
            assert ours[domain, texts[target], value.replace("_", " ").capitalize()] == n
    for domain in ("D2", "D3"):
        sums = {text: sum(n for key, n in ours.items() if key[:2] == (domain, text)) for text in texts.values()}
        assert {n for text, n in sums.items() if (domain, text, "Not given") in ours} == {7 if domain == "D2" else 1}
    assert not any(row[1] == "Area or team" for row in rows(found, "children"))


ELIGIBLE = """
SELECT row.domain, row.given ->> 'fact.gender', count(*)
FROM samples_eligiblerow row JOIN samples_eligibleupload upload ON upload.id = row.upload_id
WHERE upload.inspection_id = %(inspection)s AND upload.state = 'taken' AND row.aside = '' GROUP BY 1, 2
"""
SAMPLED = """
SELECT domain.code, sampled.given ->> 'fact.gender', count(*)
FROM inspections_case sampled JOIN standards_domain domain ON domain.id = sampled.domain_id
WHERE sampled.inspection_id = %(inspection)s AND sampled.in_sample GROUP BY 1, 2
"""


def test_population_and_sample_equal_plain_sql(found):
    ours = {row[:3]: row[3:5] for row in rows(found, "children", Audience.INSIDE) if row[1] == "Gender"}
    for place, sql in enumerate((ELIGIBLE, SAMPLED)):
        theirs = {(domain, "Gender", value.capitalize()): n for domain, value, n in asked(sql, found) if value}
        assert {key: cells[place] for key, cells in ours.items() if key[0] in ("D2", "D3") and cells[place]} == theirs


def test_what_is_public_differs_from_what_is_inside_in_hidden_counts_alone(found):
    public, inside = rows(found, "children"), rows(found, "children", Audience.INSIDE)
    assert any(Mark.HIDDEN in row for row in public) and not any(Mark.HIDDEN in row for row in inside)
    for ours, theirs in zip(public, inside, strict=True):
        for shown, count in zip(ours[3:], theirs[3:], strict=True):
            assert shown in (count, Mark.HIDDEN)
            assert shown is Mark.HIDDEN or isinstance(shown, Mark) or shown == 0 or shown >= 5
    for code in ("key_questions", "prompts", "disposals"):
        assert rows(found, code) == rows(found, code, Audience.INSIDE)


METHOD = """
SELECT domain.code, count(*) FILTER (WHERE in_sample), count(*) FILTER (WHERE NOT in_sample),
    count(*) FILTER (WHERE in_sample AND EXISTS (SELECT FROM casereviews_casereview review
        WHERE review.case_id = sampled.id AND reading = 'first' AND state IN ('submitted', 'settled')))
FROM inspections_case sampled JOIN standards_domain domain ON domain.id = sampled.domain_id
WHERE sampled.inspection_id = %(inspection)s GROUP BY 1
"""
DISPOSALS = """
SELECT domain.code, kind.many, count(*) FROM inspections_case sampled
JOIN standards_domain domain ON domain.id = sampled.domain_id
JOIN standards_disposaltype kind ON kind.id = sampled.disposal_type_id
WHERE sampled.inspection_id = %(inspection)s AND in_sample GROUP BY 1, 2
"""
READERS = """
SELECT count(DISTINCT reader_id), count(*), count(*) FILTER (WHERE state IN ('submitted', 'settled'))
FROM casereviews_casereview review JOIN inspections_case sampled ON sampled.id = review.case_id AND sampled.in_sample
WHERE review.inspection_id = %(inspection)s AND reading = 'first'
"""


def test_method_disposals_and_readers_equal_plain_sql(found):
    ours = {row[0]: row[8:11] for row in rows(found, "method") if row[8] or row[9]}
    assert ours == {domain: (sample, out, submitted) for domain, sample, out, submitted in asked(METHOD, found)}
    disposals: dict[tuple[Cell, str], int] = {}
    for domain, _, kind, _, cases in rows(found, "disposals"):
        key = domain, str(kind).lower()
        disposals[key] = disposals.get(key, 0) + cases
    assert {key: n for key, n in disposals.items() if n} == {
        (domain, kind.lower()): n for domain, kind, n in asked(DISPOSALS, found)
    }
    assert rows(found, "readers")[0][1:] == asked(READERS, found)[0]
    assert rows(found, "method")[0][5:8] == (40, 33, 10), "eligible, suggested, and what was drawn"
