"""Who may do what with a case and its reviews. `standing` is the person's in the review's inspection."""

from casereviews.models import Alert, CaseReview, Question
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


def can_raise_alert(standing: Standing, review: CaseReview) -> bool:
    """Everybody who reads cases, also to assure their quality, and may open this one; the panel only looks back."""
    reads = standing.is_any(Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD)
    return reads and can_open_review(standing, review)


def can_list_alerts(standing: Standing) -> bool:
    """The page of an inspection's alerts; who sees only their own is in can_see_alert."""
    return standing.is_any(Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD)


def sees_every_alert(standing: Standing) -> bool:
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD)


def can_see_alert(standing: Standing, alert: Alert) -> bool:
    """The lead, quality leads, the case's reader, and who raised it: and add to it."""
    own = standing.person_id in (alert.by_id, alert.review.reader_id)
    return sees_every_alert(standing) or (own and can_list_alerts(standing))


def can_close_alert(standing: Standing) -> bool:
    """Whoever leads the inspection now: somebody who stands in has the role."""
    return standing.is_any(Role.LEAD)


def can_ask(standing: Standing, review: CaseReview) -> bool:
    """Ask the lead about a prompt that arose in this case."""
    return can_answer(standing, review)


def can_see_rulings(standing: Standing) -> bool:
    return standing.is_any(Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD)


def can_rule(standing: Standing) -> bool:
    return standing.is_any(Role.LEAD)


def can_withdraw(standing: Standing, question: Question) -> bool:
    """Who asked, while they are on the team that reads cases."""
    return question.asked_by_id == standing.person_id and can_read_cases(standing)
