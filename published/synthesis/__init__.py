"""Made-up cases whose answers and judgements add up to the printed figures of an inspection (docs/decisions/0004).

Pure: no Django, no clock. The same name, file and edition give the same cases, word for word.
"""

from published.synthesis.answering import spread_answers
from published.synthesis.cases import Given, SyntheticCase, dice
from published.synthesis.making import cases_made
from published.synthesis.prose import judgement_words

__all__ = ["Given", "SyntheticCase", "cases_made", "dice", "judgement_words", "spread_answers"]
