"""docker-compose.yml, as far as it can be judged without Docker; ./run check holds it against its schema."""

import re
from typing import Any

import pytest
import yaml

from devstack.state import ROOT

SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
PROGRAMS = ("web", "worker", "beat")


def role_of(name: str, variable: str = "DATABASE_URL") -> str:
    found = re.match(r"postgres://(\w+):", SERVICES[name]["environment"][variable])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_do_not_connect_as_the_superuser_or_know_its_password(name: str) -> None:
    assert role_of(name) not in {SERVICES["postgres"]["environment"]["POSTGRES_USER"], role_of("migrate")}
    assert "${POSTGRES_PASSWORD" not in str(SERVICES[name])


def test_migrations_run_as_the_owner_and_then_give_the_programs_their_rights() -> None:
    assert role_of("migrate", "APP_DATABASE_URL") == role_of("web")
    assert SERVICES["migrate"]["environment"]["APP_DATABASE_URL"] == SERVICES["web"]["environment"]["DATABASE_URL"]
    assert re.search(r"migrate .*&& .*role_grant", SERVICES["migrate"]["command"])


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_kept_in_memory_has_a_size(name: str) -> None:
    assert all(re.fullmatch(r"/\w+:size=\d+m", mount) for mount in SERVICES[name].get("tmpfs", []))
