from pathlib import Path

import pytest

from devstack import browsers
from devstack.browsers import NoChromium, candidates, chromium_find, flags, works

PLAYWRIGHTS = Path("/playwright/chrome")


def executable(path: Path, answer: str = "exit 0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return path


def test_candidates_are_the_path_then_usual_places_then_playwrights(tmp_path):
    chrome, chromium = executable(tmp_path / "google-chrome"), executable(tmp_path / "chromium")
    found = list(candidates({"PATH": str(tmp_path)}, PLAYWRIGHTS))
    assert found == [chromium, chrome, *map(Path, browsers.PLACES), PLAYWRIGHTS]


def test_a_named_browser_is_the_only_one():
    assert list(candidates({browsers.VARIABLE: "/mine"}, PLAYWRIGHTS)) == [Path("/mine")]


def test_one_that_does_not_start_is_passed_over(tmp_path, monkeypatch):
    stub = executable(tmp_path / "a" / "chromium", "echo 'install me first'; exit 1")
    real = executable(tmp_path / "b" / "google-chrome")
    monkeypatch.setenv("PATH", f"{stub.parent}:{real.parent}")
    monkeypatch.delenv(browsers.VARIABLE, raising=False)
    monkeypatch.setattr(browsers, "PLACES", ())
    assert not works(stub)
    assert chromium_find(PLAYWRIGHTS) == real


def test_playwrights_is_fetched_when_there_is_no_other(tmp_path, monkeypatch):
    playwrights = tmp_path / "cache" / "chrome"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(browsers.VARIABLE, raising=False)
    monkeypatch.setattr(browsers, "PLACES", ())
    monkeypatch.setattr(browsers, "_fetched", lambda: executable(playwrights).exists())
    assert chromium_find(playwrights) == playwrights


def test_without_any_it_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(browsers.VARIABLE, raising=False)
    monkeypatch.setattr(browsers, "PLACES", ())
    monkeypatch.setattr(browsers, "_fetched", lambda: False)
    with pytest.raises(NoChromium, match="apt install chromium"):
        chromium_find(PLAYWRIGHTS)


def test_a_named_one_that_does_not_start_is_said(monkeypatch):
    monkeypatch.setenv(browsers.VARIABLE, "/nowhere/chromium")
    with pytest.raises(NoChromium, match="PLUMBLINE_CHROMIUM names /nowhere/chromium"):
        chromium_find(PLAYWRIGHTS)


@pytest.mark.parametrize(("user", "sandbox"), [(0, False), (1000, True)])
def test_only_root_goes_without_the_sandbox(monkeypatch, user, sandbox):
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert ("--no-sandbox" not in flags()) == sandbox
