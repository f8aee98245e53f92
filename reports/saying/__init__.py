"""What a live figure in prose says: read once per LiveFigures, and only what some figure asks for."""

from reports.saying.catalogue import Offer, offers_of, offers_searched
from reports.saying.evidencing import meetings_number
from reports.saying.interviewing import Interviews, interviews_of
from reports.saying.readings import Readings
from reports.saying.resolving import saying_of

__all__ = [
    "Interviews",
    "Offer",
    "Readings",
    "interviews_of",
    "meetings_number",
    "offers_of",
    "offers_searched",
    "saying_of",
]
