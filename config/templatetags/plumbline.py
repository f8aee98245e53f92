"""Template tags of the shared components; every one is shown with its states on the page of components.

A tag that takes text escapes it. The markup is in templates/components/, one file per component.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crispy_forms_gds.widgets import DateInputWidget
from django import forms, template
from django.core.paginator import Page
from django.template import Context
from django.template.defaultfilters import pluralize
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# The rating's name where the caller has none at hand, and the look of its tag. A rating of another edition gets the
# plain look: its name is what tells it, never the colour alone.
RATINGS = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
    "not_rated": "Not rated",
}
STATUS_COLOURS = {"green", "red", "yellow", "orange", "blue", "purple", "grey", "teal", "magenta"}


# Ratings and figures ----------------------------------------------------------------------------------------------
@register.inclusion_tag("components/rating_tag.html")
def rating_tag(code: str | None, name: str = "") -> dict[str, Any]:
    """`{% rating_tag standard.rating %}`: code as in the edition, None for "Not rated"."""
    code = code or "not_rated"
    return {
        "look": code.replace("_", "-") if code in RATINGS else "other",
        "name": name or RATINGS.get(code, code.replace("_", " ").capitalize()),
        "star": code == "outstanding",
    }


@register.inclusion_tag("components/percentage.html")
def percentage(
    percent: int | None, yes: int | None = None, relevant: int | None = None, href: str = ""
) -> dict[str, Any]:
    """A whole number of per cent with the count behind it; None means that no case was relevant.

    `href` leads to the cases behind it.
    """
    return {"percent": percent, "yes": yes, "relevant": relevant, "href": href}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, noun: str = "answered", label: str = "") -> dict[str, Any]:
    """`{% progress 7 12 %}`: "7 of 12 answered" with a bar."""
    return {"done": done, "total": total, "noun": noun, "label": label, "complete": total > 0 and done >= total}


@register.inclusion_tag("components/stat_row.html")
def stat_row(stats: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A row of figures, each {"value", "label", "href"?}."""
    return {"stats": stats}


@register.inclusion_tag("components/bars.html")
def bars(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table with a bar or two below the name of each row: {"caption", "first", "columns", "series", "groups"}.

    Each group is {"title"?, "rows"}, each row {"label", "cells", "bars", "astray"?}. `bars` are numbers, drawn to the
    longest of the table (or to `of`), and `series` names what they stand for where there are several; the table says
    all of it. With `long`, the names of rows have a line of their own on a phone.
    """
    longest = table.get("of") or max(
        (bar for group in table["groups"] for row in group["rows"] for bar in row["bars"]), default=0
    )
    groups = [
        {**group, "rows": [{**row, "drawn": _drawn(row, table["columns"], longest)} for row in group["rows"]]}
        for group in table["groups"]
    ]
    return {**table, "groups": groups, "width": len(table["columns"]) + 1}


def _drawn(row: Mapping[str, Any], columns: Sequence[str], longest: Any) -> dict[str, Any]:
    """Each bar's place and its length in hundredths of the longest; each cell with the name of its column."""
    drawn = [
        {"n": n + 1, "y": n * 9, "width": f"{float(length / longest * 100) if longest else 0:.2f}%"}
        for n, length in enumerate(row["bars"])
    ]
    cells = [{"name": name, "value": value} for name, value in zip(columns, row["cells"], strict=True)]
    return {"bars": drawn, "height": len(drawn) * 9, "cells": cells}


# States -----------------------------------------------------------------------------------------------------------
@register.simple_tag
def status_tag(text: str, colour: str = "grey") -> SafeString:
    """A small state in words, in one of GOV.UK's tag colours."""
    colour = colour if colour in STATUS_COLOURS else "grey"
    return format_html('<strong class="govuk-tag govuk-tag--{} plumb-tag">{}</strong>', colour, text)


@register.inclusion_tag("components/being_updated.html")
def being_updated(updating: bool, built_at: Any = None) -> dict[str, Any]:
    """Whether what stands beside it is fresh: "Being updated" or "Up to date" with the time it was built."""
    return {"updating": updating, "built_at": built_at}


@register.inclusion_tag("components/question_unasked.html")
def question_unasked(text: str, reason: str, waiting: bool = False) -> dict[str, Any]:
    """A question that is not put for this case, or (`waiting`) not until another fact is given."""
    return {"text": text, "reason": reason, "waiting": waiting}


@register.inclusion_tag("components/both_answers.html")
def both_answers(question: str, theirs: dict[str, Any], yours: dict[str, Any], href: str = "") -> dict[str, Any]:
    """Somebody else changed an answer meanwhile; each side is {"by", "at"?, "value", "note"?}."""
    return {"question": question, "theirs": theirs, "yours": yours, "href": href}


# Lists ------------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[dict[str, Any]], title: str = "", classes: str = "") -> dict[str, Any]:
    """Rows of {"key", "value", "href"?, "action"?}; with a title it becomes a card."""
    rows = list(rows)
    return {"rows": rows, "title": title, "classes": classes, "actions": any(row.get("href") for row in rows)}


@register.inclusion_tag("components/task_list.html")
def task_list(items: Iterable[dict[str, Any]], id: str = "tasks") -> dict[str, Any]:
    """Items of {"title", "href"?, "hint"?, "status", "colour"?}; without a colour the status is plain text."""
    return {"items": items, "id": id}


@register.inclusion_tag("components/case_card.html")
def case_card(
    title: str,
    href: str = "",
    *,
    lines: Iterable[str] = (),
    status: str = "",
    colour: str = "grey",
    done: int | None = None,
    total: int | None = None,
    noun: str = "answered",
) -> dict[str, Any]:
    """One case in a list: its reference as a link, a line or two, its state and how far it is."""
    return {
        "title": title,
        "href": href,
        "lines": lines,
        "status": status,
        "colour": colour,
        "done": done,
        "total": total,
        "noun": noun,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, name: str = "page") -> dict[str, Any]:
    """Links to the pages of a list; keeps what else stands in the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    query = context["request"].GET.copy()

    def to(number: int) -> str:
        query[name] = str(number)
        return "?" + query.urlencode()

    links = [{"number": n, "href": to(n) if isinstance(n, int) else "", "current": n == page.number} for n in numbers]
    return {
        "page": page,
        "links": links,
        "previous": to(page.number - 1) if page.has_previous() else "",
        "next": to(page.number + 1) if page.has_next() else "",
    }


# Around the content -----------------------------------------------------------------------------------------------
@register.inclusion_tag("components/breadcrumbs.html")
def crumbs(*pairs: str) -> dict[str, Any]:
    """`{% crumbs "My work" home "Doncaster" inspection.get_absolute_url %}`: text and address, in turns."""
    return {"crumbs": list(zip(pairs[::2], pairs[1::2], strict=True))}


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """`{% empty_state "No cases yet" %}What will be here, and what to do.{% endempty_state %}`"""
    return format_html(
        '<div class="plumb-empty"><p class="govuk-heading-s plumb-empty__title">{}</p>{}</div>', title, content
    )


@register.simple_block_tag
def scroll_region(content: str, label: str) -> SafeString:
    """Round a wide table: scrolls sideways by finger and by keyboard."""
    return format_html('<div class="plumb-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, content)


@register.simple_block_tag
def timeline_item(content: str, title: str, by: str = "", at: Any = None) -> SafeString:
    """One entry within `<ol class="moj-timeline">`."""
    body = {"title": title, "by": by, "at": at, "content": content}
    return render_to_string("components/timeline_item.html", body)


@register.simple_block_tag
def notification(content: str, title: str = "Important", kind: str = "") -> SafeString:
    """GOV.UK's notification banner; kind "success" is read out at once."""
    body = {"title": title, "success": kind == "success", "content": content}
    return render_to_string("components/notification.html", body)


@register.simple_block_tag
def alert(content: str, kind: str = "information", title: str = "", dismissible: bool = False) -> SafeString:
    """MoJ's alert: information, success, warning or error."""
    body = {"kind": kind, "title": title, "dismissible": dismissible, "content": content}
    return render_to_string("components/alert.html", body)


# Forms ------------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/error_summary.html")
def error_list(links: Iterable[tuple[str, str]], title: str = "There is a problem") -> dict[str, Any]:
    """An error summary of (address, sentence), such as what is missing before a review can be submitted."""
    return {"links": list(links), "title": title}


@register.filter
def error_links(form: forms.BaseForm | forms.BaseFormSet | None) -> list[tuple[str, str]]:
    """Every error of a form, or of a formset's forms, with the address of the field that mends it."""
    if form is None or not form.is_bound:
        return []
    if isinstance(form, forms.BaseFormSet):
        first = _first_address(form.forms[0]) if form.forms else "#main-content"
        return [(first, str(e)) for e in form.non_form_errors()] + [
            link for one in form.forms for link in error_links(one)
        ]
    links = [(_first_address(form), str(error)) for error in form.non_field_errors()]
    for field in form:
        links += [(f"#{at}", error) for at, error in _field_errors(field)]
    return links


def _first_address(form: forms.BaseForm) -> str:
    field = next(iter(form.visible_fields()), None)
    return f"#{_first_id(field)}" if field else "#main-content"


def _field_errors(field: forms.BoundField) -> Iterable[tuple[str, str]]:
    """A date says which of day, month and year is wrong; every other field has one input to go to."""
    told = set()
    for index, part in enumerate(getattr(field.field, "fields", ())):
        for error in getattr(part.widget, "errors", ()):
            told.add(str(error))
            yield f"{field.auto_id}_{index}", str(error)
    for error in field.errors:
        if str(error) not in told:
            yield _first_id(field), str(error)


def _first_id(field: forms.BoundField) -> str:
    return f"{field.auto_id}_0" if isinstance(field.field.widget, forms.MultiWidget) else field.auto_id


LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)


@register.simple_tag
def field_widget(field: forms.BoundField, counted: bool = False, extra: str = "") -> SafeString:
    """A field's input with GOV.UK's classes, tied to its hint, its errors and its character count.

    Instead of the pack's own tag, which knows neither number nor password inputs, marks a textarea in error as if it
    were an input, and stops with a KeyError at a character count without a hint.
    """
    widget = field.field.widget
    look = next((look for kind, look in LOOKS if isinstance(widget, kind)), "")
    classes = [look, extra, widget.attrs.get("class", "")]
    if field.errors and look:
        classes.append(f"{look}--error")
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if described := describers(field, counted):
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)


@register.simple_tag
def describers(field: forms.BoundField, counted: bool = False) -> str:
    """The ids of a field's hint, errors and character count, as aria-describedby wants them."""
    ids = [f"{field.auto_id}_hint"] if field.help_text else []
    ids += [f"{field.auto_id}_{n}_error" for n, _ in enumerate(field.errors, start=1)]
    ids += [f"{field.auto_id}-info"] if counted else []
    return " ".join(ids)


@register.filter
def is_password(field: forms.BoundField) -> bool:
    return isinstance(field.field.widget, forms.PasswordInput)


@register.filter
def is_date(field: forms.BoundField) -> bool:
    return isinstance(field.field.widget, DateInputWidget)


@register.simple_tag
def date_parts(field: forms.BoundField) -> list[dict[str, Any]]:
    """Day, month and year of a date input, each with its own error where the form knows which is wrong."""
    value = field.value()
    values = value if isinstance(value, (list, tuple)) else DateInputWidget().decompress(value)
    own = [list(getattr(part.widget, "errors", ())) for part in getattr(field.field, "fields", ())]
    return [
        {
            "id": f"{field.auto_id}_{n}",
            "name": f"{field.html_name}_{n}",
            "label": label,
            "value": "" if values[n] is None else values[n],
            "width": 4 if n == 2 else 2,
            "wrong": bool(own[n]) or bool(field.errors and not any(own)),
        }
        for n, label in enumerate(("Day", "Month", "Year"))
    ]


@register.filter
def counted(number: int, noun: str) -> str:
    """`{{ 3|counted:"case" }}`: "3 cases"."""
    return f"{number} {noun}{pluralize(number)}"
