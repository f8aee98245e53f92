import psycopg
import pytest
import redis

from devstack.refusal import Refusal
from devstack.servers import database_empty


def test_servers_answer_and_keep_their_data(start_servers, database):
    with start_servers() as first:
        database(first["DATABASE_URL"], "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('here')")
        redis.Redis.from_url(first["REDIS_URL"]).set("kept", "here")
    with start_servers() as second:
        assert database(second["DATABASE_URL"], "SELECT word FROM kept") == [("here",)]
        assert redis.Redis.from_url(second["REDIS_URL"]).get("kept") == b"here"


def test_servers_sort_and_store_the_same_everywhere(start_servers, database):
    with start_servers() as servers:
        [(encoding,)] = database(servers["DATABASE_URL"], "SHOW server_encoding")
        [(provider, locale)] = database(
            servers["DATABASE_URL"], "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'app'"
        )
    assert (encoding, provider, locale) == ("UTF8", "b", "C.UTF-8")


def test_servers_refuse_strangers(start_servers):
    with start_servers() as servers:
        user, _, host = servers["DATABASE_URL"].rpartition("@")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"{user[: user.rindex(':')]}:guess@{host}")
        address = "redis://" + servers["REDIS_URL"].rpartition("@")[2]
        with pytest.raises(redis.AuthenticationError):
            redis.Redis.from_url(address).ping()


def test_outside_servers_win_each_apart(start_servers, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/database")
    with start_servers() as servers:
        assert servers["DATABASE_URL"] == "postgres://elsewhere/database"
        assert redis.Redis.from_url(servers["REDIS_URL"]).ping()
    assert not (tmp_path / "state" / "postgres").exists()


def test_half_made_data_folder_is_made_again(start_servers, database, tmp_path):
    draft = tmp_path / "state" / "postgres.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18")
    with start_servers() as servers:
        assert database(servers["DATABASE_URL"], "SELECT 1") == [(1,)]
        assert not draft.exists()


def test_database_empty_until_django_was_there(start_servers, database):
    with start_servers() as servers:
        assert database_empty(servers["DATABASE_URL"])
        database(servers["DATABASE_URL"], "CREATE TABLE django_migrations ()")
        assert not database_empty(servers["DATABASE_URL"])
    with pytest.raises(Refusal, match="The database of DATABASE_URL does not answer: connection failed"):
        database_empty(servers["DATABASE_URL"])
