"""Many inspections like the demo's, of which every prompt of D3 is answered; written past the triggers, for speed."""

from collections.abc import Sequence
from typing import Any

MODEL = "fallowdale"


def fill(names: Sequence[str], *, cases: int) -> None:
    """Inspections of these names with so many submitted cases of D3 each."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_statement(), {"model": MODEL, "names": list(names), "cases": cases})
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def answers_per_case() -> int:
    from standards.models import Prompt

    number = "key_question__standard__number__startswith"
    return Prompt.objects.filter(edition__inspections__name=MODEL, **{number: "3."}).count()


def _statement() -> str:
    inspections = _copies("inspections.Inspection", "unnest(%(names)s::text[]) AS made (name)", name="made.name")
    rated = _copies("ratings.RatedStandard", "inspection", inspection_id="inspection.id", number="0")
    fresh = {"wanted": "1", "built": "1", "covered": "1", "failed_because": "''", "causes": "'{}'"}
    sections = _copies("reports.ReportSection", "inspection", inspection_id="inspection.id", **fresh)
    unbuilt = {"wanted": "1", "built": "0", "covered": "0", "step": "0", "failed_because": "''"}
    annexes = _copies("reports.Annexe", "inspection", inspection_id="inspection.id", **unbuilt)
    cases = _copies(
        "inspections.Case",
        "inspection, generate_series(1, %(cases)s) AS n",
        inspection_id="inspection.id",
        reference="'C-' || n",
    )
    submitted = {"state": "'submitted'", "submitted_at": "now()", "reading": "'first'"}
    reviews = _copies(
        "casereviews.CaseReview", "made", inspection_id="made.inspection_id", case_id="made.id", **submitted
    )
    return f"""
    WITH model AS (SELECT id, edition_id FROM inspections_inspection WHERE name = %(model)s),
    model_case AS (
        SELECT min(c.id) AS id FROM inspections_case c JOIN standards_domain domain ON domain.id = c.domain_id
        WHERE c.inspection_id = (SELECT id FROM model) AND domain.code = 'D3'),
    model_review AS (
        SELECT min(id) AS id FROM casereviews_casereview WHERE case_id = (SELECT id FROM model_case)),
    inspection AS ({inspections} WHERE inspections_inspection.id = (SELECT id FROM model) RETURNING id),
    rated AS ({rated} WHERE ratings_ratedstandard.inspection_id = (SELECT id FROM model)),
    section AS ({sections} WHERE reports_reportsection.inspection_id = (SELECT id FROM model)),
    annexe AS ({annexes} WHERE reports_annexe.inspection_id = (SELECT id FROM model)),
    made AS ({cases} WHERE inspections_case.id = (SELECT id FROM model_case) RETURNING id, inspection_id),
    review AS (
        {reviews} WHERE casereviews_casereview.id = (SELECT id FROM model_review) RETURNING id, reader_id)
    INSERT INTO casereviews_answer (review_id, prompt_id, value, note, counts, version, by_id, at)
    SELECT review.id, prompt.id, CASE WHEN review.id %% 3 = 0 THEN 'no' ELSE 'yes' END, '', true, 1, reader_id, now()
    FROM review, standards_prompt prompt
    JOIN standards_keyquestion question ON question.id = prompt.key_question_id
    JOIN standards_standard standard ON standard.id = question.standard_id
    WHERE standard.number LIKE '3.%%' AND prompt.edition_id = (SELECT edition_id FROM model)
    """


def _copies(model: str, beside: str, **others: str) -> str:
    """A copy of rows for each row `beside` them: every column but for a key of its own, with `others` as they say."""
    from django.apps import apps

    meta: Any = apps.get_model(model)._meta
    columns = [field.column for field in meta.concrete_fields if field.column in others or not field.primary_key]
    values = [others.get(column, f"{meta.db_table}.{column}") for column in columns]
    into = f"{meta.db_table} ({', '.join(columns)})"
    return f"INSERT INTO {into} SELECT {', '.join(values)} FROM {meta.db_table}, {beside}"
