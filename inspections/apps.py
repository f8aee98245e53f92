from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        from inspections import tasks  # noqa: F401 - known by name to whoever asks a worker
