"""What a live figure in prose says: read once per LiveFigures, and only what some figure asks for."""

from reports.saying.catalogue import Offer, offers_of, offers_searched
from reports.saying.readings import Readings
from reports.saying.resolving import saying_of

__all__ = ["Offer", "Readings", "offers_of", "offers_searched", "saying_of"]
