from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import receivers, tasks  # noqa: F401 - connects them once the models are there
        from reports.annexe import receivers as annexe_receivers  # noqa: F401
        from reports.annexe import tasks as annexe_tasks  # noqa: F401
