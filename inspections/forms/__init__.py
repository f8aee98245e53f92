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
from inspections.forms.context import ContextForm
from inspections.forms.planning import (
    ConfirmForm,
    EmptyForm,
    InspectionEditForm,
    InspectionNewForm,
    PhaseForm,
    YearForm,
    free_name,
)
from inspections.forms.services import ContactForm, EarlierForm, ServiceForm, ServicesFileForm, ServicesTakeForm
from inspections.forms.team import ConflictForm, StandInForm, TeamMemberChangeForm, TeamMemberForm, WithdrawForm

__all__ = [
    "BringBackForm",
    "CaseNewForm",
    "CasesForm",
    "ConfirmForm",
    "ConflictForm",
    "ContactForm",
    "ContextForm",
    "DisposalForm",
    "EarlierForm",
    "EmptyForm",
    "FellOutForm",
    "InspectionEditForm",
    "InspectionNewForm",
    "LookedForm",
    "PhaseForm",
    "ReaderForm",
    "ServiceForm",
    "ServicesFileForm",
    "ServicesTakeForm",
    "StandInForm",
    "TeamMemberChangeForm",
    "TeamMemberForm",
    "WithdrawForm",
    "YearForm",
    "free_name",
]
