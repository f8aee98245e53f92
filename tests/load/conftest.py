"""The web server of production on the test's database."""

from tests.faults.conftest import web

__all__ = ["web"]
