"""The only writers of uploads, plans, draws, substitutions and sharing out."""

from samples.services.draws import DrawChanged, DrawNotMade, draw_make
from samples.services.plans import PlanRefused, plan_save
from samples.services.reading import upload_read, uploads_sweep
from samples.services.sharing import SharingChanged, SharingRefused, sharing_confirm
from samples.services.substitutions import BringBackRefused, SubstitutionRefused, case_bring_back, case_substitute
from samples.services.uploads import UploadRefused, upload_add, upload_map, upload_take, upload_withdraw

__all__ = [
    "BringBackRefused",
    "DrawChanged",
    "DrawNotMade",
    "PlanRefused",
    "SharingChanged",
    "SharingRefused",
    "SubstitutionRefused",
    "UploadRefused",
    "case_bring_back",
    "case_substitute",
    "draw_make",
    "plan_save",
    "sharing_confirm",
    "upload_add",
    "upload_map",
    "upload_read",
    "upload_take",
    "upload_withdraw",
    "uploads_sweep",
]
