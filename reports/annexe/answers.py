"""Every answer behind an annexe as CSV, one row each, for the inspectorate alone: no name, no note, no reason.

PostgreSQL writes the rows (COPY), we only hand them on in pieces, so memory is the same for any number of them.
"""

from collections.abc import Iterator

from django.db import connection

from accounts.spreadsheets import RUNS

COLUMNS = ("case", "domain", "address", "kind", "value", "counts", "submitted", "in_sample", "reading")
PIECE = 64 * 1024  # bytes

# `counts` says whether it is in the annexe: the same condition as AnswerQuerySet.counted. A reference that begins like
# a formula has an apostrophe before it, as accounts.spreadsheets does.
ANSWERS = """
COPY (
    SELECT CASE WHEN left(sampled.reference, 1) = ANY(%(runs)s) THEN '''' ELSE '' END || sampled.reference,
        found.domain, found.address, found.kind, given.value,
        CASE WHEN given.counts AND given.value IN ('yes', 'no') AND review.state IN ('submitted', 'settled')
            THEN 'yes' ELSE 'no' END,
        CASE WHEN review.state IN ('submitted', 'settled') THEN 'yes' ELSE 'no' END,
        CASE WHEN sampled.in_sample THEN 'yes' ELSE 'no' END,
        review.reading
    FROM casereviews_casereview review
    JOIN inspections_case sampled ON sampled.id = review.case_id
    CROSS JOIN LATERAL (
        SELECT 'prompt' AS kind, prompt_id AS asked, value, counts FROM casereviews_answer WHERE review_id = review.id
        UNION ALL
        SELECT 'judgement', key_question_id, value, counts FROM casereviews_judgement WHERE review_id = review.id
    ) given
    JOIN (
        SELECT 'judgement' AS kind, question.id AS asked, domain.code AS domain,
            standard.number || '.' || question.number AS address
        FROM standards_keyquestion question
        JOIN standards_standard standard ON standard.id = question.standard_id
        JOIN standards_domain domain ON domain.id = standard.domain_id
        WHERE domain.edition_id = %(edition)s
        UNION ALL
        SELECT 'prompt', prompt.id, domain.code, standard.number || '.' || question.number || '.' || prompt.letter
        FROM standards_prompt prompt
        JOIN standards_keyquestion question ON question.id = prompt.key_question_id
        JOIN standards_standard standard ON standard.id = question.standard_id
        JOIN standards_domain domain ON domain.id = standard.domain_id
        WHERE domain.edition_id = %(edition)s
    ) found ON found.kind = given.kind AND found.asked = given.asked
    WHERE review.inspection_id = %(inspection)s AND given.value <> ''
    ORDER BY sampled.reference, review.reading, found.address
) TO STDOUT (FORMAT csv)
"""


def answers_csv(inspection_id: int, edition_id: int) -> Iterator[bytes]:
    """UTF-8 with its mark, in pieces of some 64 KiB."""
    piece = bytearray(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\n")
    told = {"inspection": inspection_id, "edition": edition_id, "runs": list(RUNS)}
    with connection.cursor() as cursor, cursor.copy(ANSWERS, told) as rows:
        for row in rows:
            piece += row
            if len(piece) >= PIECE:
                yield bytes(piece)
                piece.clear()
    yield bytes(piece)
