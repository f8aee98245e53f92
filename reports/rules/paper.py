"""The foot of each page of paper. Pure."""

UNSAID = {character: f"\\{ord(character):x} " for character in '"\\\n\r\f<>'}


def paper_css(running: str) -> str:
    """A style sheet that prints `running`, as text whatever it holds, and the number of the page below each page."""
    told = "".join(UNSAID.get(character, character) for character in running)
    return (
        "@page {\n"
        f'  @bottom-left {{ content: "{told}"; font: 9pt arial, sans-serif; white-space: nowrap; }}\n'
        "  @bottom-right { content: counter(page); font: 9pt arial, sans-serif; }\n"
        "}\n"
    )
