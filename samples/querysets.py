"""Named ways into uploads and their rows."""

from typing import Any

from django.db import models

from samples.rules import UploadState


class UploadQuerySet(models.QuerySet[Any]):
    def taken(self) -> "UploadQuerySet":
        """The one whose rows are the eligible cases of its inspection."""
        return self.filter(state=UploadState.TAKEN)


class EligibleRowQuerySet(models.QuerySet[Any]):
    def of_inspection(self, inspection_id: int) -> "EligibleRowQuerySet":
        """The rows taken, whether eligible or set aside."""
        return self.filter(upload__inspection_id=inspection_id, upload__state=UploadState.TAKEN)

    def eligible(self) -> "EligibleRowQuerySet":
        return self.filter(aside="")
