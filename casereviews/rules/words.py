"""What people write, as far as it can be stored."""

from standards.rules import Condition


def problem_with_words(words: str, *, longest: int, required: str = "") -> str:
    """Why words cannot be stored, as a sentence; "" when they can. `required` is the one where there are none."""
    if not words.strip():
        return required
    # PostgreSQL holds neither NUL nor half of a surrogate pair.
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in words):
        return "This holds a character that cannot be saved. Remove it and send it again."
    if len(words) > longest:
        return f"This can hold {longest:,} characters; you have {len(words):,}. Shorten it."
    return ""


def only_where(condition: Condition) -> str:
    """Under what condition a question is asked, from the edition's note: "only where there are safety factors."."""
    note, _, more = condition.note.partition(": ")
    words = f"{note[:1].lower()}{note[1:]}" + (f" ({more})" if more else "")
    return f"{words}." if note.endswith(" only") else f"only where {words}."
