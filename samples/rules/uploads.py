"""Where an upload of eligible cases stands."""

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
