"""Forms of a report: comments, recommendations, examples of practice, how serious its checks are."""

from reports.forms.checks import SeveritiesForm
from reports.forms.comments import AnswerForm, CommentForm
from reports.forms.practice import ExampleForm, NameForm
from reports.forms.recommendations import BodyForm, RecommendationForm, findings_offered

__all__ = [
    "AnswerForm",
    "BodyForm",
    "CommentForm",
    "ExampleForm",
    "NameForm",
    "RecommendationForm",
    "SeveritiesForm",
    "findings_offered",
]
