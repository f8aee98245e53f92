"""What a rating and its words must satisfy to be stored."""

from django.conf import settings

from standards.rules import Figures
from standards.structure import StandardOutline
from standards.wording import joined


def rating_problem(rating: str, standard: StandardOutline, figures: Figures) -> str:
    """Why the standard cannot have this rating, as a sentence; "" when it can."""
    if rating in figures.names or (rating == "" and standard.may_be_unrated):
        return ""
    names = joined(list(figures.names.values()), last="or")
    if not rating:
        return f"Choose a rating: {names}."
    return f"“{rating[:40]}” is not a rating. Choose {names}."


def words_problem(words: str, noun: str, *, required: str = "") -> str:
    """Why the words cannot be stored, as a sentence; "" when they can. `required` is the one where there are none."""
    if not words.strip():
        return required
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in words):
        return f"The {noun} holds a character that cannot be saved. Remove it and save again."
    longest = settings.NOTE_MAX_LENGTH
    if len(words) > longest:
        return f"The {noun} can hold {longest:,} characters; this one has {len(words):,}. Shorten it."
    return ""
