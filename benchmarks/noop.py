"""The least that a Celery task can do and still be seen: what freshness.py divides by. Workers get it by `-I`."""

from functools import lru_cache

import redis
from celery import shared_task
from django.conf import settings

FOR_SECONDS = 60


@lru_cache
def valkey() -> redis.Redis:
    return redis.Redis.from_url(settings.CELERY_BROKER_URL)


@shared_task  # type: ignore[untyped-decorator]  # Celery brings no types
def sign_leave(key: str) -> None:
    valkey().set(key, 1, ex=FOR_SECONDS)


def sign_seen(key: str) -> bool:
    return bool(valkey().exists(key))
