"""Recommendations: to whom, in which order, on what they rest, and how the report counts them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from standards.structure import Outline

LONGEST_RECOMMENDATION, LONGEST_BODY = 1000, 200


class BodyKind(StrEnum):
    """Who is to act."""

    BOARD = "board"
    CHAIR = "chair"
    SERVICE = "service"
    MANAGER = "manager"
    OUTSIDE = "outside"


BODY_NAMES = {
    BodyKind.BOARD: "The service’s board",
    BodyKind.CHAIR: "The chair of its board",
    BodyKind.SERVICE: "The service",
    BodyKind.MANAGER: "The manager of the service",
    BodyKind.OUTSIDE: "Another body",
}


def bodies_of_service(*, full_name: str, place: str, board_name: str) -> dict[BodyKind, str]:
    """The bodies of a service under its own names, as a report addresses them."""
    service = full_name or f"{place} Youth Justice Service"
    board = board_name or f"{place} Youth Justice Board"
    if place and place.lower() not in board.lower():
        board = f"{place} {board}"
    return {
        BodyKind.BOARD: f"The {board}",
        BodyKind.CHAIR: f"The chair of the {board}",
        BodyKind.SERVICE: f"{service}",
        BodyKind.MANAGER: f"The manager of {service}",
    }


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommendation as it is printed. `body` is "" where it is addressed to nobody."""

    pk: int
    words: str
    body: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What one body should do, each with its number."""

    body: str
    recommendations: tuple[tuple[int, Recommended], ...]

    @property
    def first(self) -> int:
        return self.recommendations[0][0]

    @property
    def heading(self) -> str:
        return f"{self.body} should:" if self.body else "Not addressed to anybody yet:"


def groups_of(bodies: Sequence[str], recommendations: Iterable[Recommended]) -> list[Group]:
    """In the order of bodies, numbered through; what nobody is asked to do comes last."""
    by_body: dict[str, list[Recommended]] = {}
    for one in recommendations:
        by_body.setdefault(one.body, []).append(one)
    groups, number = [], 1
    for body in (*bodies, ""):
        mine = by_body.get(body, [])
        if mine:
            groups.append(Group(body, tuple(enumerate(mine, start=number))))
            number += len(mine)
    return groups


def known_findings(outline: Outline, strengths: Mapping[int, str], examples: Mapping[int, str]) -> dict[str, str]:
    """What a recommendation may rest on, by code: standards, key questions, strengths and areas, examples."""
    found: dict[str, str] = {}
    for standard in outline.standards.values():
        found[f"standard:{standard.number}"] = f"{standard.number} {standard.title}"
        for question in standard.questions:
            found[f"question:{question.address}"] = f"{standard.number}, key question {question.number}"
    found |= {f"strength:{pk}": words for pk, words in strengths.items()}
    return found | {f"example:{pk}": heading for pk, heading in examples.items()}
