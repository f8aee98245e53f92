"""Prose as it is stored: blocks with words, live figures and footnotes in them. Pure.

A block is a plain value as an editor in the browser holds it:

    {"type": "paragraph" | "quote" | "heading", "content": [inline, …]}
    {"type": "bullets" | "numbers", "content": [{"type": "item", "content": [inline, …]}, …]}
    {"type": "example", "attrs": {"id": 7}}                     a box with an example of practice

and an inline piece is

    {"type": "text", "text": "…", "marks": [mark, …]}
    {"type": "figure", "attrs": {"source": "question:2.1.1", "form": "per_cent"}}
    {"type": "note", "content": [text and figures]}             a footnote

A mark is {"type": "strong"}, {"type": "em"} or {"type": "link", "attrs": {"href": "https://…"}}.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from reports.rules.lint.findings import Passage, Spot
from standards.wording import sentence

Node = Mapping[str, Any]
Say = Callable[[str, str], str]  # a figure's source and form, to how it reads now; "" where there is nothing to say
Cite = Callable[[str, str], str]  # the same, to the footnote that it brings; "" for none

LINES = {"paragraph": ("p", "govuk-body"), "heading": ("h4", "govuk-heading-s"), "quote": ("blockquote", "plumb-quote")}
LISTS = {
    "bullets": ("ul", "govuk-list govuk-list--bullet"),
    "numbers": ("ol", "govuk-list govuk-list--number"),
}
MARKS = {"strong": "strong", "em": "em"}
SAFE_LINKS = ("https://", "http://", "mailto:")
SENTENCE_ENDS = (".", "!", "?")
LONGEST_BLOCK = 20_000  # characters, as of any note
NO_FIGURE = "[no figure]"


class BadNode(ValueError):
    """What was sent is no block of prose."""


def checked(node: Any) -> Node:
    """The block as it was given, if it is one. Raises BadNode."""
    kind, content = _kind(node), node.get("content", [])
    if kind == "example":
        if not isinstance(_attrs(node).get("id"), int):
            raise BadNode("example")
    elif kind in LISTS:
        for item in _listed(content):
            if _kind(item) != "item":
                raise BadNode(kind)
            _check_line(item.get("content", []), notes=True)
    elif kind in LINES:
        _check_line(content, notes=True)
    else:
        raise BadNode(kind)
    if len(text_of(node)) > LONGEST_BLOCK:
        raise BadNode("too long")
    found: Node = node
    return found


def _check_line(content: Any, *, notes: bool) -> None:
    for piece in _listed(content):
        kind = _kind(piece)
        if kind == "text":
            _check_text(piece)
        elif kind == "figure":
            attrs = _attrs(piece)
            if not (isinstance(attrs.get("source"), str) and isinstance(attrs.get("form"), str)):
                raise BadNode(kind)
        elif kind == "note" and notes:
            _check_line(piece.get("content", []), notes=False)
        else:
            raise BadNode(kind)


def _check_text(piece: Node) -> None:
    if not isinstance(piece.get("text"), str) or not piece["text"]:
        raise BadNode("text")
    marks = _listed(piece.get("marks", []))
    if len({_kind(mark) for mark in marks}) < len(marks):
        raise BadNode("marks")  # the editor cannot open a text with one of them twice
    for mark in marks:
        kind = _kind(mark)
        href = _attrs(mark).get("href") if kind == "link" else ""
        if kind not in (*MARKS, "link") or (kind == "link" and not _is_safe(href)):
            raise BadNode(kind)


def _is_safe(href: Any) -> bool:
    return isinstance(href, str) and href.lower().startswith(SAFE_LINKS)


def _kind(node: Any) -> str:
    if not isinstance(node, Mapping) or not isinstance(node.get("type"), str):
        raise BadNode("no type")
    kind: str = node["type"]
    return kind


def _attrs(node: Node) -> Mapping[str, Any]:
    attrs = node.get("attrs")
    if not isinstance(attrs, Mapping):
        raise BadNode("attrs")
    return attrs


def _listed(content: Any) -> Sequence[Any]:
    if not isinstance(content, list):
        raise BadNode("content")
    return content


def text_of(node: Node) -> str:
    """What somebody typed in it, footnotes as well, without its figures."""
    own: str = node.get("text", "")
    return own + "".join(text_of(child) for child in node.get("content", ()))


def sources_in(nodes: Sequence[Node]) -> set[str]:
    """The sources of every figure in them."""
    found = {node["attrs"]["source"] for node in nodes if node["type"] == "figure"}
    return found.union(*(sources_in(node.get("content", ())) for node in nodes))


def no_note(source: str, form: str) -> str:
    return ""


def prose_html(nodes: Sequence[Node], say: Say, boxes: Mapping[int, str], cite: Cite = no_note) -> str:
    """Blocks as HTML; `boxes` are the examples of practice by id, as HTML. A box that is not there is left out.

    A footnote stands in <plumb-note> at its place, until the report is put together and numbered; that which a figure
    brings follows the figure.
    """
    return "".join(_block_html(node, say, boxes, cite) for node in nodes)


def _block_html(node: Node, say: Say, boxes: Mapping[int, str], cite: Cite) -> str:
    kind = node["type"]
    if kind == "example":
        return boxes.get(node["attrs"]["id"], "")
    if kind in LISTS:
        tag, css = LISTS[kind]
        items = "".join(f"<li>{_line_html(item, say, cite)}</li>" for item in node.get("content", ()))
        return f'<{tag} class="{css}">{items}</{tag}>'
    tag, css = LINES[kind]
    return f'<{tag} class="{css}">{_line_html(node, say, cite)}</{tag}>'


def _line_html(node: Node, say: Say, cite: Cite) -> str:
    return "".join(_inline_html(piece, said, say, cite) for piece, said, _ in said_pieces(node, say))


def _inline_html(piece: Node, said: str, say: Say, cite: Cite) -> str:
    if piece["type"] == "note":
        return f"<plumb-note>{_line_html(piece, say, no_note)}</plumb-note>"
    if piece["type"] == "figure":
        lost = " plumb-figure--none" if said == NO_FIGURE else ""
        note = cite(piece["attrs"]["source"], piece["attrs"]["form"])
        html = f'<span class="plumb-figure{lost}">{escape(said)}</span>'
        return html + (f"<plumb-note>{escape(note)}</plumb-note>" if note else "")
    html = escape(said)
    for mark in piece.get("marks", ()):
        if mark["type"] == "link":
            html = f'<a class="govuk-link" href="{escape(mark["attrs"]["href"])}">{html}</a>'
        else:
            tag = MARKS[mark["type"]]
            html = f"<{tag}>{html}</{tag}>"
    return html


def said_pieces(line: Node, say: Say) -> Iterator[tuple[Node, str, int]]:
    """Each inline piece with how it reads and where in the line it begins; footnotes read as nothing.

    A figure that begins a sentence begins with a large letter.
    """
    read = ""
    for piece in line.get("content", ()):
        said = piece["text"] if piece["type"] == "text" else ""
        if piece["type"] == "figure":
            said = say(piece["attrs"]["source"], piece["attrs"]["form"]) or NO_FIGURE
            before = read.rstrip()
            said = sentence(said) if not before or before.endswith(SENTENCE_ENDS) else said
        yield piece, said, len(read)
        read += said


def passages_of(nodes: Sequence[Node], say: Say, *, section: str, subject: str = "", first: int = 0) -> list[Passage]:
    """What a reading for slips sees: every block, item of a list and footnote as it reads, with its live figures.

    Their places count from `first`.
    """
    lines = enumerate(lines_of(nodes), start=first)
    return [Passage(section, place, *_read(line, say), subject) for place, line in lines]


def lines_of(nodes: Sequence[Node]) -> Iterator[Node]:
    """Whatever holds inline pieces: blocks and items of lists, each followed by its footnotes."""
    for node in nodes:
        if node["type"] in LISTS:
            yield from lines_of(node.get("content", ()))
        elif node["type"] != "example":
            yield node
            yield from (piece for piece in node.get("content", ()) if piece["type"] == "note")


def _read(line: Node, say: Say) -> tuple[str, tuple[Spot, ...]]:
    text, spots = "", []
    for piece, said, start in said_pieces(line, say):
        if piece["type"] == "figure":
            spots.append(Spot(start, start + len(said), piece["attrs"]["source"].partition(":")[2]))
        text += said
    return text, tuple(spots)
