import os
import stat

import pytest

from devstack.demo import _take
from devstack.progress import Progress
from devstack.refusal import Refusal
from devstack.state import Holder, StateFolder, content_digest
from devstack.stopping import Stop, Stopped

ADDRESS = "http://127.0.0.1:8000/"


@pytest.fixture
def demo_folder(tmp_path):
    """Held by a demo: this process."""
    folder = StateFolder(tmp_path / "state")
    assert folder.take()
    folder.holder_write(Holder(kind="demo", pid=os.getpid(), address=ADDRESS))
    yield folder
    folder.release()


def test_a_second_demo_is_refused_in_one_sentence(demo_folder):
    second = StateFolder(demo_folder.path)
    assert not second.take()
    with pytest.raises(Refusal) as refusal:
        _take(second, Stop(), Progress())
    assert str(refusal.value) == f"The demo is running already at {ADDRESS} (process {os.getpid()}): stop it first."


def test_a_demo_waits_for_a_manage_command_and_says_so_once(demo_folder, capsys):
    demo_folder.holder_write(Holder(kind="manage", pid=os.getpid()))
    stop = Stop()
    stop.signals = 1  # it would wait for ever
    with pytest.raises(Stopped):
        _take(StateFolder(demo_folder.path), stop, Progress())
    assert capsys.readouterr().out.endswith("Waiting for a ./run manage to end\n")


def test_a_stale_holder_file_refuses_nobody(tmp_path):
    folder = StateFolder(tmp_path)
    folder.holder_write(Holder(kind="demo", pid=os.getpid(), address=ADDRESS))  # nobody holds the lock
    folder.refuse_second_demo()
    assert folder.take()
    folder.release()


def test_a_lock_on_a_removed_file_is_no_lock(demo_folder):
    (demo_folder.path / "lock").unlink()
    other = StateFolder(demo_folder.path)
    assert other.take()
    other.release()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "demo"}', '{"kind": "demo", "pid": 1, "more": 2}'])
def test_an_unreadable_holder_file_is_no_holder(tmp_path, text):
    (tmp_path / "holder.json").write_text(text)
    assert StateFolder(tmp_path).holder() is None


def test_passwords_are_kept_and_private(tmp_path):
    folder = StateFolder(tmp_path / "state")
    folder.make()
    assert folder.password("postgres") == folder.password("postgres") != folder.password("valkey")
    assert stat.S_IMODE((folder.path / "secrets" / "postgres").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_a_task_is_done_until_what_it_rests_on_changes(tmp_path):
    folder = StateFolder(tmp_path)
    assert not folder.done("static", "a")
    folder.done_write("static", "a")
    assert folder.done("static", "a")
    assert not folder.done("static", "b")
    folder.done_forget("static")
    assert not folder.done("static", "a")


def test_content_digest_sees_names_and_contents(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("x")
    first = content_digest([one])
    one.write_text("y")
    second = content_digest([one])
    one.rename(two)
    assert len({first, second, content_digest([two])}) == 3
