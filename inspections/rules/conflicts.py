"""Declared conflicts of interest: which cases somebody cannot read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conflict:
    """A declared conflict of interest. It names a case, a case manager, or neither: then every case is barred."""

    reader: int
    because: str
    reference: str = ""
    case_manager: str = ""

    def bars(self, *, reference: str, case_manager: str) -> bool:
        if not self.reference and not self.case_manager:
            return True
        named = ((self.reference, reference), (self.case_manager, case_manager))
        return any(mine and as_compared(mine) == as_compared(theirs) for mine, theirs in named)


def as_compared(name: str) -> str:
    """A name or a reference that people type twice: without regard to capitals and spaces."""
    return " ".join(name.casefold().split())
