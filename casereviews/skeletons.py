"""Forms and answers of a review laid out once, then filled in for each case.

Laying out a key question's form takes tens of milliseconds; its markup only depends on the edition. So crispy renders
it once per edition and service word, the markup is cut where a value goes, and a page fills the gaps. A page with
errors is rendered by crispy in full. A test holds that both give the same markup.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from crispy_forms.utils import render_crispy_form
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from casereviews.forms import FactsForm, QuestionForm, names_of, value_name
from standards.structure import Outline, PromptOutline, QuestionOutline, filled

CUT = "\ue000"  # a character that no text holds

GAPS = re.compile(
    r"""
    <details\b[^>]*\bplumb-note\b[^>]*?(?P<open>)>(?=(?:(?!</details>).)*?\bname="(?P<open_name>[^"]+)")
  | <input\b[^>]*\btype="radio"[^>]*?\bname="(?P<radio_name>[^"]+)"[^>]*?\bvalue="(?P<radio_value>[^"]*)"(?P<checked>)
  | <input\b[^>]*\btype="hidden"[^>]*?\bname="(?P<hidden_name>[^"]+)"[^>]*?\bvalue="(?P<hidden>[^"]*)"
  | <input\b[^>]*\btype="text"[^>]*?\bname="(?P<text_name>[^"]+)"(?P<text>)
  | <textarea\b[^>]*\bname="(?P<area_name>[^"]+)"[^>]*>\n?(?P<area>)
  | <select\b[^>]*\bname="(?P<select_name>[^"]+)"[^>]*>
  | <option\b[^>]*?\bvalue="(?P<option>[^"]*)"(?P<selected>(?:[ ]selected)?)
    """,
    re.VERBOSE | re.DOTALL,
)

Fill = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Markup cut at its gaps: text and fills in turn, text first."""

    parts: tuple[str | Fill, ...]

    def filled(self, values: Mapping[str, str]) -> SafeString:
        return SafeString("".join(part if isinstance(part, str) else part(values) for part in self.parts))


@lru_cache(maxsize=2000)
def question_skeleton(question: QuestionOutline, service_word: str) -> Skeleton:
    return _cut(QuestionForm(question, service_word))


@lru_cache(maxsize=200)
def facts_skeleton(outline: Outline, domain: str) -> Skeleton:
    return _cut(FactsForm(outline, domain))


@lru_cache(maxsize=4000)
def answered_skeleton(question: QuestionOutline, prompts: tuple[PromptOutline, ...], service_word: str) -> Skeleton:
    """A key question as it was answered, to be read, with the prompts asked."""
    value, note, _ = names_of(question.address)
    context = {
        "question": question,
        "text": filled(question.text, service_word),
        "judgement": f"{CUT}{value}{CUT}",
        "reason": f"{CUT}{note}{CUT}",
        "prompts": [
            {"text": filled(p.text, service_word), "value": f"{CUT}{v}{CUT}", "note": f"{CUT}{n}{CUT}"}
            for p in prompts
            for v, n, _ in (names_of(p.address),)
        ],
    }
    pieces = render_to_string("casereviews/_answered.html", context).split(CUT)
    fills = [_read(name, _reason if name == note else _note) for name in pieces[1::2]]
    parts: list[str | Fill] = [pieces[0]]
    for fill, text in zip(fills, pieces[2::2], strict=True):
        parts += [fill, text]
    return Skeleton(tuple(parts))


@lru_cache(maxsize=4000)
def unasked_markup(question: QuestionOutline, service_word: str, reason: str, waiting: bool) -> SafeString:
    """A key question that is not asked of a case, and why."""
    text = filled(question.text, service_word)
    context = {"question": question, "text": text, "reason": reason, "waiting": waiting}
    return render_to_string("casereviews/_unasked.html", context)


def _read(name: str, in_words: Callable[[str], str]) -> Fill:
    """What fills the place of a value, or of a note in its own element where there is one."""
    if name.startswith("v-"):
        return lambda values: escape(value_name(values.get(name, "")))
    return lambda values: in_words(values[name]) if values.get(name) else ""


def _reason(words: str) -> str:
    return f'<div class="plumb-judged__reason">{linebreaks(words, autoescape=True)}</div>'


def _note(words: str) -> str:
    return f'<dd class="plumb-answers__note">{linebreaksbr(words)}</dd>'


def _cut(form: QuestionForm | FactsForm) -> Skeleton:
    markup = render_crispy_form(form, form.helper)
    parts: list[str | Fill] = []
    done, select = 0, ""
    for match in GAPS.finditer(markup):
        if match["select_name"]:
            select = unescape(match["select_name"])
            continue
        start, end, fill = _gap(match, select)
        parts += [markup[done:start], fill]
        done = end
    return Skeleton((*parts, markup[done:]))


def _gap(match: re.Match[str], select: str) -> tuple[int, int, Fill]:
    """Where the gap of a match is, and what fills it."""
    if match["open_name"]:
        return *match.span("open"), _flag(unescape(match["open_name"]), None, " open")
    if match["radio_name"]:
        chosen = unescape(match["radio_value"])
        return *match.span("checked"), _flag(unescape(match["radio_name"]), chosen, " checked")
    if match["hidden_name"]:
        return *match.span("hidden"), _text(unescape(match["hidden_name"]), "{}")
    if match["text_name"]:
        return *match.span("text"), _text(unescape(match["text_name"]), ' value="{}"', skip_empty=True)
    if match["area_name"]:
        return *match.span("area"), _text(unescape(match["area_name"]), "{}")
    return *match.span("selected"), _flag(select, unescape(match["option"]), " selected")


def _flag(name: str, chosen: str | None, words: str) -> Fill:
    """`words` where the field holds `chosen`, or anything at all."""
    if chosen is None:
        return lambda values: words if values.get(name) else ""
    return lambda values: words if values.get(name, "") == chosen else ""


def _text(name: str, around: str, *, skip_empty: bool = False) -> Fill:
    before, _, after = around.partition("{}")

    def fill(values: Mapping[str, str]) -> str:
        value = values.get(name, "")
        return "" if skip_empty and not value else before + escape(value) + after

    return fill
