"""The number that a publication is known by in libraries and shops."""

import re

PREFIX = re.compile(r"isbn(-13)?:?", re.IGNORECASE)
THIRTEEN = re.compile(r"97[89](-?[0-9]){10}")


def isbn_read(told: str) -> str:
    """An ISBN as somebody typed it, with hyphens where they put them; "" for nothing. Raises ValueError: a sentence.

    Its last digit checks the others: every second digit counts three times, and the sum ends in 0 (ISO 2108).
    """
    isbn = "-".join(PREFIX.sub("", told.strip(), count=1).replace("–", "-").split())
    if not isbn:
        return ""
    if not THIRTEEN.fullmatch(isbn):
        raise ValueError("An ISBN has 13 digits, of which the first are 978 or 979: 978-0-306-40615-7")
    digits = [int(digit) for digit in isbn if digit != "-"]
    if (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10:
        raise ValueError("The digits of this ISBN do not go together: compare them with the one that was given")
    return isbn
