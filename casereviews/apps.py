from django.apps import AppConfig


class CasereviewsConfig(AppConfig):
    name = "casereviews"

    def ready(self) -> None:
        from casereviews import tasks  # noqa: F401 - known by name to whoever asks a worker
