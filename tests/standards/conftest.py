"""Editions as rows, and in use."""

from datetime import date

import pytest

from inspections.models import Inspection, Service
from standards.documents import document_read
from standards.models import Edition
from standards.services import document_load
from tests.standards.material import SMALL


@pytest.fixture
def small(db: None) -> Edition:
    return document_load(document=document_read(SMALL.encode(), source="small.yaml")).edition


@pytest.fixture
def small_in_use(small: Edition) -> Edition:
    service = Service.objects.create(place="Testley")
    Inspection.objects.create(name="testley-1", service=service, edition=small, fieldwork_starts=date(2026, 3, 16))
    small.refresh_from_db()
    return small
