"""The content security policy allows no inline script or style, so no template may hold one; and classes have rules."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CSS = (ROOT / "static" / "css" / "plumbline.css").read_text()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_inline_script_style_or_handler(path):
    text = path.read_text()
    assert re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text, re.IGNORECASE) == []
    assert [tag for tag in re.findall(r"<script\b[^>]*>", text, re.IGNORECASE) if " src=" not in tag] == []
    assert re.findall(r"hx-(?:on|vals='js|vals=\"js)", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_fetched_from_another_site(path):
    assert re.findall(r"(?:src|action)=\"(?:https?:)?//[^\"]*", path.read_text()) == []


def test_every_block_of_ours_that_a_page_uses_has_a_look():
    """`plumb-case__title` belongs to the block `plumb-case`; a misspelt block shows here."""
    sources = [path.read_text() for path in (*TEMPLATES, *ROOT.glob("*/forms.py"))]
    used = {block for text in sources for block in re.findall(r"(?<=[\"\s}])plumb-[a-z]+(?:-[a-z]+)*", text)}
    assert sorted(block for block in used if f".{block}" not in CSS) == []
