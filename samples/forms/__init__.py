"""The forms of the sample."""

from samples.forms.uploads import ColumnsForm, GiveUpForm, TakeForm, UploadForm

__all__ = ["ColumnsForm", "GiveUpForm", "TakeForm", "UploadForm"]
