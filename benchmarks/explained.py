"""The pages that explain ratings, against the one GROUP BY that their figures come from.

The whole ratings page with the lens and the intervals of every standard, over HTTP with all of it (session, access), in
an inspection of 14 and of 125 cases whose eligible cases are known; then a standard's page, what an open page asks for
every ten seconds, the cases behind a figure, and slices. Intervals are kept once they are worked out, so what the first
look at new counts costs is told apart.
"""

import statistics
from typing import TYPE_CHECKING

from benchmarks.pages import SIZES, queries_of
from benchmarks.stand import Browser, Sheet, alternate, demo_data, served, session_of

if TYPE_CHECKING:
    from casereviews.models import CaseReview

LIMIT = 20.0
ROUNDS = 100
PAGES = {
    "the ratings page": "ratings/",
    "the page of a standard": "ratings/2.1/",
    "the lens, asked for again": "ratings/2.1/lens/",
    "the cases behind a figure": "figures/2.1.1/",
    "slices of a standard by gender": "slices/?of=2.1&by=fact.gender",
}


def of_inspection(sheet: Sheet, port: int, cases: int, review: "CaseReview") -> None:
    from django.test import Client

    from casereviews.models import Judgement
    from inspections.models import TeamMember

    sheet.say()
    sheet.say(f"An inspection of {cases} cases")
    lead = TeamMember.objects.select_related("person").get(inspection=review.inspection_id, role="lead").person
    browser, client = Browser(port, session_of(lead.email)), Client()
    client.force_login(lead)

    def group_by(n: int) -> None:
        assert Judgement.objects.counted(review.inspection_id, closed_only=False).counts_by_question()

    for label, page in PAGES.items():
        path = f"/inspections/{review.inspection.name}/{page}"

        def over_http(n: int, path: str = path) -> None:
            status, _ = browser.request("GET", path)
            assert status == 200, status

        def in_process(n: int, path: str = path) -> None:
            assert client.get(path).status_code == 200

        in_process(0)
        queries = queries_of(lambda asked=in_process: asked(0))
        ours, inside, theirs = alternate([over_http, in_process, group_by], ROUNDS)
        m = statistics.median
        sheet.ratio(f"{label}, median", m(ours), m(theirs), LIMIT)
        sheet.say(f"  of that in process, without gunicorn: {m(inside):.2f} ms; {queries} queries")


def first_look(sheet: Sheet, review: "CaseReview") -> None:
    """The lens and the intervals of every standard alone, nothing of them kept."""
    from inspections.models import Inspection
    from ratings.figures import ratings_page
    from ratings.lens import lens_on
    from ratings.rules import interval, same_band
    from ratings.sure import eligible_of, sure_of

    inspection = Inspection.objects.with_names().get(pk=review.inspection_id)
    page, eligible = ratings_page(inspection), eligible_of(inspection)

    def lenses(n: int) -> None:
        for standard in page.standards:
            lens_on(standard, page.figures)

    def sure(n: int) -> None:
        for standard in page.standards:
            sure_of(standard, eligible, page.figures)

    def sure_anew(n: int) -> None:
        interval.cache_clear()
        same_band.cache_clear()
        sure(n)

    m = statistics.median
    lens, anew, kept = (m(times) for times in alternate([lenses, sure_anew, sure], ROUNDS))
    sheet.say(f"of {sum(eligible.counts.values())} eligible cases, all standards together, medians:")
    sheet.say(f"  every lens {lens:.2f} ms; every interval worked out anew {anew:.2f} ms, as kept {kept:.2f} ms")


def main() -> None:
    sheet = Sheet("explained", "Ratings that explain themselves (one gunicorn worker, PostgreSQL without fsync)")
    with demo_data(), served() as port:
        from django.utils import timezone

        from accounts.models import Person
        from benchmarks.fieldwork import fieldwork_made
        from inspections.models import Inspection
        from inspections.rules import Role
        from inspections.services import team_member_add
        from published.demo import ADMINISTRATOR, SERVICE_CONTACT
        from published.services.eligible import eligible_send

        contact = Person.objects.get(email=SERVICE_CONTACT.email)
        admin = Person.objects.get(email=ADMINISTRATOR.email)
        for name, size in SIZES.items():
            review = fieldwork_made(name, size, "D2")
            inspection = Inspection.objects.with_names().get(pk=review.inspection_id)
            team_member_add(by=admin, inspection=inspection, person=contact, role=Role.SERVICE_CONTACT)
            cases = inspection.cases.select_related("domain", "disposal_type", "inspection").order_by("reference")
            eligible_send(inspection=inspection, cases=cases, by=contact, at=timezone.now())
            of_inspection(sheet, port, size, review)
            first_look(sheet, review)
    sheet.keep()


if __name__ == "__main__":
    main()
