"""The only writers of the sample."""

from samples.services.reading import upload_read, uploads_sweep
from samples.services.uploads import (
    UploadRefused,
    upload_add,
    upload_map,
    upload_take,
    upload_withdraw,
)

__all__ = [
    "UploadRefused",
    "upload_add",
    "upload_map",
    "upload_read",
    "upload_take",
    "upload_withdraw",
    "uploads_sweep",
]
