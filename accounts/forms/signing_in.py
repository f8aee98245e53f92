"""Signing in and passwords: allauth's forms with our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.core.exceptions import ValidationError

from accounts.forms.laying_out import PlumblineForm

CHOOSE_WELL = (
    "At least 12 characters, not only numbers, and not like your name or e-mail address. "
    "Three or four unrelated words make a good one."
)
# By allauth's code: a sentence that says what to do.
ERRORS = {
    "account_inactive": "This account is closed. Ask an administrator to open it again.",
    "email_password_mismatch": "The e-mail address or the password is wrong. Check both and try again.",
    "enter_current_password": "That is not your current password. Enter the one you signed in with.",
    "too_many_login_attempts": "There were too many tries with a wrong password. Wait five minutes, then try again.",
    "password_too_short": "Choose a password of at least 12 characters.",
    "password_too_common": "That password is on lists of passwords often used. Choose another.",
    "password_too_similar": "That password is too much like your name or e-mail address. Choose another.",
    "password_entirely_numeric": "That password has only numbers. Add some words.",
}


class AccountForm(PlumblineForm):
    """A form of allauth's: where to go next is in its template, and so the form tag and the token too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""

    def say(self, name: str, label: str, required: str, hint: str = "") -> None:
        field = self.fields[name]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = required

    def add_error(self, field: str | None, error: Any) -> None:
        if isinstance(error, ValidationError) and not hasattr(error, "error_dict"):
            ours = (ValidationError(ERRORS.get(e.code or "", e.message), e.code, e.params) for e in error.error_list)
            error = ValidationError(list(ours))
        super().add_error(field, error)


class SignInForm(AccountForm, allauth_forms.LoginForm):
    submit_text = "Sign in"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("login", "E-mail address", "Enter your e-mail address")
        self.say("password", "Password", "Enter your password")
        self.fields["login"].error_messages["invalid"] = "Enter an e-mail address, such as name@example.org"
        self.fields["login"].widget.attrs.update(autocomplete="username", spellcheck="false", autocapitalize="none")


class ResetPasswordForm(AccountForm, allauth_forms.ResetPasswordForm):
    submit_text = "Send the e-mail"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("email", "E-mail address", "Enter your e-mail address")
        self.fields["email"].error_messages["invalid"] = "Enter an e-mail address, such as name@example.org"
        self.fields["email"].widget.attrs.update(autocomplete="username", spellcheck="false", autocapitalize="none")


class NewPasswordForm(AccountForm):
    """Two fields for a password; comes before allauth's form, whose fields they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_first:
            self.say("password1", "Password", "Enter a password", CHOOSE_WELL)
            self.say("password2", "Password again", "Enter the password a second time")
        else:
            self.say("password1", "New password", "Enter a new password", CHOOSE_WELL)
            self.say("password2", "New password again", "Enter the new password a second time")

    @property
    def is_first(self) -> bool:
        """Somebody who was added or invited has no password that could be called an old one."""
        person = getattr(self, "user", None)
        return person is not None and not person.has_usable_password()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password2" in self.errors and cleaned.get("password1"):
            word = "password" if self.is_first else "new password"
            self.errors["password2"] = self.error_class([f"Enter the same {word} in both boxes"])
        return cleaned


class ResetPasswordKeyForm(NewPasswordForm, allauth_forms.ResetPasswordKeyForm):
    submit_text = "Save the password"


class ChangePasswordForm(NewPasswordForm, allauth_forms.ChangePasswordForm):
    submit_text = "Change password"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("oldpassword", "Current password", "Enter your current password")
