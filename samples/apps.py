from django.apps import AppConfig


class SamplesConfig(AppConfig):
    name = "samples"

    def ready(self) -> None:
        from samples import tasks  # noqa: F401 - known by name to whoever asks a worker
