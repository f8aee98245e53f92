"""The page of a review on the interview and on examples of practice: its form, and how it reads once it is filled in.

Nothing on it is required. What the case manager is asked is data of the edition.
"""

from dataclasses import dataclass
from typing import Any

from crispy_forms_gds.layout import HTML, Div, Field, Size
from django import forms

from casereviews.form_parts import Laid, Offered, names_of, note_field, plain_helper, seen_field, words_field
from casereviews.note_words import NOTE_VALUES, note_text, note_value
from casereviews.rules import EXAMPLES, INTERVIEW, NOTHING, SPOKEN_TO, Sheet, interview_targets, note_place, note_target
from standards.structure import DomainOutline, InterviewOutline, Outline, StandardOutline, filled

BEFORE = (
    '<h2 class="govuk-heading-m">{}</h2>',
    '<p class="govuk-body">{}</p>',
)
ASKED = "What was said feeds the judgement of staff for the whole service. Leave out names: of the child, and of staff."
EXAMPLES_SAID = "What this case shows of good or of weak practice, told so that a reader of the report could follow it."


class InterviewForm(forms.Form):
    """Interview questions, the interview note with the prompts it bears on, others spoken to, examples of practice."""

    def __init__(self, outline: Outline, domain: DomainOutline, service_word: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word = service_word
        asked = [self._add_question(question) for question in outline.interview]
        examples = [self._add_examples(standard) for standard in domain.judged_standards]
        self.helper = plain_helper(
            *(self._titled("Asked of the case manager", ASKED, asked) if asked else ()),
            self._add_interview(domain),
            self._add_spoken_to(),
            *(self._titled("Examples of practice", EXAMPLES_SAID, examples) if examples else ()),
        )

    @staticmethod
    def _titled(title: str, words: str, parts: list[Any]) -> tuple[Any, ...]:
        heading, paragraph = BEFORE
        return (HTML(heading.format(title)), HTML(paragraph.format(words)), Div(*parts, css_class="plumb-interview"))

    def _add_question(self, question: InterviewOutline) -> Div:
        value, note, seen = names_of(question.target)
        text = filled(question.text, self.word)
        choices = list(NOTE_VALUES.items())
        self.fields[value] = Offered(label=text, choices=choices, required=False, widget=forms.RadioSelect())
        self.fields[note] = note_field(f"What was said: {text}")
        self.fields[seen] = seen_field()
        return Div(
            Field.radios(value, small=True, inline=True, legend_size=Size.SMALL),
            Field(note, template="%s/note.html", context={"summary": "What was said"}),
            Field(seen),
            css_class="plumb-prompt",
        )

    def _add_interview(self, domain: DomainOutline) -> Laid:
        value, note, seen = names_of(INTERVIEW)
        self.fields |= {value: words_field(""), note: note_field("Interview note"), seen: seen_field()}
        self.fields[note].help_text = "Shown beside each prompt that it bears on."
        names = {"links": value, "note": note, "seen": seen}
        return Laid("casereviews/_interview_note.html", names, also=lambda bound: self._groups(domain, bound["links"]))

    def _groups(self, domain: DomainOutline, links: forms.BoundField) -> dict[str, Any]:
        """The prompts to choose from, by standard and key question, and which are chosen."""
        chosen = frozenset(str(links.value() or "").split())
        groups = [
            {
                "title": f"{standard.number} {standard.title}",
                "is_open": any(p.address in chosen for q in standard.questions for p in q.prompts),
                "questions": [
                    {
                        "text": f"{q.address} {filled(q.text, self.word)}",
                        "prompts": [(p.address, filled(p.text, self.word), p.address in chosen) for p in q.prompts],
                    }
                    for q in standard.questions
                    if q.prompts
                ],
            }
            for standard in domain.judged_standards
        ]
        return {"groups": groups}

    def _add_spoken_to(self) -> Div:
        _, note, seen = names_of(SPOKEN_TO)
        self.fields |= {note: note_field("Others who were spoken to"), seen: seen_field()}
        self.fields[note].help_text = "Who they are to the child, and when: “foster carer, 12 March 2025”. No names."
        return Div(Field.textarea(note, label_size=Size.MEDIUM, rows=2), Field(seen), css_class="plumb-interview__text")

    def _add_examples(self, standard: StandardOutline) -> Laid:
        names: dict[str, str] = {}
        for kind in EXAMPLES:
            value, note, seen = names_of(note_target(kind, standard.number))
            self.fields[value] = words_field("Name used for the child")
            self.fields[note] = note_field(f"An example of {kind} practice")
            self.fields[seen] = seen_field()
            names |= {f"{kind}_name": value, str(kind): note, f"{kind}_seen": seen}
        opened_by = ("good", "weak", "good_name", "weak_name")
        title = f"{standard.number} {standard.title}"
        return Laid("casereviews/_examples.html", names, opened_by=opened_by, title=title)


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing noted on the page, to be read."""

    text: str
    value: str
    note: str


def interview_noted(sheet: Sheet, service_word: str) -> list[Noted]:
    """What stands on the page, in its order; nothing of what was left empty."""
    found = []
    for target in interview_targets(sheet):
        row, place = sheet.rows.notes.get(target, NOTHING), note_place(sheet, target)
        if place and (row.value or row.note):
            words = note_value(place, row.value) if row.value else ""
            found.append(Noted(note_text(sheet, place, service_word), words, row.note))
    return found
