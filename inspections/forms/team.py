"""The forms of a team: who does what, what they read, and their conflicts of interest."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import ConditionalQuestion, ConditionalRadios, Field, Fluid, Size
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.forms import PlumblineForm, VersionedForm
from accounts.models import Person
from inspections.forms.fields import NumberField, PersonField, count_field, number_typed, offer
from inspections.forms.planning import FIELDS_OF_COLLEAGUES
from inspections.models import Service
from inspections.rules import ROLE_NAMES, Role
from inspections.services import MOST_DAYS
from standards.structure import DomainOutline
from standards.wording import sentence

ROLES_DO = {
    Role.LEAD: "Owns the inspection: shares out cases, proposes judgements, reopens reviews. There is one.",
    Role.STAND_IN: "Signs off for the lead that a case fell out of the sample, and what takes its place.",
    Role.INSPECTOR: "Reads the cases given to them. Also a colleague inspector or a local assessor.",
    Role.QUALITY_LEAD: "Sees progress and every case, to check that cases are judged alike.",
    Role.PANEL: "Decides the ratings. Not somebody who led this inspection or read for it.",
    Role.EDITOR: "Edits the report.",
    Role.SIGNATORY: "Signs the report’s foreword and approves its publication.",
    Role.SERVICE_CONTACT: "Works for the service inspected: sends the eligible cases. Sees nothing else.",
}


SOMEBODY, SOMEBODY_NEW = "known", "new"
WHOLE, CASE_MANAGER, CASE = "whole", "case_manager", "case"


class TeamMemberForm(PlumblineForm):
    """Somebody who has an account, or somebody new by e-mail address."""

    submit_text = "Add to the team"

    who = forms.ChoiceField(
        label="Who joins the team?",
        initial=SOMEBODY,
        required=False,
        choices=[(SOMEBODY, "Somebody with an account"), (SOMEBODY_NEW, "Somebody new: invite them by e-mail")],
        widget=forms.RadioSelect,
    )
    person = PersonField(
        Person.objects.filter(is_active=True),
        required=False,
        empty_label="Choose a person",
        error_messages={"invalid_choice": "Choose a person who may sign in"},
    )
    name = forms.CharField(
        max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    email = forms.EmailField(
        required=False,
        label="E-mail address",
        max_length=254,
        help_text="They get a link to set their password, with their role and the dates.",
        error_messages={"invalid": "Enter an e-mail address, such as name@example.org"},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose a role"})
    field = forms.ChoiceField(
        required=False,
        label="Field of a colleague inspector",
        help_text="Only for somebody from another inspectorate",
        choices=[("", "Not a colleague inspector"), *((field, sentence(field)) for field in FIELDS_OF_COLLEAGUES)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["role"]
        assert isinstance(asked, forms.ChoiceField)
        asked.choices = [Choice(role.value, ROLE_NAMES[role], hint=ROLES_DO[role]) for role in Role]

    def parts(self) -> list[Any]:
        known = Field("person", context={"label_size": Size.for_label("s")})
        new = [Field.text(name, label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS) for name in ("name", "email")]
        known_label, new_label = (str(label) for _, label in self.fields["who"].choices)  # type: ignore[attr-defined]
        who = ConditionalRadios("who", ConditionalQuestion(known_label, known), ConditionalQuestion(new_label, *new))
        return [who, self.laid_out("role"), self.laid_out("field")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("who") == SOMEBODY_NEW:
            for name, words in (("name", "Enter the person’s name"), ("email", "Enter the person’s e-mail address")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
            found = Person.objects.filter(email__iexact=cleaned.get("email") or "-", is_active=True).first()
            cleaned["person"] = found
            if found and found.is_made_by_import:
                self.add_error("email", "Nobody signs in with this address: enter another")
        elif not cleaned.get("person") and "person" not in self.errors:
            self.add_error("person", "Choose a person")
        return cleaned


class StandInForm(PlumblineForm):
    """Who signs off for the lead; the lead names them from the team."""

    submit_text = "Name as stand-in"

    person = PersonField(
        Person.objects.none(),
        label="Your stand-in",
        help_text=ROLES_DO[Role.STAND_IN],
        empty_label="Choose somebody of the team",
        error_messages={"required": "Choose a person", "invalid_choice": "Choose somebody of the team"},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


DAYS_OF_A_LEAD = "For example 4 or 2.5. Empty: the lead reads no cases. Days decide how many cases they are given."


class TeamMemberChangeForm(VersionedForm):
    """What somebody reads."""

    submit_text = "Save"

    days = NumberField(
        label="Days available for reading",
        places=1,
        such_as="4 or 2.5",
        help_text="For example 4 or 2.5. Empty: all of fieldwork. Days decide how many cases they are given.",
    )
    domains = forms.MultipleChoiceField(
        required=False,
        label="Domains they read",
        help_text="Leave empty where they read cases of every domain",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose domains of the list"},
    )
    most = count_field("Most cases they take", most=500, hint="Leave it empty where there is no limit")

    def __init__(self, *args: Any, domains: Iterable[DomainOutline], leads: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if leads:
            self.fields["days"].help_text = DAYS_OF_A_LEAD
        asked = self.fields["domains"]
        assert isinstance(asked, forms.MultipleChoiceField)
        asked.choices = [(domain.code, f"{domain.code} {domain.title}") for domain in domains]

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        return {"days": number_typed(row.days), "domains": row.domains, "most": row.most}

    def clean_days(self) -> Decimal | None:
        days: Decimal | None = self.cleaned_data["days"]
        if days is not None and not 0 <= days <= MOST_DAYS:
            raise ValidationError(f"Days available may be from 0 to {MOST_DAYS}")
        return days


class ConflictForm(PlumblineForm):
    """A conflict of interest, of somebody, with something of a service."""

    submit_text = "Declare the conflict"

    person = PersonField(
        Person.objects.none(),
        label="Who has the conflict of interest?",
        empty_label="Choose a person",
        error_messages={"required": "Choose a person", "invalid_choice": "Choose somebody of the team"},
    )
    service = forms.ModelChoiceField(
        Service.objects.none(),
        empty_label="Choose a service",
        error_messages={"required": "Choose the service", "invalid_choice": "Choose a service of your inspections"},
    )
    about = forms.ChoiceField(
        label="What is the conflict with?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the conflict is with"},
    )
    case_manager = forms.CharField(max_length=120, required=False, help_text="As the service writes the name")
    reference = forms.CharField(
        max_length=40,
        required=False,
        label="Reference of the case",
        help_text="The service’s pseudonymous reference. Never a child’s name.",
    )
    because = forms.CharField(
        max_length=300,
        label="Why is it a conflict of interest?",
        help_text="For example: worked there until 2024; is related to the case manager.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say why it is a conflict of interest",
            "max_length": "Say it in 300 characters at most",
        },
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person] | None = None,
        services: QuerySet[Service] | None = None,
        names_cases: bool = True,
        **kwargs: Any,
    ) -> None:
        self.people, self.services, self.names_cases = people, services, names_cases
        super().__init__(*args, **kwargs)

    def parts(self) -> list[Any]:
        for name, rows in (("person", self.people), ("service", self.services)):
            if rows is None:
                del self.fields[name]
            else:
                offer(self, name, rows)
        choices = {WHOLE: "The whole service: they read none of its cases", CASE_MANAGER: "A case manager"}
        asked = [str(choices[WHOLE]), ConditionalQuestion(choices[CASE_MANAGER], _text("case_manager"))]
        if self.names_cases:
            choices[CASE] = "One case"
            asked.append(ConditionalQuestion(choices[CASE], _text("reference")))
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = list(choices.items())
        first = [self.laid_out(name) for name in ("person", "service") if name in self.fields]
        return [*first, ConditionalRadios("about", *asked), self.laid_out("because")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = {
            CASE_MANAGER: ("case_manager", "Enter the case manager’s name"),
            CASE: ("reference", "Enter the reference"),
        }
        name, words = wanted.get(cleaned.get("about", ""), ("", ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, words)
        for other in ("case_manager", "reference"):
            if other != name and other in cleaned:
                cleaned[other] = ""
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("because", "reference", "case_manager")}


def _text(name: str) -> Field:
    return Field.text(name, label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS)


class WithdrawForm(PlumblineForm):
    submit_text = "Withdraw the conflict"
    submit_warns = True

    because = forms.CharField(
        max_length=300,
        label="Why does it no longer hold?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it no longer holds", "max_length": "Say it in 300 characters at most"},
    )
