"""Where an upload of eligible cases stands."""

from datetime import datetime, timedelta
from enum import StrEnum


class UploadState(StrEnum):
    """In the order in which it goes through them; from `mapping` and `faulty` it may be read again."""

    WAITING = "waiting"
    READING = "reading"
    REFUSED = "refused"
    MAPPING = "mapping"
    FAULTY = "faulty"
    READY = "ready"
    TAKEN = "taken"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


UPLOAD_STATE_NAMES = {
    UploadState.WAITING: "Waiting to be read",
    UploadState.READING: "Being read",
    UploadState.REFUSED: "Cannot be read",
    UploadState.MAPPING: "Columns to be matched",
    UploadState.FAULTY: "To be put right",
    UploadState.READY: "Ready to be taken",
    UploadState.TAKEN: "Taken",
    UploadState.REPLACED: "Replaced by a later one",
    UploadState.WITHDRAWN: "Given up",
}

OPEN = frozenset({UploadState.WAITING, UploadState.READING, UploadState.MAPPING, UploadState.FAULTY, UploadState.READY})
BEING_READ = frozenset({UploadState.WAITING, UploadState.READING})
# A worker that reads says so every few hundred rows. One that was silent for so long is dead.
READER_LOST_AFTER = timedelta(seconds=30)
MOST_TRIES = 3  # a file at which three workers died is refused


def reader_is_lost(heard_at: datetime | None, *, at: datetime) -> bool:
    """Whether nobody reads it any more."""
    return heard_at is None or at - heard_at >= READER_LOST_AFTER
