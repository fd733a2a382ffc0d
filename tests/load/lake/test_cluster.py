"""What is said where a cluster does not do what it is asked, and what is not."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load import lake
from sla_dash.load.lake import cluster
from tests import drawn, services
from tests.loading import LEADS
from tests.served import free

grpc = pytest.importorskip("grpc", reason="pyspark-client is not installed")


@pytest.fixture
def refusing() -> Iterator[int]:
    """The port of a server that knows no token."""
    server = grpc.server(futures.ThreadPoolExecutor(1))

    def refuse(_: object, context: Any) -> None:
        context.abort(grpc.StatusCode.UNAUTHENTICATED, "who are you, secret?")

    handler = SimpleNamespace(service=lambda _: grpc.unary_unary_rpc_method_handler(refuse))
    server.add_generic_rpc_handlers((handler,))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield port
    server.stop(None)


def failure(url: str) -> RecordsError:
    with pytest.raises(RecordsError) as raised, cluster.session(url) as found:
        found.rows("select 1")
    return raised.value


# The client takes a worker of pytest-xdist for a doctest of its own and ends it: these run with the tests of Spark.
@pytest.mark.spark
def test_a_token_that_is_refused_is_said_and_not_shown(refusing: int) -> None:
    said = failure(f"sc://me:secret@127.0.0.1:{refusing}/;user_id=secret")
    assert said.message == f"Spark at 127.0.0.1:{refusing} refused the token."
    assert "previous records stay" in said.advice
    assert "secret" not in str(said)
    assert said.__cause__ is None
    assert said.__suppress_context__


@pytest.mark.spark
def test_a_cluster_that_is_not_there_is_asked_for_a_while_and_then_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 0.5)
    monkeypatch.setenv("LAKE", f"sc://127.0.0.1:{(port := free())}/;user_id=secret")
    said = failure("env:LAKE")
    assert said.message == f"Spark at 127.0.0.1:{port} does not answer."
    assert "secret" not in str(said)


@pytest.mark.spark
def test_what_listens_and_never_answers_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 0.5)
    with services.deaf() as port:
        assert failure(f"sc://127.0.0.1:{port}").message == f"Spark at 127.0.0.1:{port} does not answer."


@pytest.mark.parametrize("url", ["http://spark:15002", "sc://", "sc:///;token=secret", "env:NOBODY"])
def test_an_address_that_is_none_is_refused_without_being_shown(url: str) -> None:
    said = failure(url)
    assert said.message == "The cluster has no address that begins with sc:// and names its host."
    assert "secret" not in str(said)


def test_a_client_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyspark"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert failure("sc://127.0.0.1:1").advice == 'Run: pip install "sla-dash[spark]"'


def test_nothing_of_spark_is_imported_before_a_session_begins() -> None:
    code = "import sys, sla_dash.cli, sla_dash.load.lake; print({'pyspark', 'grpc', 'pyarrow'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_lies_in_files_is_not_looked_for_in_a_lake(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(LEADS, "utf-8")
    with pytest.raises(MappingError, match=r"The leads of mapping.toml lie in no lake.") as raised:
        lake.records("sc://127.0.0.1:1", mapping, tmp_path / "data", drawn.agreements(), now=drawn.NOW)
    assert 'table, such as "crm.leads"' in raised.value.advice
    assert not (tmp_path / "data").exists()
