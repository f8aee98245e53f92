"""What people write, as far as it can be stored."""


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
