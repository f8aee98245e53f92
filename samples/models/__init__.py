"""The sample: eligible cases as sent, the plan, the draw, substitutions, and sharing out."""

from samples.models.draws import SampleDraw, SamplePlan, SharingOut, Substitution
from samples.models.uploads import EligibleRow, EligibleUpload

__all__ = ["EligibleRow", "EligibleUpload", "SampleDraw", "SamplePlan", "SharingOut", "Substitution"]
