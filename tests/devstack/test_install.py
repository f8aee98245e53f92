import re
import sys

import pytest

from devstack import install
from devstack.check import locks_are_clean
from devstack.state import ROOT


def pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / f"{name}.lock").read_text()
    return set(re.findall(r"^([A-Za-z0-9._-]+==[^\s;]+)", text, flags=re.MULTILINE))


def test_each_lock_is_within_the_next():
    """So that installing dev.lock serves the demo too, and tests run on what production has."""
    assert pins("runtime") < pins("demo") < pins("dev")


def test_every_pin_has_its_hash():
    for path in ROOT.glob("requirements/*.lock"):
        blocks = re.split(r"^(?=[A-Za-z0-9])", path.read_text(), flags=re.MULTILINE)
        assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_our_locks_hold_no_addresses():
    assert locks_are_clean()


@pytest.mark.parametrize(
    "line",
    ["--index-url whatever", "--extra-index-url whatever", "--find-links whatever", "a @ https://mirror.invalid/a.whl"],
)
def test_a_lock_with_an_address_is_found(tmp_path, line, capsys):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "dev.lock").write_text(f"a==1 \\\n    --hash=sha256:0\n{line}\n")
    assert not locks_are_clean(tmp_path)
    assert capsys.readouterr().out == f"requirements/dev.lock:3: {line}\n"


def test_uv_is_told_what_pip_is_configured_with(tmp_path, monkeypatch):
    listing = "\n".join(
        [
            ":env:.find-links='/env'",
            "global.extra-index-url='file:///one\\nfile:///two'",
            "global.find-links='/global'",
            "global.index-url='file:///index'",
            "install.index-url='file:///install'",
            "global.trusted-host='mirror.invalid'",
            "global.disable-pip-version-check='1'",
        ]
    )
    pip = tmp_path / "pip.py"
    pip.write_text(f"print({listing!r})")
    for name in install.UV_NAMES.values():
        monkeypatch.delenv(name, raising=False)
    told = install._uv_environment([sys.executable, str(pip)])
    assert {name: told[name] for name in told if name in install.UV_NAMES.values()} == {
        "UV_FIND_LINKS": "/env",
        "UV_EXTRA_INDEX_URL": "file:///one file:///two",
        "UV_DEFAULT_INDEX": "file:///install",
        "UV_INSECURE_HOST": "mirror.invalid",
    }


def test_uvs_own_variables_win(tmp_path, monkeypatch):
    pip = tmp_path / "pip.py"
    pip.write_text("print(\"global.index-url='file:///pips'\")")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "file:///mine")
    assert install._uv_environment([sys.executable, str(pip)])["UV_DEFAULT_INDEX"] == "file:///mine"
