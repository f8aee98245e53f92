"""The form that others are built on; signing in and passwords (allauth's forms with our words); people."""

from datetime import date
from typing import Any

from allauth.account import forms as allauth_forms
from crispy_forms_gds.fields import DateInputField
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Fluid, Layout, Size
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Person

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


class PlumblineForm(forms.Form):
    """All fields in order, each drawn as what it is, and one button. `{% crispy form %}` draws the form tag too."""

    submit_text = "Save"
    submit_warns = False  # a red button, for what cannot easily be undone
    warns_unsaved = False  # for what takes a while to fill in: static/js/unsaved.js asks before the page is left

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"data-warn-unsaved": ""} if self.warns_unsaved else {}
        button = Button.warning if self.submit_warns else Button.primary
        self.helper.layout = Layout(*self.parts(), button("submit", self.submit_text))

    def parts(self) -> list[Any]:
        """What stands in the form, from the top; a subclass may group its fields."""
        return [self.laid_out(name) for name in self.fields]

    def laid_out(self, name: str) -> Field:
        widget = self.fields[name].widget
        if isinstance(widget, forms.RadioSelect):
            return Field.radios(name, small=True, legend_size=Size.SMALL)
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return Field.checkboxes(name, small=True, legend_size=Size.SMALL)
        if isinstance(widget, forms.CheckboxInput):
            return Field.checkbox(name)
        if isinstance(widget, forms.Textarea):
            return Field.textarea(name, label_size=Size.SMALL, rows=widget.attrs.get("rows", 5))
        if isinstance(widget, (forms.MultiWidget, forms.Select)):
            return Field(name, context={"legend_size": Size.for_legend("s"), "label_size": Size.for_label("s")})
        sized = "govuk-input--width" in widget.attrs.get("class", "")
        return Field.text(name, label_size=Size.SMALL, field_width=None if sized else Fluid.TWO_THIRDS)


class DateField(DateInputField):
    """Day, month and year apart, as people write a date; errors say what to do. Years run from 2000 to 2099."""

    def __init__(self, *, missing: str = "Enter the day, month and year", **kwargs: Any) -> None:
        super().__init__(require_all_fields=True, **kwargs)
        self.error_messages |= {"required": missing, "incomplete": missing}

    def clean(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in value] if isinstance(value, (list, tuple)) else []
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if len(parts) != 3 or not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self.compress(parts)

    def compress(self, data_list: Any) -> date | None:
        if not data_list or not any(data_list):
            return None
        try:
            day, month, year = (int(part) if len(part) <= 4 and part.isdecimal() else 0 for part in data_list)
            found = date(year, month, day)
        except ValueError as problem:
            raise ValidationError("Enter a date that exists, such as 16 3 2026", code="invalid") from problem
        if not 2000 <= found.year <= 2099:
            raise ValidationError("Enter the year with four digits, such as 2026", code="invalid")
        return found


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
    """Two fields for a new password; comes before allauth's form, whose fields they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("password1", "New password", "Enter a new password", CHOOSE_WELL)
        self.say("password2", "New password again", "Enter the new password a second time")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password2" in self.errors and cleaned.get("password1"):
            self.errors["password2"] = self.error_class(["Enter the same new password in both boxes"])
        return cleaned


class ResetPasswordKeyForm(NewPasswordForm, allauth_forms.ResetPasswordKeyForm):
    submit_text = "Save the password"


class ChangePasswordForm(NewPasswordForm, allauth_forms.ChangePasswordForm):
    submit_text = "Change password"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("oldpassword", "Current password", "Enter your current password")


class PersonForm(PlumblineForm):
    """Somebody new, or what an administrator may change of somebody."""

    name = forms.CharField(
        max_length=120,
        help_text="As colleagues know them. It stands in the record of who looked at a case.",
        error_messages={"required": "Enter the person’s name"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it.",
        error_messages={
            "required": "Enter the person’s e-mail address",
            "invalid": "Enter an e-mail address, such as name@example.org",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    is_administrator = forms.BooleanField(
        required=False,
        label="Administrator: plans inspections, sets up services and teams, adds people",
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        others = Person.objects.filter(email__iexact=email)
        if self.person is not None:
            others = others.exclude(pk=self.person.pk)
        if other := others.first():
            raise ValidationError(f"{other} signs in with this e-mail address: enter another")
        return email


class PersonNewForm(PersonForm):
    submit_text = "Add and send the link"


class PersonChangeForm(PersonForm):
    is_active = forms.BooleanField(
        required=False,
        label="May sign in: without the tick, access ends at once, also where they are signed in now",
    )
