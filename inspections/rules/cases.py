"""A case before it has a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to be added to a sample. `given` maps targets ("fact.gender", "service.…") to what the service said."""

    reference: str
    domain: str
    disposal_type: str
    began: date | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    disposal_local_name: str = ""
    case_manager: str = ""
