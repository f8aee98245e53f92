"""The forms of planning and of leading an inspection."""

from inspections.forms.cases import (
    BringBackForm,
    CaseNewForm,
    CasesForm,
    DisposalForm,
    FellOutForm,
    LookedForm,
    ReaderForm,
)
from inspections.forms.planning import (
    EmptyForm,
    InspectionEditForm,
    InspectionNewForm,
    ServiceForm,
    TeamMemberForm,
    free_name,
)

__all__ = [
    "BringBackForm",
    "CaseNewForm",
    "CasesForm",
    "DisposalForm",
    "EmptyForm",
    "FellOutForm",
    "InspectionEditForm",
    "InspectionNewForm",
    "LookedForm",
    "ReaderForm",
    "ServiceForm",
    "TeamMemberForm",
    "free_name",
]
