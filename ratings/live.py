"""The lens on one standard as it is at this moment: on submitted reviews, and on every judgement so far."""

from dataclasses import dataclass
from hashlib import sha256

from casereviews.models import Judgement
from inspections.models import Inspection
from ratings.figures import CASES, CLOSED_STATES
from ratings.lens import Lens, lens_of
from ratings.structure import ReadCase, Reviews, votes_by_case, votes_on
from standards.outline import outline_of


@dataclass(frozen=True, slots=True)
class Live:
    submitted: Lens
    so_far: Lens

    @property
    def is_one(self) -> bool:
        """Nothing is judged that is not submitted: both say the same."""
        return self.submitted.votes == self.so_far.votes

    @property
    def shown(self) -> str:
        """The submitted counts, as a page that was opened on them carries them."""
        return " ".join(f"{tally.yes}/{tally.relevant}" for tally in self.submitted.result.tallies)

    @property
    def token(self) -> str:
        """Another one whenever anything that the lens shows is another."""
        said = [
            (lens.reviews.submitted, lens.reviews.cases, [(case.reference, vote) for case, vote in lens.votes.items()])
            for lens in (self.submitted, self.so_far)
        ]
        return sha256(repr(said).encode()).hexdigest()[:16]


def live_of(inspection: Inspection, number: str) -> Live:
    """Two queries, however many cases there are. Raises KeyError for a number that the edition does not have."""
    outline = outline_of(inspection.edition)
    standard = outline.standards[number]
    rows = CASES.rows(inspection.pk)
    cases = {pk: ReadCase(reference, review_id) for pk, reference, review_id, *_ in rows}
    closed = {pk for pk, *_, state in rows if state in CLOSED_STATES}
    there = {pk for pk, *_, domain, _ in rows if domain == standard.domain}
    votes = votes_on(standard, Judgement.objects.votes_of(inspection.pk, closed_only=False))

    def seen(some: set[int]) -> Lens:
        judged = {pk: row for pk, row in votes.items() if pk in some}
        return lens_of(
            standard,
            votes_by_case(judged, cases),
            reviews=Reviews(len(closed & there), len(there)),
            figures=outline.figures,
            service_word=inspection.service_word,
        )

    return Live(submitted=seen(closed), so_far=seen(set(cases)))
