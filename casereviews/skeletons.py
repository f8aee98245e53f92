"""Forms and answers of a review laid out once, then filled in for each case.

Laying out a key question's form takes tens of milliseconds; its markup only depends on the edition. So crispy renders
it once per edition and service word, the markup is cut where a value goes, and a page fills the gaps. A page with
errors is rendered by crispy in full. A test holds that both give the same markup.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape, unescape

from crispy_forms.utils import render_crispy_form
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from casereviews.form_parts import beside_markup
from casereviews.forms import WHY, FactsForm, QuestionForm, names_of, value_name
from casereviews.interview import InterviewForm
from casereviews.rules import NoteKind, note_target
from standards.structure import DomainOutline, Outline, PromptOutline, QuestionOutline, filled

CUT = "\ue000"  # a character that no text holds

GAPS = re.compile(
    r"""
    <details\b[^>]*\bplumb-(?:note|fold)\b[^>]*?(?P<open>)>(?=(?P<folded>.*?)</details>)
  | <div\ class="plumb-nudge"\ data-nudge="(?P<nudge>[^"]+)"(?P<hidden_unless>(?:[ ]hidden)?)>
  | <p\ class="plumb-nudge__words"\ id="(?P<odd_name>[^"]+)">(?P<odd>)
  | <div\ class="plumb-beside"\ id="(?P<beside_name>[^"]+)">(?P<beside>)
  | <input\b[^>]*\btype="checkbox"[^>]*?\bname="(?P<tick_name>[^"]+)"[^>]*?\bvalue="(?P<tick>[^"]*)"(?P<ticked>)
  | <input\b[^>]*\btype="radio"[^>]*?\bname="(?P<radio_name>[^"]+)"[^>]*?\bvalue="(?P<radio_value>[^"]*)"(?P<checked>)
  | <input\b[^>]*\btype="hidden"[^>]*?\bname="(?P<hidden_name>[^"]+)"[^>]*?\bvalue="(?P<hidden>[^"]*)"
  | <input\b[^>]*\btype="text"[^>]*?\bname="(?P<text_name>[^"]+)"(?P<text>)
  | <textarea\b[^>]*\bname="(?P<area_name>[^"]+)"[^>]*>\n?(?P<area>)
  | <select\b[^>]*\bname="(?P<select_name>[^"]+)"[^>]*>
  | <option\b[^>]*?\bvalue="(?P<option>[^"]*)"(?P<selected>(?:[ ]selected)?)
    """,
    re.VERBOSE | re.DOTALL,
)

CONTROLS = re.compile(r'\btype="checkbox"[^>]*?\bname="([^"]+)"[^>]*?\bvalue="([^"]*)"|\bname="([^"]+)"')

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


@lru_cache(maxsize=200)
def interview_skeleton(outline: Outline, domain: DomainOutline, service_word: str) -> Skeleton:
    return _cut(InterviewForm(outline, domain, service_word))


@lru_cache(maxsize=4000)
def answered_skeleton(question: QuestionOutline, prompts: tuple[PromptOutline, ...], service_word: str) -> Skeleton:
    """A key question as it was answered, to be read, with the prompts asked."""
    value, note, _ = names_of(question.address)
    context = {
        "question": question,
        "text": filled(question.text, service_word),
        "judgement": f"{CUT}{value}{CUT}",
        "reason": f"{CUT}{note}{CUT}",
        "beside": f"{CUT}beside {question.address}{CUT}",
        "why": f"{CUT}{names_of(note_target(NoteKind.WHY, question.address))[1]}{CUT}",
        "prompts": [
            {
                "text": filled(p.text, service_word),
                "value": f"{CUT}{v}{CUT}",
                "note": f"{CUT}{n}{CUT}",
                "beside": f"{CUT}beside {p.address}{CUT}",
            }
            for p in prompts
            for v, n, _ in (names_of(p.address),)
        ],
    }
    pieces = render_to_string("casereviews/_answered.html", context).split(CUT)
    fills = [_read(name, READ_AS.get(name[:10], _reason if name == note else _note)) for name in pieces[1::2]]
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
    if name.startswith("beside "):
        return partial(_read_beside, name.removeprefix("beside "))
    return lambda values: in_words(values[name]) if values.get(name) else ""


def _reason(words: str) -> str:
    return f'<div class="plumb-judged__reason">{linebreaks(words, autoescape=True)}</div>'


def _note(words: str) -> str:
    return f'<dd class="plumb-answers__note">{linebreaksbr(words)}</dd>'


def _why(words: str) -> str:
    return f'<div class="plumb-judged__why"><p>{WHY}:</p>{linebreaks(words, autoescape=True)}</div>'


READ_AS = {"n-note.why": _why}


def _read_beside(address: str, values: Mapping[str, str]) -> str:
    """What stands beside an answer, in one line each; nothing where nothing does."""
    said = [
        word
        for kind, word in ((NoteKind.REPORT, "For the report"), (NoteKind.MARK, "Come back to this"))
        if values.get(names_of(note_target(kind, address))[0])
    ]
    lines = [f'<span class="plumb-read__tick">{word}</span>' for word in said]
    if found := values.get(names_of(note_target(NoteKind.FOUND, address))[1]):
        lines.append(f"<span>In the file: {escape(found)}</span>")
    beside = beside_markup(values.get(f"i-{address}", ""))
    lines += [f'<div class="plumb-beside">{beside}</div>'] if beside else []
    return f'<div class="plumb-read">{"".join(lines)}</div>' if lines else ""


def _cut(form: QuestionForm | FactsForm | InterviewForm) -> Skeleton:
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
    if match["radio_name"]:
        chosen = unescape(match["radio_value"])
        return *match.span("checked"), _flag(unescape(match["radio_name"]), chosen, " checked")
    if match["folded"] or match["nudge"] or match["beside_name"] or match["odd_name"] or match["tick_name"]:
        return _note_gap(match)
    if match["hidden_name"]:
        return *match.span("hidden"), _text(unescape(match["hidden_name"]), "{}")
    if match["text_name"]:
        return *match.span("text"), _text(unescape(match["text_name"]), ' value="{}"', skip_empty=True)
    if match["area_name"]:
        return *match.span("area"), _text(unescape(match["area_name"]), "{}")
    return *match.span("selected"), _flag(select, unescape(match["option"]), " selected")


def _note_gap(match: re.Match[str]) -> tuple[int, int, Fill]:
    """The gaps of what stands beside an answer."""
    if match["folded"]:
        return *match.span("open"), _opened(match["folded"])
    if address := match["nudge"]:
        _, why, _ = names_of(note_target(NoteKind.WHY, address))
        return *match.span(
            "hidden_unless"
        ), lambda values: "" if values.get(why) or values.get(f"o-{address}") else " hidden"
    if name := match["beside_name"]:
        return *match.span("beside"), lambda values: beside_markup(values.get(name, ""))
    if name := match["odd_name"]:
        return *match.span("odd"), _text(name, "{}")
    return *match.span("ticked"), _tick(unescape(match["tick_name"]), unescape(match["tick"]), " checked")


def _opened(folded: str) -> Fill:
    """Open where something stands in what is folded away."""
    fills = [
        _tick(unescape(name), unescape(value), " open") if name else _flag(unescape(other), None, " open")
        for name, value, other in CONTROLS.findall(folded)
        if not other.startswith("s-")
    ]
    return lambda values: " open" if any(fill(values) for fill in fills) else ""


def _tick(name: str, value: str, words: str) -> Fill:
    """`words` where the field, which may hold several, holds `value`."""
    return lambda values: words if value in values.get(name, "").split() else ""


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
