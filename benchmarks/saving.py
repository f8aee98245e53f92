"""One answer saved through the whole stack, against the same upsert and audit row in a bare Django view.

Same gunicorn, same database, in turns. Then what each layer costs, and whether it stays flat as the database grows.
"""

import statistics

from benchmarks.filling import fill
from benchmarks.stand import Browser, Sheet, alternate, demo_data, p95, served, session_of

LIMIT = 4.5
ROUNDS = 400
CASES = 10  # of each inspection beside the one that is saved to
FLAT_WITHIN = 1.25


def saving(sheet: Sheet, port: int, label: str) -> tuple[float, float]:
    from casereviews.models import CaseReview
    from reports.models import ReportSection
    from standards.models import Prompt

    reviews = CaseReview.objects.filter(inspection__name="fallowdale", case__domain__code="D3").order_by("pk")
    review, other = reviews.filter(state="in_progress").first(), reviews.filter(state="not_started").first()
    assert review is not None and other is not None
    browser = Browser(port, session_of(review.reader.email))
    first = {"letter": "a", "key_question__number": 1, "key_question__standard__number": "3.1"}
    prompt = Prompt.objects.get(edition=review.inspection.edition_id, **first)
    target, path = "3.1.1.a", f"/reviews/{review.pk}/standards/3.1/"
    version = review.answers.filter(prompt=prompt).values_list("version", flat=True).first() or 0

    def ours(n: int) -> None:
        nonlocal version
        value = ("yes", "no")[n % 2]
        data = {f"v-{target}": value, f"n-{target}": f"Note {n} {label}", f"s-{target}": str(version), "stay": "1"}
        status, _ = browser.request("POST", path, data)
        assert status == 302, status
        version += 1

    bare = Browser(port)

    def theirs(n: int) -> None:
        value = ("yes", "no")[n % 2]
        data = {"review": other.pk, "prompt": prompt.pk, "value": value, "note": f"Note {n} {label}"}
        status, _ = bare.request("POST", "/bare/save/", {**data, "version": str(n + 1), "by": other.reader_id})
        assert status == 200, status

    def built(n: int) -> None:
        """As if a worker kept up: without one no build ever ends, and only the first save would send its message."""
        ReportSection.objects.filter(inspection=review.inspection_id).update(queued_at=None)

    mine, yardstick, _ = alternate([ours, theirs, built], ROUNDS)
    sheet.ratio(f"save one answer, median, {label}", statistics.median(mine), statistics.median(yardstick), LIMIT)
    sheet.say(f"  p95: {p95(mine):.2f} ms against {p95(yardstick):.2f} ms")
    return statistics.median(mine), statistics.median(yardstick)


def layers(sheet: Sheet, port: int, whole: float) -> None:
    """What a save is made of: a post that changes nothing, and the service in process, with and without listeners."""
    from django.utils import timezone

    from casereviews.models import CaseReview
    from casereviews.rules import Change
    from casereviews.services import changes_apply
    from inspections.events import figures_changed
    from reports.broker import builds_send
    from reports.models import ReportSection

    reviews = CaseReview.objects.filter(inspection__name="fallowdale", case__domain__code="D3", state="in_progress")
    review = reviews.order_by("-pk").first()
    assert review is not None
    signed_in = Browser(port, session_of(review.reader.email))
    seen = 0  # a conflict of the first save tells the version, in the warm-up

    def post_nothing(n: int) -> None:
        status, _ = signed_in.request("POST", f"/reviews/{review.pk}/standards/3.1/", {"s-3.1.1.b": "0", "stay": "1"})
        assert status == 302, status

    def service(n: int) -> None:
        nonlocal seen
        change = Change("3.1.1.a", seen, ("yes", "no")[n % 2], f"Layer {n}")
        receipt = changes_apply(review_id=review.pk, changes=[change], by=review.reader, at=timezone.now())
        seen = receipt.outcomes[0].version

    def message(n: int) -> None:
        assert builds_send([0])

    def built(n: int) -> None:
        ReportSection.objects.filter(inspection=review.inspection_id).update(queued_at=None)

    everything, nothing, sent, _ = alternate([service, post_nothing, message, built], 200)
    receivers = figures_changed.receivers
    figures_changed.receivers = []
    figures_changed.sender_receivers_cache.clear()
    alone = alternate([service], 200)[0]
    figures_changed.receivers = receivers
    figures_changed.sender_receivers_cache.clear()
    m = statistics.median
    sheet.say("What each layer costs (medians):")
    sheet.say(f"  the whole save over HTTP                                    {whole:.2f} ms")
    sheet.say(f"  a post that changes nothing: sign-in, roles, lock, read     {m(nothing):.2f} ms")
    sheet.say(f"  the service in process, with its listeners                  {m(everything):.2f} ms")
    sheet.say(f"  of that, rated standards, sections and the build's message  {m(everything) - m(alone):.2f} ms")
    sheet.say(f"  of that, the build's message alone                          {m(sent):.2f} ms")


def main() -> None:
    sheet = Sheet("saving", "Saving one answer (one gunicorn worker, PostgreSQL without fsync)")
    with demo_data(), served() as port:
        fill([f"filler-{n}" for n in range(10)], cases=CASES)
        few, few_bare = saving(sheet, port, "14 inspections")
        layers(sheet, port, few)
        fill([f"filler-{n}" for n in range(10, 1000)], cases=CASES)
        many, many_bare = saving(sheet, port, "1,004 inspections")
        growth = (many / many_bare) / (few / few_bare)
        verdict = "flat" if growth <= FLAT_WITHIN else "NOT FLAT"
        sheet.say(f"from 14 to 1,004 inspections the ratio grows {growth:.2f} × (limit {FLAT_WITHIN} ×, {verdict})")
    sheet.keep()


if __name__ == "__main__":
    main()
