"""Names of people in prose, which may stand in a report only where somebody declared them, or everybody knows them.

A name is known as a whole: that "Sarah Jones" leads the inspection says nothing of "Sarah Miller", and a pseudonym
"Jack" nothing of "Jack Thompson".
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.vocabulary import FORENAMES, NO_PERSONS, PLACES, STARTS, TITLES

TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
POSSESSIVE = re.compile(r"[’']s$", re.IGNORECASE)
LIKE_A_NAME = re.compile(r"(?:Ma?c|[OD][’'])?[^\W\d_a-zß-öø-ÿ][a-zß-öø-ÿ]+(?:-[^\W\d_]+)*")
DOING = re.compile(r"(?:ing|ed|ly|ers|ors|ists|ents)$")  # "Visiting Leeds", "Practitioners"
SAINTS = frozenset({"st", "king", "queen", "prince", "princess"})  # whose names places have


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str  # small, without "’s"
    is_named: bool  # begins with a large letter, and is no abbreviation
    goes_on: bool  # nothing but space stands between it and the next
    begins: bool  # a sentence, or what stands in brackets or after a comma

    @property
    def is_plain(self) -> bool:
        return self.is_named and self.text not in STARTS


def unknown_names(
    passages: Sequence[Passage], known: Collection[str], pseudonyms: Collection[str] = ()
) -> Iterator[Finding]:
    """What looks like somebody's name, or is a first name that stands alone.

    `known` are whole names of people, places, bodies and headings; `pseudonyms` stand for themselves only, so that
    one of a single word is known where it stands alone.
    """
    judge = _Judge(known, pseudonyms)
    for passage in passages:
        for start, end in judge.names_in(passage):
            found = passage.text[start:end]
            what = "looks like a name" if " " in found else "is a first name"
            words = f"“{found}” {what}. Declare it as a pseudonym or an official, or take it out."
            yield Finding(Check.NAME, passage, start, end, words)


class _Judge:
    def __init__(self, known: Collection[str], pseudonyms: Collection[str]) -> None:
        names = [tuple(word.text for word in _words(name)) for name in known]
        aliases = [tuple(word.text for word in _words(name)) for name in pseudonyms]
        self.alone = {name[0] for name in aliases if len(name) == 1}
        self.surnames = {name[-1] for name in (*names, *aliases) if len(name) > 1}
        self.whole = {name for name in (*names, *aliases) if name} - {(word,) for word in self.alone}
        self.longest = max(map(len, self.whole), default=0)

    def names_in(self, passage: Passage) -> Iterator[tuple[int, int]]:
        words = _words(passage.text)
        covered = self._covered(words)
        run: list[int] = []
        for place, word in enumerate(words):
            if not word.is_named or word.text in STARTS or passage.is_live(word.start, word.end):
                yield from self._told(words, run, covered)
                run = []
                continue
            run.append(place)
            if not word.goes_on:
                yield from self._told(words, run, covered)
                run = []
        yield from self._told(words, run, covered)

    def _covered(self, words: Sequence[_Word]) -> set[int]:
        """Places of words that are part of a known name; the longest name that begins at a word counts.

        One that goes on as a person's does ("Sarah Jones Miller") is another's.
        """
        found: set[int] = set()
        for start in range(len(words)):
            for length in range(min(self.longest, len(words) - start), 0, -1):
                name = tuple(word.text for word in words[start : start + length])
                if name in self.whole and not _is_longer(words, start, length):
                    found.update(range(start, start + length))
                    break
        return found

    def _told(self, words: Sequence[_Word], run: Sequence[int], covered: set[int]) -> Iterator[tuple[int, int]]:
        """The names in a run of words with large letters."""
        part: list[_Word] = []
        is_saint = False
        for place in run:
            word = words[place]
            if place in covered or word.text in NO_PERSONS:
                yield from self._judged(part, is_followed=place not in covered)
                part, is_saint = [], word.text in SAINTS
            elif is_saint:
                is_saint = False
            else:
                part.append(word)
        yield from self._judged(part, is_followed=False)

    def _judged(self, part: Sequence[_Word], *, is_followed: bool) -> Iterator[tuple[int, int]]:
        """`is_followed` by a word that makes it a body's or a place's name: "Great Yarmouth Partnership"."""
        if part and part[0].begins and part[0].text not in FORENAMES | TITLES and DOING.search(part[0].text):
            part = part[1:]
        if part and self._is_somebody([word.text for word in part], is_followed=is_followed):
            yield part[0].start, part[-1].end

    def _is_somebody(self, texts: Sequence[str], *, is_followed: bool) -> bool:
        if texts[0] in TITLES:
            return len(texts) > 1 and not (len(texts) == 2 and texts[1] in self.surnames)
        if len(texts) == 1:
            return texts[0] in FORENAMES and texts[0] not in self.alone and not is_followed
        if " ".join(texts) in PLACES:
            return False
        return texts[0] in FORENAMES or not is_followed


def _is_longer(words: Sequence[_Word], start: int, length: int) -> bool:
    """Whether what is known begins with a first name, and a surname of another follows it."""
    last = start + length - 1
    if words[start].text not in FORENAMES or not words[last].goes_on or last + 1 >= len(words):
        return False
    after = words[last + 1]
    return after.is_plain and after.text not in NO_PERSONS


def _words(text: str) -> list[_Word]:
    matches = list(TOKEN.finditer(text))
    gaps = [text[one.end() : other.start()] for one, other in pairwise(matches)] + [""]
    found: list[_Word] = []
    begins = True
    for match, gap in zip(matches, gaps, strict=False):
        whole = match[0]
        plain = POSSESSIVE.sub("", whole)
        is_title = plain.lower() in TITLES
        goes_on = gap.isspace() or (is_title and gap.rstrip() == "." and gap != ".")
        is_named = LIKE_A_NAME.fullmatch(plain) is not None
        end = match.start() + len(plain)
        found.append(_Word(match.start(), end, plain.lower(), is_named, goes_on and plain == whole, begins))
        begins = not goes_on
    return found
