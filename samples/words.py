"""Variables, levels and cases as people read them: an edition's own names, never its codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from samples.rules import DISPOSAL_TYPE, EligibleCase, SampleClass, Variable
from samples.rules.drawing import ClassRow
from standards.structure import Outline
from standards.wording import joined, sentence

NOT_GIVEN = "not given"


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
        """As "Referral order; gender female; risk of serious harm low"."""
        first = self.level(DISPOSAL_TYPE, case.disposal_type)
        others = [one.code for one in variables if one.code != DISPOSAL_TYPE]
        said = [f"{self._lower(code)} {self.level(code, case.level(code))}" for code in others]
        return sentence("; ".join([first, *said]))

    def of_class(self, found: SampleClass | ClassRow, variables: Sequence[Variable]) -> str:
        """A class by its levels; a variable of which it holds every level says nothing."""
        said = []
        for variable, levels in zip(variables, found.levels, strict=True):
            names = [self.level(variable.code, level) for level in levels]
            if variable.code == DISPOSAL_TYPE:
                said.append(joined(names, last="or"))
            elif not set(variable.levels) <= set(levels):
                said.append(f"{self._lower(variable.code)} {joined(names, last='or')}")
        return sentence("; ".join(said)) or "Every case"

    def _lower(self, code: str) -> str:
        name = self.variable(code)
        return name[:1].lower() + name[1:]
