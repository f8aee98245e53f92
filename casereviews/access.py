"""Who may do what with a case and its reviews. `standing` is the person's in the review's inspection."""

from casereviews.models import CaseReview
from inspections.rules import Role, Standing


def is_reader(standing: Standing, review: CaseReview) -> bool:
    """The review is theirs, and they are still on the team that reads cases."""
    return review.reader_id == standing.person_id and standing.is_any(Role.INSPECTOR, Role.LEAD)


def can_open_review(standing: Standing, review: CaseReview) -> bool:
    """Read a case. The panel sees the cases behind its figures; a second reading stays with its own reader."""
    return is_reader(standing, review) or standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.PANEL)


def can_answer(standing: Standing, review: CaseReview) -> bool:
    """Change answers, judgements and facts: the reader, or the lead who stands in for them."""
    return is_reader(standing, review) or standing.is_any(Role.LEAD)


def can_submit(standing: Standing, review: CaseReview) -> bool:
    return can_answer(standing, review)


def can_reopen(standing: Standing) -> bool:
    return standing.is_any(Role.LEAD)


def can_read_cases(standing: Standing) -> bool:
    """Has cases of their own in the inspection."""
    return standing.is_any(Role.INSPECTOR, Role.LEAD)


def can_see_who_looked(standing: Standing) -> bool:
    return standing.is_any(Role.LEAD)


def can_see_devices(standing: Standing) -> bool:
    """Which devices hold cases of an inspection, and what never arrived from them."""
    return standing.is_any(Role.LEAD)
