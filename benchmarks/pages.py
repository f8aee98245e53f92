"""Pages as served, against the least that each could cost.

The largest standard's page and the whole-case view: over HTTP with everything (session, access, the opening on record)
against rendering the same HTML by jinja2 alone, in process, from values at hand. The lead's page: over HTTP against its
one GROUP BY. Each in an inspection of 14 and of 125 cases, with the queries it takes. The whole report, from its stored
sections: over HTTP against the one query that reads their bodies.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.stand import Browser, Sheet, alternate, demo_data, p95, served, session_of

if TYPE_CHECKING:
    from casereviews.models import CaseReview
    from standards.structure import StandardOutline

LIMIT = 5.0
MOST_QUERIES = 6
LEAD_LIMIT = 20.0  # for orientation: nothing was promised of this page
REPORT = "rotherham-2020"  # of the demo's reports the one with the most tables
REPORT_LIMIT = 20.0  # for orientation, likewise
REPORT_QUERIES = 8
ROUNDS = 200
FLAT_WITHIN = 1.25
SIZES = {"fourteen": 14, "many": 125}


@dataclass(frozen=True)
class ReviewPage:
    label: str
    path: str


def reading(sheet: Sheet, port: int, review: "CaseReview", found: ReviewPage) -> float:
    """Prints one page's ratio and queries, and returns its median over HTTP in milliseconds."""
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.test import Client, RequestFactory
    from django.urls import resolve

    from benchmarks.yardstick import difference, template_of

    browser, client = Browser(port, session_of(review.reader.email)), Client()
    client.force_login(review.reader)

    def over_http(n: int) -> bytes:
        status, body = browser.request("GET", found.path)
        assert status == 200, status
        return body

    def in_process(n: int) -> None:
        assert client.get(found.path).status_code == 200

    asked = RequestFactory().get(found.path)
    asked.user = review.reader
    asked._messages = CookieStorage(asked)  # type: ignore[attr-defined]
    view = resolve(found.path)

    def by_view(n: int) -> None:
        assert view.func(asked, *view.args, **view.kwargs).status_code == 200

    def by_jinja(n: int) -> str:
        return template.render(v=values)

    body = over_http(0).decode()
    template, values = template_of(body)
    parted = difference(body, by_jinja(0))
    assert not parted, f"{found.path}: {parted}"
    queries = queries_of(lambda: in_process(0))
    ours, inside, alone, theirs = alternate([over_http, in_process, by_view, by_jinja], ROUNDS)
    m = statistics.median
    sheet.ratio(f"{found.label}, {len(body) / 1024:.0f} KiB, median", m(ours), m(theirs), LIMIT)
    sheet.say(
        f"  p95: {p95(ours):.2f} ms against {p95(theirs):.2f} ms; fastest {min(ours):.2f} against {min(theirs):.2f}"
    )
    sheet.say(f"  of that in process, without gunicorn: {m(inside):.2f} ms")
    sheet.say(f"  the view alone, its queries and the page: {m(alone):.2f} ms = {m(alone) / m(theirs):.2f} ×")
    _say_queries(sheet, queries)
    return m(ours)


def leading(sheet: Sheet, port: int, review: "CaseReview", label: str) -> float:
    """The lead's page of an inspection against the one GROUP BY that its figures come from."""
    from django.test import Client

    from casereviews.models import Judgement
    from inspections.models import TeamMember

    lead = TeamMember.objects.select_related("person").get(inspection=review.inspection_id, role="lead").person
    path = f"/inspections/{review.inspection.name}/"
    browser, client = Browser(port, session_of(lead.email)), Client()
    client.force_login(lead)

    def over_http(n: int) -> None:
        status, _ = browser.request("GET", path)
        assert status == 200, status

    def in_process(n: int) -> None:
        assert client.get(path).status_code == 200

    def group_by(n: int) -> None:
        assert Judgement.objects.counted(review.inspection_id, closed_only=False).counts_by_question()

    in_process(0)
    queries = queries_of(lambda: in_process(0))
    ours, inside, theirs = alternate([over_http, in_process, group_by], ROUNDS)
    m = statistics.median
    sheet.ratio(f"{label}, median", m(ours), m(theirs), LEAD_LIMIT)
    sheet.say(f"  of that in process, without gunicorn: {m(inside):.2f} ms; {queries} queries")
    return m(ours)


def reporting(sheet: Sheet, port: int) -> None:
    """The whole report, draft and to read, against one query of its bodies."""
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from inspections.models import Inspection, TeamMember
    from reports.services import sections_build, sections_want_all

    inspection = Inspection.objects.get(name=REPORT)
    ids = sections_want_all(inspection_id=inspection.pk, at=timezone.now())
    sections_build(ids=ids, at=timezone.now(), waited=True)
    editor = TeamMember.objects.select_related("person").get(inspection=inspection, role="editor").person
    browser, client = Browser(port, session_of(editor.email)), Client()
    client.force_login(editor)

    def bodies(n: int) -> None:
        with connection.cursor() as cursor:
            query = "SELECT body FROM reports_reportsection WHERE inspection_id = %s ORDER BY position"
            cursor.execute(query, [inspection.pk])
            assert len(cursor.fetchall()) == len(ids)

    sheet.say()
    for label, path in (("draft", ""), ("to read", "read/")):
        address = f"/inspections/{REPORT}/report/{path}"

        def over_http(n: int, address: str = address) -> bytes:
            status, body = browser.request("GET", address)
            assert status == 200, status
            return body

        def in_process(n: int, address: str = address) -> None:
            assert client.get(address).status_code == 200

        size = len(over_http(0)) / 1024
        in_process(0)
        queries = queries_of(lambda act=in_process: act(0))  # type: ignore[misc]
        ours, inside, theirs = alternate([over_http, in_process, bodies], ROUNDS)
        m = statistics.median
        told = f"the report of {REPORT}, {label}, {len(ids)} sections, {size:.0f} KiB, against one query of its bodies"
        sheet.ratio(f"{told}, median", m(ours), m(theirs), REPORT_LIMIT)
        verdict = "within" if queries <= REPORT_QUERIES else "OVER"
        sheet.say(f"  of that in process: {m(inside):.2f} ms; {queries} queries (limit {REPORT_QUERIES}, {verdict})")


def queries_of(deed: Callable[[], None]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)


def _say_queries(sheet: Sheet, queries: int) -> None:
    verdict = "within" if queries <= MOST_QUERIES else "OVER"
    sheet.say(f"  {queries} queries (limit {MOST_QUERIES}, {verdict})")


def of_inspection(
    sheet: Sheet, port: int, cases: int, review: "CaseReview", standard: "StandardOutline"
) -> list[float]:
    """Medians over HTTP of the standard's page, the whole case and the lead's page."""
    sheet.say()
    sheet.say(f"An inspection of {cases} cases")
    at = f"/reviews/{review.pk}/"
    prompts = sum(len(question.prompts) for question in standard.questions)
    one = f"page of standard {standard.number} ({prompts} prompts)"
    path = f"{at}standards/{standard.number}/"
    page, whole = ReviewPage(one, path), ReviewPage("the whole case", f"{at}whole/")
    return [
        reading(sheet, port, review, page),
        reading(sheet, port, review, whole),
        leading(sheet, port, review, "the lead’s page against its GROUP BY"),
    ]


def main() -> None:
    sheet = Sheet("pages", "Pages (one gunicorn worker, PostgreSQL without fsync)")
    with demo_data(), served() as port:
        reporting(sheet, port)
        from benchmarks.fieldwork import EDITION, fieldwork_made, largest_standard

        edition, standard = largest_standard()
        assert edition == EDITION, f"fieldwork.py makes cases of {EDITION}; the largest standard is in {edition}"
        reviews = {size: fieldwork_made(name, size, standard.domain) for name, size in SIZES.items()}
        few, many = (of_inspection(sheet, port, size, review, standard) for size, review in reviews.items())
        sheet.say()
        for what, before, after in zip(("the standard’s page", "the whole case"), few, many, strict=False):
            verdict = "flat" if after <= FLAT_WITHIN * before else "NOT FLAT"
            sheet.say(f"from 14 to 125 cases {what} takes {after / before:.2f} × (limit {FLAT_WITHIN} ×, {verdict})")
        sheet.say(f"from 14 to 125 cases the lead’s page, which lists them, takes {many[2] / few[2]:.2f} ×")
    sheet.keep()


if __name__ == "__main__":
    main()
