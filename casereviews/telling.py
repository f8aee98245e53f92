"""What there is to say to somebody whose changes were just saved, beyond that they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html

from casereviews.alerts import alert_href
from casereviews.pages import target_text
from casereviews.rules import Status, Value, asked_words, personal_in, personal_words
from casereviews.services import Receipt


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence or two; `kind` is "warning" where somebody has to act at once, else "information"."""

    kind: str
    text: str
    href: str = ""  # where to act
    action: str = ""

    @property
    def markup(self) -> str:
        """For a page without JavaScript."""
        if not self.href:
            return self.text
        return format_html('{} <a class="govuk-link" href="{}">{}</a>', self.text, self.href, self.action)


def tellings(receipt: Receipt) -> list[Told]:
    return [*_asked(receipt), *_danger(receipt), *_sample(receipt)]


def _asked(receipt: Receipt) -> Iterator[Told]:
    """Which key questions the facts just given made relevant, or not."""
    if receipt.now_asked:
        yield Told("information", asked_words(receipt.now_asked))
    if receipt.no_longer_asked:
        kept = "What was answered there is kept, and does not count."
        yield Told("information", f"{asked_words(receipt.no_longer_asked, 'no longer asked')} {kept}")


def _danger(receipt: Receipt) -> Iterator[Told]:
    """A yes to imminent harm just given: somebody has to hear of it now, not when the report is read."""
    given = {o.change.target for o in receipt.with_status(Status.SAVED) if o.change.value == Value.YES and o.is_new}
    for fact in receipt.sheet.facts:
        if fact.yes_needs_alert and fact.target in given:
            text = f"You answered yes to “{fact.text}” Tell the lead inspector at once; do not wait for the report."
            yield Told("warning", text, alert_href(receipt.review, fact.target), "Send the alert now")


def _sample(receipt: Receipt) -> Iterator[Told]:
    case = receipt.review.case
    if not case.in_sample and receipt.with_status(Status.SAVED):
        fell_out = f"{case.reference} fell out of the sample ({case.fell_out_because})."
        yield Told("information", f"{fell_out} What you answer is kept, and does not count.")


def personal_tellings(receipt: Receipt) -> list[Told]:
    """What was just typed that could tell who somebody is. A page with scripts says so while it is typed."""
    typed = [o for o in receipt.with_status(Status.SAVED) if o.is_new]
    found = [(o, personal_in(f"{o.change.value or ''}\n{o.change.note or ''}")) for o in typed]
    word = receipt.review.inspection.service_word
    return [
        Told("warning", f"“{target_text(receipt.sheet, o.change.target, word)}”: {personal_words(personal)}")
        for o, personal in found
        if personal
    ]
