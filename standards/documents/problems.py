"""What is wrong with an edition file: the place, the line, and a sentence with the mend."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# Keys and positions from the top of the document: ("domains", 1, "standards", 0, "number").
Where = tuple[str | int, ...]

MOST_PROBLEMS = 200

# Lists whose entries go by a word and the value of a key, or else by their place from 1.
NAMED = {
    "standards": ("standard", "number"),
    "facts": ("fact", "code"),
    "interview": ("interview question", "code"),
    "disposal_types": ("disposal type", "code"),
    "disposal_groups": ("disposal group", "code"),
}
COUNTED = {"key_questions": "key question", "prompts": "prompt"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` counts from 1; 0 where no line can be told."""

    place: str
    line: int
    text: str

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        if not self.place:
            return f"{line}: {self.text}" if line else self.text
        return f"{self.place} ({line}): {self.text}" if line else f"{self.place}: {self.text}"


class EditionInvalid(Exception):
    """An edition file that cannot be loaded, with all its problems."""

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(source, problems)
        self.source = source
        self.problems = problems

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(f"{self.source}: {problem}" for problem in self.problems)

    def __str__(self) -> str:
        return "\n".join(self.sentences)


@dataclass(slots=True)
class Report:
    """Problems as they are found, with the lines and the bare words of the file."""

    lines: dict[Where, int] = field(default_factory=dict)
    written: dict[Where, str] = field(default_factory=dict)
    found: dict[tuple[Where, str], int] = field(default_factory=dict)
    places: set[Where] = field(default_factory=set)

    def add(self, where: Where, text: str, *, line: int = 0) -> None:
        """Say `text` of the place, once; without a `line` the nearest known one is taken."""
        self.found.setdefault((where, text), line or self.line_of(where))
        self.places.add(where)

    def line_of(self, where: Where) -> int:
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 0) if where else 0

    def has(self, where: Where) -> bool:
        """Whether something was already said of exactly this place."""
        return where in self.places

    def problems(self, parsed: Any) -> tuple[Problem, ...]:
        """In the order of the lines; of a hopeless file the first MOST_PROBLEMS and how many more."""
        ordered = sorted(
            (Problem(place_words(where, parsed), line, text) for (where, text), line in self.found.items()),
            key=lambda problem: problem.line,
        )
        more = len(ordered) - MOST_PROBLEMS
        if more > 0:
            ordered = [*ordered[:MOST_PROBLEMS], Problem("", 0, f"There are {more} more problems. Mend these first.")]
        return tuple(ordered)


MOST_TO_COMPARE = 100


def place_words(where: Where, parsed: Any) -> str:
    """ "domains[1] D2 → standard 2.1 → key question 2 → prompt 3"."""
    parts: list[str] = []
    value = parsed
    for step, key in enumerate(where):
        value = _child(value, key)
        if isinstance(key, int):
            parts[-1] = _entry_words(str(where[step - 1]), key, value)
        else:
            parts.append(_short(key))
    return " → ".join(parts)


def _child(value: Any, key: str | int) -> Any:
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return value[key]
    return None


def _entry_words(name: str, index: int, value: Any) -> str:
    if name in COUNTED:
        return f"{COUNTED[name]} {index + 1}"
    word, key = NAMED.get(name, ("", "code"))
    given = value.get(key) if isinstance(value, dict) else None
    known = _short(given) if isinstance(given, str) else ""
    if word and known:
        return f"{word} {known}"
    return f"{_short(name)}[{index}] {known}".rstrip()


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:60]}…"


def shown(value: object) -> str:
    """A value between backticks, short enough for a sentence."""
    return f"`{_short(str(value))}`"


def listed(values: Iterable[object]) -> str:
    """ "`a`, `b` or `c`"."""
    words = [shown(value) for value in values]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ""; not sought among very many, where looking costs seconds."""
    names = list(known)
    return next(iter(difflib.get_close_matches(word, names, 1)), "") if len(names) <= MOST_TO_COMPARE else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """A sentence that helps on from an unknown word: the nearest known one, or all of them."""
    names = list(known)
    near = nearest(word, names)
    if near:
        return f"Did you mean {shown(near)}?"
    if not names:
        return "None is defined."
    return f"Use {listed(names)}." if len(names) <= 12 else f"Use one of the {len(names)} that this file defines."
