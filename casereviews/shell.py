"""What a browser keeps to show cases without a line, and how to tell that any of it changed."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

STATIC: Path = settings.BASE_DIR / "static"
TEMPLATES: Path = settings.BASE_DIR / "templates"
KEPT_KINDS = frozenset({".css", ".js", ".svg", ".ico", ".webmanifest"})
NOT_KEPT = frozenset({"prosemirror.js"})  # large, and reports are written with a line


def _kept_files() -> list[Path]:
    return sorted(path for path in STATIC.rglob("*") if path.suffix in KEPT_KINDS and path.name not in NOT_KEPT)


@lru_cache(maxsize=1)
def shell_files() -> tuple[str, ...]:
    """The addresses of the static files that the offline page may need."""
    return tuple(staticfiles_storage.url(path.relative_to(STATIC).as_posix()) for path in _kept_files())


@lru_cache(maxsize=1)
def shell_version() -> str:
    """Another one whenever a page, a form or a script of the product is another."""
    files = [*_kept_files(), *sorted(TEMPLATES.rglob("*.html")), *sorted(TEMPLATES.rglob("*.js"))]
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
