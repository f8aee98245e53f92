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
        return self.reference == reference or (bool(self.case_manager) and self.case_manager == case_manager)
