"""What a name may be made of. Pure values."""

from unicodedata import category

NOT_IN_A_LINE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control characters, halves of one, ends of lines and paragraphs
TURNING = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # what follows is shown the other way round


def is_one_line(text: str) -> bool:
    """No line break, no control character, nothing that makes a name look like another's."""
    return not any(character in TURNING or category(character) in NOT_IN_A_LINE for character in text)
