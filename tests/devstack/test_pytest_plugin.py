import pytest

from devstack.pytest_plugin import redis_url_of_worker


@pytest.mark.parametrize(
    ("url", "worker", "expected"),
    [
        ("redis://:secret@127.0.0.1:6379/0", "gw0", "redis://:secret@127.0.0.1:6379/1"),
        ("redis://127.0.0.1:6379", "gw3", "redis://127.0.0.1:6379/4"),
        ("redis://127.0.0.1:6379/0", "gw15", "redis://127.0.0.1:6379/1"),  # there are sixteen
    ],
)
def test_each_worker_has_messages_of_its_own(url, worker, expected):
    assert redis_url_of_worker(url, worker) == expected


def test_long_run_is_what_the_command_line_says(long_run, pytestconfig):
    assert long_run == pytestconfig.getoption("--long")
