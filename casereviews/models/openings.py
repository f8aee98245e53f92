"""Who looked at a case."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from inspections.models import Case


class CaseOpening(models.Model):
    """On record: somebody looked at a case. Written by every page that shows one; never changed, gone with its case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    page = models.CharField(max_length=60)

    class Meta:
        ordering = ("-at",)
        triggers: ClassVar = (
            pgtrigger.Protect(name="opening_never_changes", operation=pgtrigger.Update),
            # Asked at the end of the transaction: Django deletes a case after what belongs to it.
            pgtrigger.Trigger(
                name="opening_goes_with_its_case",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func="""
                    IF EXISTS (SELECT FROM inspections_case WHERE id = OLD.case_id) THEN
                        RAISE EXCEPTION 'Who looked at a case stays on record as long as the case'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        )
