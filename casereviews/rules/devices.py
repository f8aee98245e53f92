"""What lies on people's devices, and what never arrived from there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Clearing(StrEnum):
    """What a device is told to do at its next contact."""

    NOT_ASKED = ""
    AFTER_SENDING = "after_sending"  # clear itself once everything that waits there was sent
    AT_ONCE = "at_once"  # clear itself, whatever could not be sent
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A change that waited on a device when it was last heard of; `target` is "" while the device is locked."""

    id: str
    review_id: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class LastReceipt:
    """The last receipt of a device for one review: everything typed there before `at` and sent is in it."""

    review_id: int
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Unaccounted:
    """One review on one device: the last receipt, if any, and the targets that waited there and never arrived."""

    review_id: int
    receipt: LastReceipt | None
    targets: tuple[str, ...]
    waiting: int  # with those whose target is not known


def unaccounted(
    review_ids: Collection[int], unsent: Iterable[Unsent], arrived: Collection[str], receipts: Iterable[LastReceipt]
) -> list[Unaccounted]:
    """What a device holds that the server has not, by review, in the order of `review_ids`, then of those that wait.

    `arrived` are the ids of changes that came later after all.
    """
    missing = [change for change in unsent if change.id not in arrived]
    by_review = {receipt.review_id: receipt for receipt in receipts}
    known = list(dict.fromkeys([*review_ids, *(change.review_id for change in missing)]))
    return [
        Unaccounted(
            review_id,
            by_review.get(review_id),
            tuple(dict.fromkeys(c.target for c in missing if c.review_id == review_id and c.target)),
            sum(1 for c in missing if c.review_id == review_id),
        )
        for review_id in known
    ]
