"""A report's built bodies read back as a reader would: tables by caption, cells by the header of their column.

Its own parser, of nothing but HTML: it knows no template, no class but those it is asked for, and no figure.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "img", "input", "path", "hr", "meta", "link"})


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    inside: "list[Element | str]" = field(default_factory=list)

    def all(self, *tags: str) -> "list[Element]":
        found = []
        for one in self.inside:
            if isinstance(one, Element):
                found += [one] if one.tag in tags else []
                found += one.all(*tags)
        return found

    @property
    def text(self) -> str:
        """Without footnotes."""
        parts = [one if isinstance(one, str) else "" if one.tag == "plumb-note" else one.text for one in self.inside]
        return " ".join("".join(parts).split())

    @property
    def is_bold(self) -> bool:
        return bool(self.all("strong"))


@dataclass
class Table:
    """`rows` by the text of their first cell, each as its cells by the header of their column."""

    caption: str
    columns: list[str]
    rows: dict[str, dict[str, Element]]

    def column(self, header: str) -> list[str]:
        return [cells[header].text for cells in self.rows.values()]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def parsed(html: str) -> Element:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    (root,) = builder.open
    return root


def tables_of(root: Element) -> list[Table]:
    return [_table(element) for element in root.all("table")]


def _table(element: Element) -> Table:
    caption = element.all("caption")[0].text
    head = element.all("thead")[0]
    columns = [cell.text for cell in head.all("th")]
    rows: dict[str, dict[str, Element]] = {}
    for body in element.all("tbody"):
        for row in body.all("tr"):
            cells = row.all("th", "td")
            if len(cells) == len(columns):
                assert cells[0].tag == "th" and cells[0].attrs["scope"] == "row", "a row without its header"
                assert cells[0].text not in rows, f"{cells[0].text} twice"
                rows[cells[0].text] = dict(zip(columns, cells, strict=True))
    return Table(caption, columns, rows)
