"""edition_load and edition_export, as somebody at a keyboard meets them."""

import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from standards.models import Edition
from tests.standards.material import SHIPPED, SMALL, changed, parsed, shipped_text

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        call_command(*arguments)
    assert caught.value.returncode == 1
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return path


def test_edition_load_loads_a_file_and_says_so_again(file: Path) -> None:
    assert told("edition_load", str(file)) == "Loaded small-1: Small services 1.\n"
    same = "small-1 is already loaded with the same content. Nothing was changed.\n"
    assert told("edition_load", str(file)) == same


def test_edition_load_takes_the_code_of_a_shipped_edition(db: None) -> None:
    Edition.objects.filter(code="youth-2018").delete()
    assert told("edition_load", "youth-2018") == "Loaded youth-2018: Youth offending services 2018.\n"


def test_edition_load_prefers_a_file_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("youth-2018").write_text(SMALL, "utf-8")
    assert told("edition_load", "youth-2018") == "Loaded small-1: Small services 1.\n"


def test_edition_load_lists_every_problem_and_loads_nothing(file: Path) -> None:
    broken = changed(changed(SMALL, "{from: 0, rating: poor, phrase: Few}", "{from: 10, rating: por}"), "points: 3", "")
    file.write_text(broken, "utf-8")
    assert refused("edition_load", str(file)) == (
        "small.yaml: rating_scale[2] fine (line 9): The key `points` is missing. Add `points: …`.\n"
        "small.yaml: key_question_bands[0] (line 12): The lowest key_question_bands must start from 0; "
        "it starts from 10. Change `from: 10` to `from: 0`.\n"
        "small.yaml: key_question_bands[0] → rating (line 12): `por` is not a rating of the rating_scale. "
        "Did you mean `poor`?"
    )
    assert not Edition.objects.filter(code="small-1").exists()


def test_edition_load_refuses_to_change_an_edition_in_use(file: Path, small_in_use: Edition) -> None:
    file.write_text(changed(SMALL, "Leadership", "Governance"), "utf-8")
    assert refused("edition_load", str(file)).startswith("small-1 is used by an inspection and cannot change any more")


def test_edition_load_says_what_is_wrong_with_a_path(tmp_path: Path) -> None:
    folder = str(tmp_path)
    assert refused("edition_load", folder) == f"{folder} is a folder. Give the path of an edition's YAML file."
    assert refused("edition_load", "") == "Give the path of an edition's YAML file."
    for missing in (f"{folder}/none.yaml", "../editions/youth-2018"):
        assert refused("edition_load", missing).endswith(
            "Give the path of an edition's YAML file, or one that is shipped: youth-2018 and youth-2021."
        )
    for odd in ("a\0b", "x" * 5000):
        assert "cannot be read" in refused("edition_load", odd)


@pytest.fixture
def closed_file(file: Path) -> Iterator[Path]:
    """A file that may not be read. Root may read everything, so for a moment the test is nobody."""
    before = os.geteuid()
    file.chmod(0)
    if before == 0:
        os.seteuid(65534)
    yield file
    os.seteuid(before)


def test_edition_load_says_that_a_file_may_not_be_read(closed_file: Path) -> None:
    assert refused("edition_load", str(closed_file)) == (
        f"{closed_file} may not be read. Change its permissions, or load it as somebody who may read it."
    )


def test_edition_load_says_that_a_file_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "edition.yaml"
    path.write_bytes(bytes(range(256)))
    said = "edition.yaml: The file is not text in UTF-8. Save it as UTF-8 and load it again."
    assert refused("edition_load", str(path)) == said


@pytest.mark.parametrize("code", SHIPPED)
def test_edition_export_parses_equal_to_the_shipped_file(editions: dict[str, Edition], code: str) -> None:
    assert parsed(told("edition_export", code)) == parsed(shipped_text(code))


def test_edition_export_loads_again_as_the_same(tmp_path: Path, small: Edition) -> None:
    path = tmp_path / "exported.yaml"
    path.write_text(told("edition_export", "small-1"), "utf-8")
    assert told("edition_load", str(path)).startswith("small-1 is already loaded with the same content")


def test_edition_export_says_what_is_loaded_when_the_code_is_unknown(editions: dict[str, Edition]) -> None:
    assert refused("edition_export", "youth") == "No edition youth is loaded. Loaded are: youth-2018, youth-2021."
    Edition.objects.all().delete()
    assert refused("edition_export", "a\0b").endswith("None is loaded yet: use edition_load.")
