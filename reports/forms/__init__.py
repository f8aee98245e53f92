"""Forms of a report: recommendations, examples of practice, what is made of findings."""

from reports.forms.recommendations import BodyForm, RecommendationForm, findings_offered

__all__ = ["BodyForm", "RecommendationForm", "findings_offered"]
