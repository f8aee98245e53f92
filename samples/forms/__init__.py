"""The forms of the sample: files of eligible cases, its plan, its draw, what takes a case's place, sharing out."""

from samples.forms.draws import DrawAnewForm, DrawForm, ReplayForm
from samples.forms.plans import PlanForm
from samples.forms.sharing import ShareForm
from samples.forms.substitution import SubstituteForm
from samples.forms.uploads import ColumnsForm, GiveUpForm, TakeForm, UploadForm

__all__ = [
    "ColumnsForm",
    "DrawAnewForm",
    "DrawForm",
    "GiveUpForm",
    "PlanForm",
    "ReplayForm",
    "ShareForm",
    "SubstituteForm",
    "TakeForm",
    "UploadForm",
]
