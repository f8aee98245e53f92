"""The same HTML by jinja2 alone: what pages.py divides by.

Made of a page as we served it: every text and every attribute's value becomes a value that jinja2 escapes and puts in
its place; what stands between them is the template. Nothing is looked up, chosen or repeated while it renders.
"""

import re
from html import unescape

from jinja2 import Environment, Template

VALUE = re.compile(r'(?<=>)[^<>]*[^<>\s][^<>]*(?=<)|(?<==")[^"]*(?=")')
SAME = {"&#x27;": "&#39;", "&quot;": "&#34;"}  # two spellings of one character


def template_of(page: str) -> tuple[Template, list[str]]:
    """The template of a page, and the values that it is rendered with (as `v`)."""
    values: list[str] = []

    def put(match: re.Match[str]) -> str:
        values.append(unescape(match[0]))
        return f"{{{{ v[{len(values) - 1}] }}}}"

    return Environment(autoescape=True, keep_trailing_newline=True).from_string(VALUE.sub(put, page)), values


def difference(ours: str, theirs: str) -> str:
    """Where two pages part; empty if they are the same."""
    for one, other in SAME.items():
        ours, theirs = ours.replace(one, other), theirs.replace(one, other)
    if unescape(ours) == unescape(theirs):
        return ""
    at = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    around = slice(max(at - 80, 0), at + 80)
    return f"ours has …{ours[around]}… where jinja2 gives …{theirs[around]}…"
