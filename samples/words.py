"""Variables, levels and cases as people read them: an edition's own names, never its codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from samples.rules import DISPOSAL_TYPE, EligibleCase, SampleClass, Variable
from samples.rules.drawing import ClassRow
from standards.structure import Outline
from standards.wording import joined, sentence

NOT_GIVEN = "not given"
VAGUE = frozenset({"", "not_known", "another", "other", "none", "yes", "no"})  # levels that do not speak for themselves


@dataclass(frozen=True, slots=True)
class Words:
    """How one domain's variables and levels are called."""

    outline: Outline
    domain: str

    @property
    def title(self) -> str:
        return f"{self.domain} {self.outline.domain_by_code[self.domain].title}"

    def variable(self, code: str) -> str:
        """As "Gender", "Risk of serious harm"."""
        texts = {fact.code: fact.text for fact in self.outline.facts}
        return texts.get(code) or sentence(code.replace("_", " "))

    def level(self, code: str, level: str) -> str:
        """As "referral order", "very high", "15 to 17"."""
        if code == DISPOSAL_TYPE:
            names = {one.code: one.one for one in self.outline.domain_by_code[self.domain].disposal_types}
            return names.get(level, level.replace("_", " "))
        return level.replace("_", " ") or NOT_GIVEN

    def case(self, case: EligibleCase, variables: Sequence[Variable]) -> str:
        """As "Female; referral order; risk of serious harm low"."""
        return sentence("; ".join(self._levels(one, [case.level(one.code)]) for one in variables))

    def of_class(self, found: SampleClass | ClassRow, variables: Sequence[Variable]) -> str:
        """A class by its levels; a variable of which it holds every level says nothing."""
        pairs = zip(variables, found.levels, strict=True)
        said = [self._levels(one, levels) for one, levels in pairs if not set(one.levels) <= set(levels)]
        return sentence("; ".join(said)) or "Every case"

    def _levels(self, variable: Variable, levels: Sequence[str]) -> str:
        """As "referral order", "female or male", "risk of serious harm low or medium", "gender not known"."""
        names = joined([self.level(variable.code, level) for level in levels], last="or")
        if variable.code == DISPOSAL_TYPE or not (variable.ordered or VAGUE.intersection(levels)):
            return names
        name = self.variable(variable.code)
        return f"{name[:1].lower()}{name[1:]} {names}"
