"""The forms of the sample: its plan, its draw, what takes a case's place, sharing out."""

from samples.forms.draws import DrawAnewForm, DrawForm, ReplayForm
from samples.forms.plans import PlanForm
from samples.forms.sharing import ShareForm
from samples.forms.substitution import SubstituteForm

__all__ = ["DrawAnewForm", "DrawForm", "PlanForm", "ReplayForm", "ShareForm", "SubstituteForm"]
