"""Where a judgement and its prompts point different ways: a sentence is asked for, nothing is derived or blocked.

The thresholds are our choice (docs/rules.md): printed reports show such cases both ways, and no rule for them.
"""

from dataclasses import dataclass

from casereviews.rules.sheet import NOTHING, Sheet, Value
from standards.structure import QuestionOutline


@dataclass(frozen=True, slots=True)
class Odd:
    """A judgement that its prompts do not lead to expect."""

    target: str  # the key question
    judged: Value
    no: int  # prompts answered no
    answered: int  # yes or no

    @property
    def sentence(self) -> str:
        number = {1: "its only relevant prompt is", 2: "both relevant prompts are"}
        every = number.get(self.answered, f"all {self.answered} relevant prompts are")
        some = f"{self.no} of {self.answered} relevant prompts {'is' if self.no == 1 else 'are'}"
        found = every if self.no in (0, self.answered) else some
        found += " no" if self.judged is Value.YES else " yes"
        return f"The judgement is {self.judged}, while {found}. That can be right: say in a sentence why."


def odd_patterns(sheet: Sheet) -> list[Odd]:
    """Of every key question that is asked, in the order of the pages."""
    return [odd for question in sheet.questions if (odd := odd_pattern(sheet, question))]


def odd_pattern(sheet: Sheet, question: QuestionOutline) -> Odd | None:
    """Judged yes with at least half of the prompts no; judged no with every prompt yes. "Not relevant" is neither.

    Nothing while a prompt is unanswered: whoever judges first and answers afterwards is not asked for reasons twice.
    """
    judged = sheet.rows.judgements.get(question.address, NOTHING).value
    prompts = sheet.asked_prompts(question)
    values = [sheet.rows.answers.get(prompt.address, NOTHING).value for prompt in prompts]
    no, answered = values.count(Value.NO), values.count(Value.NO) + values.count(Value.YES)
    if not answered or not all(values):
        return None
    if judged == Value.YES and no * 2 >= answered:
        return Odd(question.address, Value.YES, no, answered)
    if judged == Value.NO and not no:
        return Odd(question.address, Value.NO, no, answered)
    return None
