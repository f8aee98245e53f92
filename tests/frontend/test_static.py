"""What is served: nothing of GOV.UK's own marks, and every file under a name by its content."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

STATIC = Path(settings.BASE_DIR) / "static"
VENDOR = STATIC / "vendor"
SERVED = sorted(path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".map", ".svg", ".webmanifest"})


@pytest.mark.parametrize("path", SERVED, ids=lambda path: str(path.relative_to(STATIC)))
def test_no_served_file_names_the_font_or_the_marks_of_gov_uk(path):
    assert re.findall(r"gds.transport|crown|crest|govuk-logo", path.read_text(), re.IGNORECASE) == []


def test_no_font_and_no_image_of_gov_uk_is_kept():
    names = {path.name for path in VENDOR.rglob("*") if path.is_file()}
    assert {name for name in names if re.search(r"woff|crown|crest|logo|govuk-icon", name)} == set()


def test_every_image_the_stylesheet_asks_for_is_there_and_no_other():
    asked = set(re.findall(r"url\(img/([^)]+)\)", (VENDOR / "frontend.css").read_text()))
    assert asked == {path.name for path in (VENDOR / "img").iterdir()}


def test_the_stylesheet_asks_for_nothing_outside_its_folder():
    addresses = re.findall(r"url\(([^)]+)\)", (VENDOR / "frontend.css").read_text())
    assert [address for address in addresses if not address.startswith("img/")] == []


def test_packages_are_pinned_exactly_and_the_lock_records_no_download_address():
    package, lock = (json.loads((VENDOR / name).read_text()) for name in ("package.json", "package-lock.json"))
    pinned = package["dependencies"] | package["devDependencies"]
    assert {name for name, version in pinned.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == set()
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in pinned} == pinned
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []


def test_built_scripts_are_of_the_locked_versions():
    versions = json.loads((VENDOR / "package.json").read_text())["dependencies"]
    assert f'"{versions["govuk-frontend"]}"' in (VENDOR / "govuk-frontend.min.js").read_text()
    assert f'"{versions["@ministryofjustice/frontend"]}"' in (VENDOR / "moj-frontend.min.js").read_text()
    assert f'version:"{versions["htmx.org"]}"' in (VENDOR / "htmx.min.js").read_text()
    assert "ProseMirror" in (VENDOR / "prosemirror.js").read_text()
    assert f'--govuk-frontend-version: "{versions["govuk-frontend"]}"' in (VENDOR / "frontend.css").read_text()


def test_static_files_can_be_named_by_their_content(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    named = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert all((tmp_path / hashed).is_file() for hashed in named.values())
    assert {
        "vendor/frontend.css",
        "css/plumbline.css",
        "js/start.js",
        "js/review/store.js",
        "vendor/htmx.min.js",
    } <= named.keys()


def test_our_own_scripts_are_small():
    """Under 50 KiB in all, compressed as they are served; those of the editor of reports, for its page alone, apart."""
    files = set((STATIC / "js").rglob("*.js"))
    editor = set((STATIC / "js" / "report").rglob("*.js"))
    for scripts, most in ((files - editor, 50), (editor, 30)):
        sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in scripts}
        assert len(sizes) > 5
        assert sum(sizes.values()) < most * 1024, sizes


def test_the_error_page_that_stands_alone_names_files_that_are_there():
    page = (Path(settings.BASE_DIR) / "templates" / "500.html").read_text()
    addresses = re.findall(r'"/static/([^"]+)"', page)
    assert addresses == ["img/favicon.svg", "vendor/frontend.css", "css/plumbline.css"]
    assert [address for address in addresses if not (STATIC / address).is_file()] == []


def test_icons_of_the_manifest_are_there():
    icons = json.loads((STATIC / "plumbline.webmanifest").read_text())["icons"]
    assert [icon["src"] for icon in icons if not (STATIC / icon["src"]).is_file()] == []


def test_settings_serve_static_files_under_the_address_the_error_page_uses():
    assert settings.STATIC_URL == "/static/"
    assert staticfiles_storage.base_url == "/static/"
