"""What is lost when an imported inspection is deleted: everything that people did to it since."""

from django.db.models import Q

from casereviews.models import Answer, CaseOpening, CaseReview, Fact, Judgement
from casereviews.rules import State
from evidence.models import Evidence, StrengthOrArea
from inspections.models import Case, Inspection
from ratings.models import Decision, Proposal
from standards.wording import date_words, joined, plural


def losses_of(inspection: Inspection) -> tuple[str, ...]:
    """Sentences. Imported rows are dated before the import; what is dated after it was done by hand."""
    since = inspection.created_at
    reviewed = Q(review__inspection=inspection, at__gt=since)
    decided = Q(inspection=inspection, at__gt=since)
    recorded = Q(inspection=inspection, recorded_at__gt=since)
    counts = (
        (Answer.objects.filter(reviewed).count(), "answer", "answers"),
        (Judgement.objects.filter(reviewed).count(), "judgement", "judgements"),
        (Fact.objects.filter(reviewed).count(), "fact", "facts"),
        (Case.objects.filter(inspection=inspection, changed_at__gt=since).count(), "case", "cases"),
        (_reviews_moved(inspection), "review", "reviews"),
        (Proposal.objects.filter(decided).count(), "proposal", "proposals"),
        (Decision.objects.filter(decided).count(), "panel decision", "panel decisions"),
        (Evidence.objects.filter(recorded).count(), "piece of evidence", "pieces of evidence"),
        (StrengthOrArea.objects.filter(recorded).count(), "strength or area", "strengths and areas"),
    )
    changed = [plural(number, one, many) for number, one, many in counts if number]
    opened = CaseOpening.objects.filter(case__inspection=inspection).count()
    day = date_words(since.date())
    sentences = [f"Changed by hand since its import on {day}, and lost with it: {joined(changed) or 'nothing'}."]
    if opened:
        sentences.append(f"Lost too: the record of who looked at its cases ({plural(opened, 'entry', 'entries')}).")
    return tuple(sentences)


def _reviews_moved(inspection: Inspection) -> int:
    """Reviews that were reopened, submitted again, or begun as a second reading."""
    reviews = CaseReview.objects.filter(inspection=inspection)
    moved = ~Q(state=State.SUBMITTED.value) | Q(submitted_at__gt=inspection.created_at)
    return reviews.filter(moved).count()
