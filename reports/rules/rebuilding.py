"""When a section is built again, and what the page says of it meanwhile (docs/decisions/0006)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# A build that was queued so long ago and did not come counts as lost: its message, worker or broker is gone. So does
# one queued from so far ahead, noted by a clock that is wrong: nobody waits for that.
LOST_AFTER = timedelta(seconds=30)

# A section built a moment ago waits, so that a burst of changes costs a few builds. The wait grows with the number of
# changes that the last build took in, so that a long burst costs no more than a short one, and ends at LONGEST_WAIT.
SHORTEST_WAIT = 1.0
LONGEST_WAIT = 4.0
CHANGES_PER_SECOND_OF_WAIT = 25


class SectionState(StrEnum):
    """How a section's body stands to what it reads."""

    FRESH = "fresh"
    UPDATING = "updating"
    FAILED = "failed"


TOKEN = re.compile(rf"([0-9]{{1,18}})\.([0-9]{{1,18}})\.({'|'.join(SectionState)})\.([0-9]{{1,9}})")


def state_of(*, built: int, wanted: int, failed_because: str) -> SectionState:
    if built >= wanted:
        return SectionState.FRESH
    return SectionState.FAILED if failed_because else SectionState.UPDATING


def seconds_to_wait(*, built_at: datetime | None, covered: int, at: datetime) -> float:
    """Seconds until a section may be built again; `covered` changes were taken in by its last build."""
    if built_at is None:
        return 0.0
    spacing = min(SHORTEST_WAIT + covered / CHANGES_PER_SECOND_OF_WAIT, LONGEST_WAIT)
    # A clock ahead of ours must not make anybody wait longer than the spacing itself.
    return min(max(0.0, spacing - (at - built_at).total_seconds()), spacing)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an open page shows of a section; two that differ mean that the page is behind."""

    built: int
    state: SectionState
    first_note: int = 1  # the number that its footnotes begin with


def token_of(section_id: int, seen: Seen) -> str:
    """As "12.5.fresh.1": how the page says what it holds when it asks for changes."""
    return f"{section_id}.{seen.built}.{seen.state}.{seen.first_note}"


def seen_of(tokens: Iterable[str]) -> dict[int, Seen]:
    """What a page holds, by section. A token that makes no sense is left out, as if the page lacked the section."""
    matches = filter(None, map(TOKEN.fullmatch, tokens))
    return {int(match[1]): Seen(int(match[2]), SectionState(match[3]), int(match[4])) for match in matches}
