"""`rate INSPECTION [--json] [--at TIME]`: the ratings page of one inspection, as it is or as it was."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import get_current_timezone, localtime, now

from inspections.models import Inspection
from ratings.figures import ratings_page
from ratings.past import ratings_at
from ratings.printing import as_json, as_text
from ratings.rules import moment_read
from standards.wording import date_words, joined


class Command(BaseCommand):
    help = (
        "Prints the ratings of an inspection: every standard's figures, what was decided, the overall score. In JSON a "
        'standard has "figures_changed": true only where its figures (or, of one rated by judgement, the proposal) '
        "changed since the panel decided on it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("inspection", help="its name, such as doncaster-2024")
        parser.add_argument("--json", action="store_true", help="for other programs instead of for people")
        parser.add_argument(
            "--at",
            metavar="TIME",
            help="as it was then: 2026-03-18 or “18 March 2026” (at the end of that day), either with a time after it "
            "(“18 March 2026 14:05”, 2026-03-18T14:05:30), or ISO with an offset (2026-03-18T14:05+00:00)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["inspection"]
        # A name is a slug: what cannot be one (bytes of no text, a NUL) is not even asked for.
        found = Inspection.objects.with_names().filter(name=name) if name.isascii() and name.isprintable() else None
        inspection = found.first() if found is not None else None
        if inspection is None:
            raise CommandError(unknown_sentence(name))
        at = moment_asked(options["at"], inspection) if options["at"] is not None else None
        page = ratings_at(inspection, at) if at else ratings_page(inspection)
        if options["json"]:
            said = {"at": at.isoformat()} if at else {}
            self.stdout.write(json.dumps(said | as_json(page), ensure_ascii=False, indent=2))
            return
        heading = [f"{inspection} ({inspection.name})"]
        if at:
            heading.append(f"As it was on {date_words(at.date())}, {at:%H:%M:%S}")
        if inspection.synthetic:
            heading.append("Synthetic: its cases are made up from published figures.")
        self.stdout.write(as_text(page, heading))


def unknown_sentence(name: str) -> str:
    name = name[:80].encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
    known = list(Inspection.objects.order_by("name").values_list("name", flat=True))
    if not known:
        return f"There is no inspection {name}, nor any other yet."
    return f"There is no inspection {name}. There is {joined(known)}."


def moment_asked(words: str, inspection: Inspection) -> datetime:
    """The moment that `words` say, in local time. Raises CommandError for none, one to come, or one before there was
    anything."""
    read, present = moment_read(words), localtime(now())
    if read is None:
        shown = words[:40].encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
        raise CommandError(
            f"“{shown}” is no time: write 2026-03-18, “18 March 2026 14:05” or 2026-03-18T14:05:30+00:00."
        )
    try:
        at = end_of(read, present) if not isinstance(read, datetime) else in_local_time(read)
    except (OverflowError, ValueError):
        raise CommandError(f"{words} is outside the years that can be shown.") from None
    began = localtime(inspection.created_at)
    if at > present:
        raise CommandError(f"{moment_words(at)} is still to come: it is {moment_words(present)}.")
    if at < began:
        raise CommandError(f"{inspection.name} was set up on {moment_words(began)}: there is nothing before.")
    return at


def end_of(day: date, present: datetime) -> datetime:
    """The end of a day; of today, this moment."""
    if day == present.date():
        return present
    return datetime.combine(day + timedelta(days=1), time(), get_current_timezone()) - timedelta(microseconds=1)


def in_local_time(moment: datetime) -> datetime:
    return localtime(moment if moment.tzinfo else moment.replace(tzinfo=get_current_timezone()))


def moment_words(at: datetime) -> str:
    return f"{date_words(at.date())}, {at:%H:%M:%S}"
