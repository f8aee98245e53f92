from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "evidence"

    def ready(self) -> None:
        from evidence import tasks  # noqa: F401 - known by name to whoever asks a worker
