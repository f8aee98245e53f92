"""The panel's meeting: who may be a member, how many agree to discretion, when it can close, what bars publication."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from standards.wording import joined, number_words

LEAST_FOR_DISCRETION = 2


class Part(StrEnum):
    """What somebody is at a meeting of the panel."""

    MEMBER = "member"
    LEAD = "lead"  # presents, without a vote
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Involvement:
    """What could keep somebody from being a member."""

    led: bool = False
    read: bool = False
    conflict: str = ""  # as they declared it; "" for none


def why_no_member(name: str, found: Involvement) -> str:
    """Why this person cannot be a member, as a sentence; "" where they can."""
    if found.led:
        return f"{name} led this inspection."
    if found.read:
        return f"{name} read cases of this inspection or worked on it."
    if found.conflict:
        return f"{name} declared a conflict of interest with this service: {found.conflict}"
    return ""


def why_too_few_agree(agreed: Collection[int], members: Collection[int]) -> str:
    """Why discretion cannot be used yet, as a sentence; "" where enough members who are present were for it."""
    if set(agreed) - set(members):
        return "Only members who are at the meeting can be for a decision."
    if len(set(agreed)) < LEAST_FOR_DISCRETION:
        least = number_words(LEAST_FOR_DISCRETION)
        return f"Discretion needs at least {least} members who are for it: name them."
    return ""


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """How one standard on a meeting's agenda stands."""

    number: str
    is_decided: bool  # in this meeting, or before it where it was not reopened
    is_changed: bool  # decided on other figures, or another proposal, than there are now
    is_left_open: bool
    is_discretion: bool = False
    own_voices: int = 0  # members who said by their own sign-in that they are for the decision that stands


def left_before_closing(agenda: Sequence[OnAgenda]) -> tuple[str, ...]:
    """What is to be done before the chair can close the meeting, in sentences; none where nothing is."""
    parts = (
        ([s.number for s in agenda if not s.is_decided and not s.is_left_open], "Decide {} or say why {} left open."),
        (
            [s.number for s in agenda if s.is_decided and s.is_changed and not s.is_left_open],
            "Look again at {}: what {} decided on changed.",
        ),
        (
            [s.number for s in agenda if s.is_decided and s.is_discretion and s.own_voices < LEAST_FOR_DISCRETION],
            "Discretion on {} needs two members who say by their own sign-in that they are for it.",
        ),
    )
    return tuple(words.format(joined(found), _verb(found)) for found, words in parts if found)


def _verb(numbers: Sequence[str]) -> str:
    return "it is" if len(numbers) == 1 else "they are"


class AfterClosing(StrEnum):
    """How a standard stands once the panel has closed."""

    SAME = "same"
    MARKED = "marked"  # its figures changed, its rating by the rules did not
    BARS = "bars"  # a change alters its rating: publication waits for the lead
    REOPENED = "reopened"  # the lead confirmed the change: it waits for the panel
    LEFT_OPEN = "left_open"


def after_closing(
    *, base_then: str | None, base_now: str | None, figures_changed: bool, is_reopened: bool, is_left_open: bool
) -> AfterClosing:
    """`base` is the band, or of a standard rated by judgement the lead's proposal: what the panel decides on."""
    if is_reopened:
        return AfterClosing.REOPENED
    if (base_then or None) != (base_now or None):
        return AfterClosing.BARS
    if figures_changed:
        return AfterClosing.MARKED
    return AfterClosing.LEFT_OPEN if is_left_open else AfterClosing.SAME
