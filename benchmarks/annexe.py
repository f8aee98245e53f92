"""Every answer behind an annexe as CSV, over HTTP with all of it, against COPY TO of the same rows in the same run.

The yardstick is a bare COPY of the same columns, in no order, read by psycopg and thrown away. Ours signs in, asks who
may, puts on record who took it, keeps formulas from running, puts the rows in order and streams them. Memory is the
peak of the gunicorn worker during the download, for a tenth of the answers and for all. Last, an annexe is built of
the largest inspection.
"""

import http.client
import os
import statistics
import time
from pathlib import Path
from typing import Any

from benchmarks.filling import answers_per_case, fill
from benchmarks.stand import Sheet, alternate, demo_data, served, session_of

SIZES = (81_000, 810_000)
LIMIT, ROUNDS, WARM_UP = 3.0, 5, 1
FLAT_WITHIN = 4.0  # MiB that the peak may grow by

BARE = """
COPY (
    SELECT sampled.reference, domain.code, standard.number || '.' || question.number || '.' || prompt.letter, 'prompt',
        answer.value, answer.counts, review.state, sampled.in_sample, review.reading
    FROM casereviews_answer answer
    JOIN casereviews_casereview review ON review.id = answer.review_id
    JOIN inspections_case sampled ON sampled.id = review.case_id
    JOIN standards_prompt prompt ON prompt.id = answer.prompt_id
    JOIN standards_keyquestion question ON question.id = prompt.key_question_id
    JOIN standards_standard standard ON standard.id = question.standard_id
    JOIN standards_domain domain ON domain.id = standard.domain_id
    WHERE review.inspection_id = %(inspection)s
) TO STDOUT (FORMAT csv)
"""


def made(answers: int) -> tuple[str, int]:
    """An inspection with that many answers, or a few more; its name and how many."""
    from inspections.models import Inspection, TeamMember

    name = f"annexe-{answers}"
    cases = -(-answers // answers_per_case())
    fill([name], cases=cases)
    lead = TeamMember.objects.get(inspection__name="fallowdale", role="lead").person
    TeamMember.objects.create(inspection=Inspection.objects.get(name=name), person=lead, role="lead")
    return name, cases * answers_per_case()


def copied(statement: str, told: dict[str, Any]) -> int:
    """Rows of a COPY, read and thrown away."""
    from django.db import connection

    with connection.cursor() as cursor, cursor.copy(statement, told) as rows:
        return sum(1 for _ in rows)


def downloaded(port: int, session: str, name: str) -> int:
    """Lines of the download, read in pieces and thrown away."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Cookie": f"sessionid={session}", "Host": "127.0.0.1"}
    client.request("GET", f"/inspections/{name}/report/annexe/answers.csv", headers=headers)
    response = client.getresponse()
    assert response.status == 200, response.status
    lines = 0
    while piece := response.read(64 * 1024):
        lines += piece.count(b"\n")
    client.close()
    return lines - 1


def worker_of(parent: int) -> int:
    """The gunicorn worker below this process."""
    below = [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if parent_of(stat) == parent]
    grandchildren = [pk for pk in below if b"gunicorn" in Path(f"/proc/{pk}/cmdline").read_bytes()]
    found = [worker_of(pk) or pk for pk in grandchildren]
    return found[0] if found else 0


def parent_of(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def peak_of(pid: int) -> float:
    """MiB of memory held at most since the last reset."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def peak_reset(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def measured(sheet: Sheet, port: int, name: str, answers: int) -> float:
    """Prints the ratios of one inspection; gives the worker's peak during a download, in MiB."""
    from inspections.models import Inspection, TeamMember
    from reports.annexe.answers import ANSWERS

    inspection = Inspection.objects.with_names().get(name=name)
    session = session_of(TeamMember.objects.get(inspection=inspection, role="lead").person.email)
    told = {"inspection": inspection.pk, "edition": inspection.edition_id, "runs": ["="]}

    def ours(_: int) -> None:
        lines = downloaded(port, session, name)
        assert lines == answers, (lines, answers)

    def bare(_: int) -> None:
        assert copied(BARE, {"inspection": inspection.pk}) == answers

    def in_order(_: int) -> None:
        assert copied(ANSWERS, told) == answers

    whole, yardstick, ordered = map(statistics.median, alternate([ours, bare, in_order], ROUNDS, WARM_UP))
    sheet.say()
    sheet.say(f"{answers:,} answers, {ROUNDS} rounds by turns, medians")
    sheet.ratio("CSV over HTTP, against COPY TO", whole, yardstick, LIMIT)
    sheet.say(f"  of that PostgreSQL, with our columns in our order: {ordered:.0f} ms")
    worker = worker_of(os.getpid())
    peak_reset(worker)
    ours(0)
    peak = peak_of(worker)
    sheet.say(f"  peak memory of the worker during a download: {peak:.1f} MiB")
    return peak


def built(sheet: Sheet, name: str) -> None:
    from django.utils import timezone

    from inspections.models import Inspection
    from reports.annexe.services import annexe_build

    pk = Inspection.objects.get(name=name).pk
    start = time.perf_counter()
    annexe_build(inspection_id=pk, at=timezone.now(), waited=True)
    sheet.say()
    sheet.say(f"Its annexe, all six files, built in {time.perf_counter() - start:.1f} s")


def main() -> None:
    sheet = Sheet("annexe", "Every answer as CSV (one gunicorn worker, PostgreSQL without fsync)")
    with demo_data(), served() as port:
        peaks = []
        for size in SIZES:
            name, answers = made(size)
            peaks.append(measured(sheet, port, name, answers))
        growth = peaks[-1] - peaks[0]
        verdict = "flat" if growth <= FLAT_WITHIN else "NOT FLAT"
        sheet.say(f"  ten times the answers: {growth:+.1f} MiB (limit {FLAT_WITHIN:g} MiB, {verdict})")
        built(sheet, name)
    sheet.keep()


if __name__ == "__main__":
    main()
