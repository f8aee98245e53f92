"""The shared tags: what they print, and that they escape what they are given."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, engines
from django.test import RequestFactory
from django.utils import timezone
from django.utils.html import strip_tags

HOSTILE = "<script>alert(1)</script>"


def drawn(source: str, **context):
    template = engines["django"].from_string("{% load plumbline %}" + source)
    return template.render(context, RequestFactory().get("/list/?q=a+b&page=4"))


def words(source: str, **context) -> str:
    return " ".join(strip_tags(drawn(source, **context)).split())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("outstanding", "Outstanding"),
        ("good", "Good"),
        ("requires_improvement", "Requires improvement"),
        ("inadequate", "Inadequate"),
        (None, "Not rated"),
        ("needs_work", "Needs work"),
    ],
)
def test_a_rating_is_told_in_words(code, said):
    assert words("{% rating_tag code %}", code=code) == said


def test_both_answers_name_the_day_unless_it_is_today():
    now = timezone.localtime()
    told = [
        words("{% both_answers 'Why?' theirs yours %}", theirs={"by": "Bo", "at": at, "value": "Yes"}, yours={})
        for at in (now, datetime(2026, 3, 16, 11, 0, tzinfo=UTC))
    ]
    assert f"Saved by Bo at {now:%H:%M} Yes" in told[0]
    assert "Saved by Bo on 16 March 2026 at 11:00 Yes" in told[1]


def test_only_outstanding_has_a_star():
    codes = ("outstanding", "good", "requires_improvement", "inadequate", None)
    assert ["<svg" in drawn("{% rating_tag code %}", code=code) for code in codes] == [True] + [False] * 4


def test_a_rating_takes_its_name_from_the_edition():
    assert words('{% rating_tag "good" "Gut" %}') == "Gut"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% percentage 45 5 11 %}", "45% 5 of 11"),
        ("{% percentage 0 0 3 %}", "0% 0 of 3"),
        ("{% percentage None %}", "None so far"),
        ("{% progress 7 12 %}", "7 of 12 answered"),
        ("{% progress 0 0 'cases read' %}", "0 of 0 cases read"),
        ("{% being_updated True %}", "Being updated"),
        ("{% being_updated False %}", "Up to date"),
        ("{{ 1|counted:'case' }}, {{ 3|counted:'case' }}", "1 case, 3 cases"),
    ],
)
def test_figures_and_states_are_told_in_words(source, said):
    assert words(source) == said


@pytest.mark.parametrize(
    "source",
    [
        "{% rating_tag 'x' bad %}",
        "{% status_tag bad 'red' %}",
        "{% progress 1 2 bad bad %}",
        "{% question_unasked bad bad %}",
        "{% case_card bad bad status=bad %}",
        "{% crumbs bad '/' %}",
        "{% empty_state bad %}{{ bad }}{% endempty_state %}",
        "{% scroll_region bad %}{{ bad }}{% endscroll_region %}",
        "{% timeline_item bad bad %}{{ bad }}{% endtimeline_item %}",
        "{% notification bad %}{{ bad }}{% endnotification %}",
        "{% alert 'success' bad %}{{ bad }}{% endalert %}",
        "{% summary_list rows bad %}",
        "{% both_answers bad side side %}",
    ],
)
def test_what_a_tag_is_given_is_escaped(source):
    side = {"by": HOSTILE, "value": HOSTILE, "note": HOSTILE}
    html = drawn(source, bad=HOSTILE, rows=[{"key": HOSTILE, "value": HOSTILE, "href": "#"}], side=side)
    assert "<script" not in html
    assert "&lt;script" in html


def test_pages_of_a_list_keep_the_rest_of_the_address():
    html = drawn("{% pagination page %}", page=Paginator(range(200), 20).page(4))
    assert 'href="?q=a+b&amp;page=5" rel="next"' in html
    assert 'aria-current="page">4<' in html


def test_a_list_of_one_page_has_no_page_links():
    assert drawn("{% pagination page %}", page=Paginator(range(3), 20).page(1)).strip() == ""


class Fields(forms.Form):
    number = forms.IntegerField(label=f"Number {HOSTILE}", help_text=HOSTILE)
    note = forms.CharField(widget=forms.Textarea)
    value = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.PasswordInput)


def crisp(form: forms.Form) -> str:
    return engines["django"].from_string("{% load crispy_forms_filters %}{{ form|crispy }}").render({"form": form})


def test_labels_and_hints_are_escaped():
    assert "<script" not in crisp(Fields())


def test_an_input_is_tied_to_its_hint_and_its_error():
    html = crisp(Fields({}))
    assert 'aria-describedby="id_number_hint id_number_1_error"' in html
    assert 'id="id_number_1_error" class="govuk-error-message"' in html
    assert 'class="govuk-textarea govuk-textarea--error"' in html
    assert 'class="govuk-input govuk-input--error"' in html


def test_the_first_radio_carries_the_id_that_the_error_summary_links_to():
    html = crisp(Fields({"value": "maybe"}))
    assert 'name="value" id="id_value" value="yes"' in html
    assert 'name="value" id="id_value_1" value="no"' in html
    summary = engines["django"].from_string("{% load crispy_forms_gds %}{% error_summary form %}")
    assert 'href="#id_value"' in summary.render({"form": Fields({"value": "maybe"})})


def test_a_form_that_was_not_sent_has_no_error_summary():
    summary = engines["django"].from_string("{% load crispy_forms_gds %}{% error_summary form %}")
    assert summary.render({"form": Fields()}).strip() == ""


def test_inline_small_radios_keep_both_looks():
    field = Fields()["value"]
    html = (
        engines["django"]
        .get_template("gds/layout/radios.html")
        .template.render(Context({"field": field, "radios_inline": True, "radios_small": True}))
    )
    assert 'class="govuk-radios govuk-radios--inline govuk-radios--small"' in html


def test_a_password_can_be_shown():
    assert "govuk-js-password-input-toggle" in crisp(Fields())
