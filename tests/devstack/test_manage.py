import pytest

from devstack.manage import _wants_tables


@pytest.mark.parametrize(
    ("arguments", "wants"),
    [
        (["rate", "doncaster-2024"], True),
        (["shell"], True),
        (["migrate"], False),
        (["makemigrations", "--check"], False),
        (["check"], False),
        (["rate", "--help"], False),
        (["--version"], False),
        ([], False),
    ],
)
def test_commands_on_data_find_their_tables(arguments, wants):
    assert _wants_tables(arguments) == wants
