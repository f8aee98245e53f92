"""The Celery application: `celery -A config worker` and `celery -A config beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import task_prerun
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("plumbline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def connections_check(**kwargs: Any) -> None:
    """As Django does at each request: a connection too old or broken is closed, and the task opens another."""
    if not app.conf.task_always_eager:
        close_old_connections()
