"""Asks workers for builds. A message is only a hint: where it cannot go out, the sweeper finds what is stale."""

from collections.abc import Sequence

from accounts.broker import ANSWER_WITHIN, broker_forget, message_send
from reports.services import sections_unqueued

BUILD = "reports.tasks.sections_build"
AT_A_TIME = 20


def builds_send(ids: Sequence[int], *, seconds: float = 0.0) -> bool:
    """Asks for builds of `ids`, at once or in `seconds`; False, with all of them free to be queued, if it cannot."""
    if not ids or message_send(BUILD, list(ids), seconds=seconds, waited=bool(seconds)):
        return True
    sections_unqueued(ids=ids)
    return False


def builds_send_many(ids: Sequence[int]) -> bool:
    """Asks for many builds, in messages that several workers can share; False if not all went out."""
    sent = [builds_send(ids[first : first + AT_A_TIME]) for first in range(0, len(ids), AT_A_TIME)]
    return all(sent)


__all__ = ["ANSWER_WITHIN", "AT_A_TIME", "broker_forget", "builds_send", "builds_send_many"]
