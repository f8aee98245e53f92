"""Who may do what with a report. `standing` is the person's in the inspection."""

from inspections.rules import Role, Standing
from reports.rules import FOREWORD, Status

AUTHORS = (Role.LEAD, Role.EDITOR)
COMMENTERS = (Role.LEAD, Role.EDITOR, Role.SIGNATORY)
SIGNED = frozenset({FOREWORD})  # what stands over the signatory's name


def can_see_report(standing: Standing) -> bool:
    """The report as it is being made, with how fresh each section is."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR, Role.SIGNATORY, Role.PANEL)


def can_check_report(standing: Standing) -> bool:
    """Choose live figures for prose, read what the check of the report finds, and mend or dismiss it."""
    return standing.is_any(Role.LEAD, Role.EDITOR, Role.SIGNATORY)


def can_write_recommendations(standing: Standing) -> bool:
    """Write recommendations, say to whom, put them in order, withdraw them."""
    return standing.is_any(Role.LEAD, Role.EDITOR, Role.SIGNATORY)


def can_see_examples(standing: Standing) -> bool:
    """Examples of practice of the report, and the names declared for it."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR, Role.SIGNATORY)


def can_write_examples(standing: Standing) -> bool:
    """Write examples of practice, withdraw them, and declare pseudonyms."""
    return standing.is_any(Role.LEAD, Role.EDITOR)


def can_clear_examples(standing: Standing) -> bool:
    """Say that an example may be printed; also see the notes of readers that it may be made of."""
    return standing.is_any(Role.LEAD, Role.QUALITY_LEAD)


def can_write_prose(standing: Standing, section: str) -> bool:
    """Write in a section, by its code. Not any more once the report is published, whoever it is."""
    return standing.is_any(*AUTHORS) or (section in SIGNED and standing.is_any(Role.SIGNATORY))


def can_comment(standing: Standing) -> bool:
    """Read and write comments, answer, resolve and reopen them."""
    return standing.is_any(*COMMENTERS)


def can_set_status(standing: Standing, status: Status) -> bool:
    """Make a section a draft, reviewed or cleared."""
    return standing.is_any(*WHO_SETS[status])


WHO_SETS = {
    Status.DRAFT: COMMENTERS,
    Status.REVIEWED: AUTHORS,
    Status.CLEARED: (Role.LEAD, Role.SIGNATORY),
}
