"""How the database is spoken to, in production as in the demo."""

import importlib

import pytest

IDLE = "-c idle_in_transaction_session_timeout=60s"


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch):
    def settings_for(url: str):
        for name, value in {
            "DATABASE_URL": url,
            "SECRET_KEY": "a" * 50,
            "ALLOWED_HOSTS": "plumbline.example",
            "REDIS_URL": "redis://redis:6379/0",
            "EMAIL_URL": "consolemail://",
        }.items():
            monkeypatch.setenv(name, value)
        return importlib.reload(importlib.import_module("config.settings.prod")).DATABASES["default"]

    return settings_for


def test_production_keeps_the_plans_of_statements_and_its_connections(production):
    found = production("postgres://plumbline:secret@postgres/plumbline")
    assert found["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": 2, "options": IDLE}
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)


def test_options_of_the_address_go_before_ours(production):
    found = production("postgres://plumbline:secret@postgres/plumbline?sslmode=require&connect_timeout=3")
    assert found["OPTIONS"] == {
        "server_side_binding": True, "prepare_threshold": 2, "sslmode": "require", "connect_timeout": 3,
        "options": IDLE,
    }  # fmt: skip


def test_an_option_string_of_the_address_replaces_ours(production):
    found = production("postgres://plumbline:secret@postgres/plumbline?options=-c%20statement_timeout%3D5s")
    assert found["OPTIONS"]["options"] == "-c statement_timeout=5s"
