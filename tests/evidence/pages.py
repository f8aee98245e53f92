"""What the tests of these pages share."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import World


def at(page: str, world: World, *more: object) -> str:
    return reverse(page, args=[world.inspection.name, *more])


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
