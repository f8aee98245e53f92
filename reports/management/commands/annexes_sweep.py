"""What beat does for data annexes, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.annexe.broker import annexe_send
from reports.annexe.models import Annexe
from reports.annexe.services import annexe_build, annexes_follow_the_release, annexes_sweep
from standards.wording import plural, sentence


class Command(BaseCommand):
    help = "Queues every data annexe that wants a build and has none on its way, as beat does every 10 seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--here", action="store_true", help="build them in this process, without broker or worker")

    def handle(self, *args: Any, here: bool, **options: Any) -> None:
        annexes_follow_the_release()
        if here:
            self._built(list(Annexe.objects.stale().order_by("pk").values_list("pk", flat=True)))
            return
        ids = annexes_sweep(at=timezone.now())
        sent = [annexe_send(pk) for pk in ids]
        if not all(sent):
            raise CommandError(
                "The broker does not answer, so annexes stay as they are. "
                "Start it, or build here and now: annexes_sweep --here"
            )
        self.stdout.write(f"{sentence(plural(len(ids), 'annexe', 'annexes'))} queued.")

    def _built(self, ids: list[int]) -> None:
        for pk in ids:
            annexe_build(inspection_id=pk, at=timezone.now(), waited=True)
        failed = Annexe.objects.filter(pk__in=ids).stale().exclude(failed_because="").select_related("inspection")
        if reasons := [f"{annexe.inspection.name}: {annexe.failed_because}" for annexe in failed]:
            raise CommandError("These annexes could not be built:\n" + "\n".join(reasons))
        self.stdout.write(f"{sentence(plural(len(ids), 'annexe', 'annexes'))} built.")
