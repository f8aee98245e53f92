"""What the page of components shows: one form with every kind of field, one page of an inspector's questions."""

from datetime import UTC, datetime
from typing import Any

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.fields import DateInputField
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import (
    HTML,
    Accordion,
    AccordionSection,
    Button,
    ConditionalQuestion,
    ConditionalRadios,
    Div,
    Field,
    Fieldset,
    Fixed,
    Fluid,
    Layout,
    Size,
)
from django import forms, template
from django.core.paginator import Page, Paginator

register = template.Library()

VALUES = [("yes", "Yes"), ("no", "No"), ("not_relevant", "Not relevant")]
PROMPTS = [
    (
        "Is there enough analysis of offending behaviour, including the child’s attitudes towards and motives for it?",
        "",
    ),
    (
        "Does assessing consider the child’s diversity?",
        "Yes, where age, culture, disability and language were looked at.",
    ),
    ("Are the child’s strengths and protective factors considered?", ""),
    ("Where applicable, is enough attention given to the wishes of the victim, and to restorative justice?", ""),
]


class NoTokenHelper(FormHelper):
    form_tag = False
    disable_csrf = True


class FieldsForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="Name of the service", help_text="As it stands on its own letters.")
    cases = forms.IntegerField(label="Cases to read", help_text="The formula suggests 39.")
    place = forms.ChoiceField(label="Place", choices=[("", "Choose one"), ("d", "Doncaster"), ("r", "Rotherham")])
    email = forms.EmailField(label="E-mail address")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    reason = forms.CharField(label="Why do you set another number?", widget=forms.Textarea, max_length=200)
    fieldwork = DateInputField(label="When does fieldwork start?", help_text="A Monday, for example 18 3 2024")
    conduct = forms.ChoiceField(
        label="How is fieldwork done?",
        choices=[
            Choice("site", "On site"),
            Choice("remote", "Remotely", hint="By video, with files read on screen"),
            Choice("mixed", "Both", divider="or"),
            Choice("unknown", "Not yet known"),
        ],
        widget=forms.RadioSelect,
    )
    spoken = forms.MultipleChoiceField(
        label="Who was spoken to?",
        help_text="Choose all that apply.",
        choices=[("child", "The child"), ("parent", "A parent or carer"), ("manager", "The case manager")],
        widget=forms.CheckboxSelectMultiple,
    )
    second = forms.ChoiceField(
        label="Is a second reading planned?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    reader = forms.CharField(label="Who reads it again?", required=False)
    file = forms.FileField(label="The service’s own figures")
    agreed = forms.BooleanField(label="The service has agreed to these dates")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = NoTokenHelper()
        self.helper.layout = Layout(
            Field.text("name", label_size=Size.SMALL, field_width=Fluid.TWO_THIRDS),
            Field.text("cases", label_size=Size.SMALL, field_width=Fixed.THREE, inputmode="numeric"),
            Field.select("place"),
            Field.text("email", field_width=Fluid.TWO_THIRDS),
            Field.text("secret", field_width=Fluid.TWO_THIRDS),
            Field.textarea("reason", rows=4, max_characters=200, threshold=50),
            Fieldset(
                Field("fieldwork", context={"legend_size": Size.for_legend("s")}),
                Field.radios("conduct", legend_size=Size.SMALL),
                legend="Fieldwork",
                legend_size=Size.MEDIUM,
                legend_tag="h3",
            ),
            Field.checkboxes("spoken", legend_size=Size.SMALL, small=True),
            ConditionalRadios("second", ConditionalQuestion("Yes", Field.text("reader")), "No"),
            Field("file"),
            Field.checkbox("agreed"),
            HTML.p("A paragraph within a form."),
            Div(
                Button.primary("save", "Save and continue"),
                Button.secondary("later", "Save for later"),
                Button.warning("remove", "Remove"),
                css_class="govuk-button-group",
            ),
        )

    def clean_fieldwork(self) -> Any:
        return self.cleaned_data["fieldwork"]


class FoldedForm(forms.Form):
    what = forms.CharField(label="What was seen", widget=forms.Textarea)
    where = forms.CharField(label="Where in the file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = NoTokenHelper()
        self.helper.layout = Layout(
            Accordion(
                AccordionSection("Good practice", Field.textarea("what", rows=3), summary="From one case"),
                AccordionSection("Where it stands", Field.text("where")),
                css_id="practice",
            )
        )


class QuestionsForm(forms.Form):
    """The recipe for a page of questions: prompts with a note each, then the judgement with its reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prompts = []
        for n, (text, guidance) in enumerate(PROMPTS, start=1):
            self.fields[f"p{n}"] = forms.ChoiceField(
                label=text,
                help_text=guidance,
                choices=VALUES,
                widget=forms.RadioSelect,
                error_messages={"required": f"Answer question {n}: {text}"},
            )
            self.fields[f"n{n}"] = forms.CharField(
                label=f"Note on: {text}", required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
            prompts.append(
                Div(
                    Field.radios(f"p{n}", small=True, inline=True, legend_size=Size.SMALL),
                    Field(f"n{n}", template="%s/note.html"),
                    css_class="plumb-prompt",
                )
            )
        self.fields["judgement"] = forms.ChoiceField(
            label="Your judgement",
            help_text="Does assessment sufficiently analyse how to support the child’s desistance?",
            choices=VALUES,
            widget=forms.RadioSelect,
            error_messages={"required": "Give your judgement"},
        )
        self.fields["because"] = forms.CharField(
            label="Reason for your judgement",
            help_text="What you saw in the case that decides it.",
            widget=forms.Textarea,
            error_messages={"required": "Give the reason for your judgement"},
        )
        self.helper = NoTokenHelper()
        self.helper.layout = Layout(
            Fieldset(
                *prompts,
                Div(
                    Field.radios("judgement", small=True, inline=True, legend_size=Size.MEDIUM),
                    Field.textarea("because", rows=4),
                    css_class="plumb-judgement",
                ),
                legend="Does assessment sufficiently analyse how to support the child’s desistance?",
                legend_size=Size.MEDIUM,
                legend_tag="h2",
                css_class="plumb-key-question",
            )
        )


@register.simple_tag
def example_form(kind: str, state: str = "empty") -> forms.Form:
    """The forms of this page: fields, folded or questions; empty, filled or wrong."""
    form_class = {"fields": FieldsForm, "folded": FoldedForm, "questions": QuestionsForm}[kind]
    prefix = None if state == "empty" else state
    if state == "wrong":
        wrong = {"fieldwork_0": "31", "fieldwork_1": "x", "fieldwork_2": "2024", "second": "yes", "email": "amina"}
        form = form_class({f"{prefix}-{name}": value for name, value in wrong.items()}, {}, prefix=prefix)
        form.is_valid()
        return form
    filled = {
        "p1": "yes",
        "p2": "no",
        "n2": "Culture is not mentioned anywhere in the assessment.",
        "p3": "not_relevant",
    }
    return form_class(prefix=prefix, initial=filled if state == "filled" else {})


@register.simple_tag
def example_page(number: int = 4) -> Page:
    return Paginator(range(230), 20).page(number)


@register.simple_tag
def example(name: str) -> Any:
    """Data of the components that take lists."""
    return EXAMPLES[name]


EXAMPLES: dict[str, Any] = {
    "moment": datetime(2024, 3, 18, 10, 42, tzinfo=UTC),
    "rows": [
        {"key": "Service", "value": "Doncaster Youth Justice Service", "href": "#rows"},
        {"key": "Fieldwork", "value": "18 March 2024 to 22 March 2024", "href": "#rows"},
        {"key": "Edition", "value": "Youth justice services, 2021"},
        {"key": "Board’s name", "value": ""},
    ],
    "tasks": [
        {"title": "Facts and classifications", "href": "#tasks", "status": "Complete"},
        {
            "title": "2.1 Assessment",
            "href": "#tasks",
            "hint": "7 of 12 answered",
            "status": "In progress",
            "colour": "blue",
        },
        {"title": "2.2 Planning", "href": "#tasks", "status": "Not started", "colour": "grey"},
        {"title": "2.4 Reviewing", "hint": "Waiting for: did factors change?", "status": "Cannot start yet"},
    ],
    "stats": [
        {"value": 39, "label": "cases in the sample"},
        {"value": "14 of 39", "label": "reviews submitted", "href": "#stats"},
        {"value": 3, "label": "standards not rated yet"},
    ],
    "missing": [
        ("#questions", "2.1 Assessment: answer “Is offending behaviour analysed?”"),
        ("#questions", "2.1 Assessment: give a reason for your judgement on safety"),
    ],
    "bars": {
        "caption": "The sample beside the eligible cases",
        "first": "",
        "columns": ["Eligible", "Share", "In sample"],
        "series": ("Eligible cases", "The sample"),
        "groups": [
            {
                "title": "Gender",
                "rows": [
                    {"label": "Female", "cells": [11, "2.5", 3], "bars": [12.5, 15]},
                    {"label": "Male", "cells": [77, "17.5", 17], "bars": [87.5, 85]},
                ],
            },
            {
                "title": "Risk of serious harm",
                "rows": [
                    {"label": "Low", "cells": [26, "5.9", 9], "bars": [29.5, 45], "astray": True},
                    {"label": "Medium or high", "cells": [62, "14.1", 11], "bars": [70.5, 55]},
                ],
            },
        ],
    },
    "theirs": {
        "by": "Rosa Lindqvist",
        "at": datetime(2024, 3, 18, 10, 42, tzinfo=UTC),
        "value": "No",
        "note": "The plan came after the assessment.",
    },
    "yours": {"value": "Yes", "note": "The plan is dated the same day."},
    "lines": ["Referral order, 16 to 17", "Allocated to Amina Shah"],
}
