"""Quotes edited for print: what differs from the words as they were sent must be marked. Pure.

Square brackets hold words put in or put in place of others; an ellipsis stands for words left out.
"""

import re

ELLIPSIS = "…"
MARKS = re.compile(r"(\[[^\[\]]*\]|…)")
UNMARKED = "Mark every change: put your own words in [square brackets], and … where words are left out"


def edit_problem(original: str, edited: str) -> str:
    """Why `edited` is not the original with marked changes only, as a sentence; empty where it is, or is empty."""
    words, printed = _even(original), _even(edited)
    if not printed or printed == words:
        return ""
    parts = MARKS.split(printed)
    kept, marks = parts[0::2], parts[1::2]
    if any("[" in part or "]" in part for part in kept):
        return "Close every square bracket, and put none inside another"
    if any(not mark[1:-1].strip() for mark in marks if mark != ELLIPSIS):
        return "Write something inside every pair of square brackets, or put … for words left out"
    if not any(part.strip() for part in kept):
        return "Keep some of their own words: a quote that is all brackets is none"
    return "" if _fits(words, kept, marks) else UNMARKED


def _even(text: str) -> str:
    """One space between words, one sign for an ellipsis, straight and curly quotation marks alike."""
    curly = text.replace("...", ELLIPSIS).replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(curly.split())


def _fits(words: str, kept: list[str], marks: list[str]) -> bool:
    """Whether the kept parts stand in the original in this order, with nothing between them but where a mark is.

    Each is taken at the first place where it may be: if any places fit, the first do. The last must end the original.
    """
    at = 0
    for place, part in enumerate(kept):
        before = marks[place - 1] if place else ""
        after = marks[place] if place < len(marks) else ""
        text = part.strip() if ELLIPSIS in (before, after) else part
        text = text if before == ELLIPSIS or not part[:1].isspace() or not text else f" {text.lstrip()}"
        text = text if after == ELLIPSIS or not part[-1:].isspace() or not text.strip() else f"{text.rstrip()} "
        found = _place_of(text, words, at, before, after)
        if found is None:
            return False
        at = found + len(text)
    return True


def _place_of(text: str, words: str, at: int, before: str, after: str) -> int | None:
    if not text:
        return at if after or before or at == len(words) else None
    if not before:  # nothing is marked before it: it goes on where the last part ended
        fits = words.startswith(text, at) and (after or at + len(text) == len(words))
        return at if fits and _whole(words, at, text, "", after) else None
    if not after:  # the last part
        start = len(words) - len(text)
        return start if start >= at and words.endswith(text) and _whole(words, start, text, before, "") else None
    start = words.find(text, at)
    while start >= 0 and not _whole(words, start, text, before, after):
        start = words.find(text, start + 1)
    return start if start >= 0 else None


def _whole(words: str, start: int, text: str, before: str, after: str) -> bool:
    """An ellipsis leaves out whole words: "un…helpful" would make its contrary of a word."""
    end = start + len(text)
    cut_before = before == ELLIPSIS and start and words[start - 1].isalnum() and text[:1].isalnum()
    cut_after = after == ELLIPSIS and end < len(words) and words[end].isalnum() and text[-1:].isalnum()
    return not (cut_before or cut_after)
