from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "ratings"

    def ready(self) -> None:
        from inspections.bars import GUARDS, Guard
        from ratings import receivers  # noqa: F401 - connects them once the models are there
        from ratings.meetings import publication_bars
        from ratings.models import RatedStandard

        GUARDS["ratings"] = Guard(hold=RatedStandard.objects.hold, bars=publication_bars)
