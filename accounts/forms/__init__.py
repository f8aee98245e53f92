"""The form that others are built on; signing in and passwords; people; changing what others may change meanwhile."""

from accounts.forms.laying_out import DateField, PlumblineForm
from accounts.forms.people import PersonChangeForm, PersonNewForm
from accounts.forms.signing_in import ChangePasswordForm, ResetPasswordForm, ResetPasswordKeyForm, SignInForm
from accounts.forms.versions import VersionedForm

__all__ = [
    "ChangePasswordForm",
    "DateField",
    "PersonChangeForm",
    "PersonNewForm",
    "PlumblineForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
    "SignInForm",
    "VersionedForm",
]
