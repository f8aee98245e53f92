"""Asks workers for annexes. A message is only a hint: where it cannot go out, the sweeper finds what is stale."""

from accounts.broker import message_send
from reports.annexe.services import annexe_unqueued

BUILD = "reports.annexe.tasks.annexe_build"


def annexe_send(inspection_id: int, *, seconds: float = 0.0) -> bool:
    """Asks for a build at once or in `seconds`; False, with it free to be queued, if it cannot."""
    if message_send(BUILD, inspection_id, seconds=seconds, waited=bool(seconds)):
        return True
    annexe_unqueued(inspection_id=inspection_id)
    return False
