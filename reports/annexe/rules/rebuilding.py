"""When an annexe is built again, and how far a build is (docs/decisions/0021)."""

from datetime import datetime

# Writing the files of an annexe takes longer than a section, and nobody reads it live: a burst of changes waits longer.
SHORTEST_WAIT = 4.0
LONGEST_WAIT = 20.0
CHANGES_PER_SECOND_OF_WAIT = 10

STEPS = (
    "reading the figures",
    "writing the spreadsheet",
    "writing the CSV files",
    "writing the JSON document",
    "writing the spreadsheet for the team",
    "writing the CSV files for the team",
    "writing the JSON document for the team",
    "keeping them",
)


def seconds_to_wait(*, built_at: datetime | None, covered: int, at: datetime) -> float:
    """Seconds until it may be built again; `covered` changes were taken in by its last build."""
    if built_at is None:
        return 0.0
    spacing = min(SHORTEST_WAIT + covered / CHANGES_PER_SECOND_OF_WAIT, LONGEST_WAIT)
    # A clock ahead of ours must not make anybody wait longer than the spacing itself.
    return min(max(0.0, spacing - (at - built_at).total_seconds()), spacing)
