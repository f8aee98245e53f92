"""An edition's document as YAML for people: keys in their order, short lists and mappings on one line."""

from typing import Any

import yaml

WIDTH = 118


class _Dumper(yaml.SafeDumper):
    """No aliases, list entries indented, and what fits on a line stays on it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, indentless=False)

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style=False)
        node.flow_style = _fits(node.value)
        return node

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style=False)
        node.flow_style = _fits([part for pair in node.value for part in pair])
        return node


def _fits(nodes: list[yaml.Node]) -> bool:
    """Whether these are words (or already short lists) that together take one line at most."""
    if any(isinstance(node, yaml.CollectionNode) and not node.flow_style for node in nodes):
        return False
    return sum(_length(node) + 2 for node in nodes) <= WIDTH - 30


def _length(node: yaml.Node) -> int:
    if isinstance(node, yaml.ScalarNode):
        return len(node.value)
    parts = node.value if isinstance(node, yaml.SequenceNode) else [part for pair in node.value for part in pair]
    return sum(_length(part) + 2 for part in parts)


def yaml_written(document: dict[str, Any]) -> str:
    """YAML that parses equal to `document`."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text
