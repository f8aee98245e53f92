"""Forms of the report."""

from reports.forms.comments import AnswerForm, CommentForm

__all__ = ["AnswerForm", "CommentForm"]
