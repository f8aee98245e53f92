"""A device's 60 answers in one request, against the same 60 upserts and 60 audit rows in one bare transaction.

Same gunicorn, same database, in turns. The bare view writes them in one statement, whose trigger writes the audit rows.
"""

import json
import statistics
from uuid import uuid4

from benchmarks.stand import Browser, Sheet, alternate, demo_data, p95, served, session_of

LIMIT = 4.0
ANSWERS = 60
ROUNDS = 100


def main() -> None:
    sheet = Sheet("flush", "A flush of 60 answers (one gunicorn worker, PostgreSQL without fsync)")
    with demo_data(), served() as port:
        from django.db.models import F

        from casereviews.models import CaseReview
        from casereviews.services.changes import sheet_of
        from reports.models import ReportSection

        reviews = CaseReview.objects.filter(inspection__name="fallowdale", case__domain__code="D2")
        review = reviews.filter(state="in_progress").order_by("pk").first()
        other = CaseReview.objects.filter(inspection__name="fallowdale", state="not_started").order_by("pk").first()
        assert review is not None and other is not None
        asked = sheet_of(CaseReview.objects.read(review.pk))
        prompts = [p for q in asked.questions for p in q.prompts][:ANSWERS]
        versions = {target: row.version for target, row in asked.rows.answers.items()}
        browser, bare = Browser(port, session_of(review.reader.email)), Browser(port)
        path = f"/reviews/{review.pk}/changes/"

        def ours(n: int) -> None:
            changes = [
                {
                    "id": str(uuid4()),
                    "target": prompt.address,
                    "seen": versions.get(prompt.address, 0),
                    "value": ("yes", "no")[n % 2],
                    "note": f"Note {n}",
                }
                for prompt in prompts
            ]
            status, body = browser.send(path, json.dumps({"changes": changes}))
            assert status == 200, status
            results = json.loads(body)["results"]
            assert {result["status"] for result in results} == {"saved"}, results[0]
            for prompt, result in zip(prompts, results, strict=True):
                versions[prompt.address] = result["version"]

        def theirs(n: int) -> None:
            rows = [[other.pk, p.pk, ("yes", "no")[n % 2], f"Note {n}", n + 1, other.reader_id] for p in prompts]
            status, _ = bare.send("/bare/flush/", json.dumps(rows))
            assert status == 200, status

        def built(n: int) -> None:
            ReportSection.objects.filter(inspection=review.inspection_id).update(queued_at=None, built=F("wanted"))

        mine, yardstick, _ = alternate([ours, theirs, built], ROUNDS)
        what = f"a flush of {len(prompts)} answers, median"
        sheet.ratio(what, statistics.median(mine), statistics.median(yardstick), LIMIT)
        sheet.say(f"  p95: {p95(mine):.2f} ms against {p95(yardstick):.2f} ms")
        sheet.say(f"  an answer of it costs {statistics.median(mine) / len(prompts):.2f} ms")
    sheet.keep()


if __name__ == "__main__":
    main()
