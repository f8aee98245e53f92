"""The forms of leading an inspection: its cases, who reads them, who looked at them."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms_gds.layout import Button, Fieldset, Size
from django import forms
from django.db.models import QuerySet

from accounts.forms import DateField, PlumblineForm
from accounts.models import Person
from casereviews.forms import option_name
from inspections.models import Case
from standards.structure import DomainOutline, FactOutline, Outline
from standards.wording import sentence

Grouped = list[tuple[str, list[tuple[str, str]]]]


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def choose(form: forms.Form, name: str, disposals: Grouped) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "Choose a disposal"), *disposals]


class ReaderForm(PlumblineForm):
    """Who reads a case."""

    reader = forms.ModelChoiceField(
        Person.objects.none(),
        empty_label="Choose an inspector",
        error_messages={"required": "Choose who reads this case", "invalid_choice": "Choose an inspector of this team"},
    )

    def __init__(self, *args: Any, readers: QuerySet[Person], submit_text: str, **kwargs: Any) -> None:
        self.submit_text = submit_text
        super().__init__(*args, **kwargs)
        offer(self, "reader", readers)


class FellOutForm(PlumblineForm):
    """Out of the sample. `wanted` says what the button did when the page was made: a second press changes nothing."""

    submit_text = "Take the case out of the sample"
    warns_unsaved = True
    submit_warns = True

    because = forms.CharField(
        max_length=300,
        label="Why does this case fall out?",
        help_text="For example: the file is missing, the case is restricted, or it was transferred.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the case falls out of the sample"},
    )
    wanted = forms.CharField(initial="out", widget=forms.HiddenInput)


class BringBackForm(PlumblineForm):
    submit_text = "Bring the case back"

    wanted = forms.CharField(initial="in", widget=forms.HiddenInput)


def disposal_choices(domain: DomainOutline) -> Grouped:
    """The disposals of a domain, by group where the edition groups them."""
    named = {group.code: sentence(group.many) for group in domain.groups}
    groups: dict[str, list[tuple[str, str]]] = {}
    for disposal in domain.disposal_types:
        title = named.get(disposal.group, f"{domain.code} {domain.title}")
        groups.setdefault(title, []).append((disposal.code, sentence(disposal.one)))
    return list(groups.items())


class DisposalForm(PlumblineForm):
    """What of a case can be put right. `reopens` is the disposal of which the page said that it reopens reviews."""

    submit_text = "Save the disposal"

    disposal_type = forms.ChoiceField(
        label="Disposal",
        error_messages={"required": "Choose the disposal", "invalid_choice": "Choose a disposal of the list"},
    )
    disposal_local_name = forms.CharField(
        max_length=120, required=False, label="What the service calls it", help_text="Only if it differs: Outcome 22"
    )
    began = DateField(label="Began", required=False)
    reopens = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, domain: DomainOutline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "disposal_type", disposal_choices(domain))
        self.fields["began"].help_text = f"{sentence(domain.began)}. For example, 16 3 2026" if domain.began else ""

    @property
    def disposal(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("disposal_type", "disposal_local_name", "began")}

    @property
    def is_confirmed(self) -> bool:
        return bool(self.cleaned_data["reopens"] == self.cleaned_data["disposal_type"])

    def ask_to_confirm(self) -> None:
        typed = {name: self.data[name] for name in self.data}
        self.data = typed | {"reopens": self.cleaned_data["disposal_type"]}
        self.helper.layout[-1] = Button.warning("submit", "Save, and reopen the review")


class CaseNewForm(PlumblineForm):
    """A case for the sample. The disposal says the domain; what the service said of the case may follow later."""

    submit_text = "Add the case"
    warns_unsaved = True

    reference = forms.CharField(
        max_length=40,
        help_text="A reference of the service’s that names nobody. Never a child’s name.",
        error_messages={"required": "Enter the reference of the case"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
    )
    disposal = forms.ChoiceField(
        help_text="It says which domain the case is read for.",
        error_messages={"required": "Choose the disposal", "invalid_choice": "Choose a disposal of the list"},
    )
    disposal_local_name = DisposalForm.base_fields["disposal_local_name"]
    began = DateField(label="Began", required=False)
    case_manager = forms.CharField(
        max_length=120, required=False, help_text="The member of the service’s staff who holds the case"
    )

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any) -> None:
        self.outline = outline
        self.facts = {fact.target: fact for fact in outline.facts if fact.by == "service"}
        super().__init__(*args, **kwargs)
        domains = [domain for domain in outline.domains if domain.has_cases]
        choose(self, "disposal", all_disposals(domains))
        began = "; ".join(f"{domain.code}: {domain.began}" for domain in domains if domain.began)
        self.fields["began"].help_text = f"{began}. For example, 16 3 2026"

    def parts(self) -> list[Any]:
        own = [self.laid_out(name) for name in self.fields]
        for target, fact in self.facts.items():
            self.fields[target] = fact_field(fact)
        for kind in self.outline.kinds:
            self.fields[f"service.{kind}"] = level_field(kind, self.outline.levels)
        given = [self.laid_out(name) for name in self.fields if "." in name]
        legend = "What the service says of the case (optional)"
        return [*own, Fieldset(*given, legend=legend, legend_size=Size.MEDIUM)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        domain = cleaned.get("disposal", "").partition(":")[0]
        for target, fact in self.facts.items():
            if domain and cleaned.get(target) and not fact.asked_in(domain):
                self.add_error(target, f"This is not asked of cases in {domain}: leave it empty")
        return cleaned

    @property
    def given(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if "." in name and value}


def all_disposals(domains: Iterable[DomainOutline]) -> Grouped:
    return [
        (
            f"{domain.code} {domain.title}",
            [(f"{domain.code}:{disposal.code}", sentence(disposal.one)) for disposal in domain.disposal_types],
        )
        for domain in domains
    ]


def fact_field(fact: FactOutline) -> forms.Field:
    """A fact that may be given or left for later."""
    hint = f"Only for {' and '.join(sorted(fact.domains))}" if fact.domains else ""
    if not fact.options:
        return forms.CharField(label=fact.text, required=False, max_length=300, help_text=hint)
    return _optional(fact.text, fact.options, hint)


def level_field(kind: str, levels: Sequence[str]) -> forms.ChoiceField:
    return _optional(f"{option_name(kind)}, as the service classified it", levels, "")


def _optional(label: str, options: Sequence[str], hint: str) -> forms.ChoiceField:
    choices = [("", "Not given"), *((option, option_name(option)) for option in options)]
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=choices,
        help_text=hint,
        error_messages={"invalid_choice": "Choose an answer of the list"},
    )


class CasesForm(PlumblineForm):
    """Narrows an inspection's cases down to a reader, a state, or both. Sent in the address."""

    submit_text = "Show"

    reader = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)

    def __init__(
        self, *args: Any, readers: Iterable[tuple[str, str]], states: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        self.helper.form_action = "#cases"
        self.helper.form_class = "plumb-filter"
        for name, every, found in (("reader", "Everybody", readers), ("state", "Every state", states)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", every), *found]


class LookedForm(PlumblineForm):
    """Narrows who looked down to a case, a person, or both. Sent in the address."""

    submit_text = "Show"

    case = forms.ModelChoiceField(Case.objects.none(), required=False, empty_label="Every case")
    person = forms.ModelChoiceField(Person.objects.none(), required=False, empty_label="Everybody")

    def __init__(self, *args: Any, cases: QuerySet[Case], people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        offer(self, "case", cases)
        offer(self, "person", people)
