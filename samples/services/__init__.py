"""The only writers of uploads, plans, draws, substitutions and sharing out."""

from samples.services.draws import DrawChanged, DrawNotMade, draw_make
from samples.services.plans import PlanRefused, plan_save
from samples.services.sharing import SharingChanged, SharingRefused, sharing_confirm
from samples.services.substitutions import BringBackRefused, SubstitutionRefused, case_bring_back, case_substitute

__all__ = [
    "BringBackRefused",
    "DrawChanged",
    "DrawNotMade",
    "PlanRefused",
    "SharingChanged",
    "SharingRefused",
    "SubstitutionRefused",
    "case_bring_back",
    "case_substitute",
    "draw_make",
    "plan_save",
    "sharing_confirm",
]
