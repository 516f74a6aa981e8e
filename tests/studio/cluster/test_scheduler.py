"""A cluster that cannot be used is told of in one line, before anything is filmed."""

import importlib.util
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster

from aimath.studio.cli import run
from aimath.studio.cluster import scheduler
from aimath.studio.cluster.scheduler import examine_workers
from aimath.studio.errors import UsageError


@pytest.mark.parametrize("address", ["scheduler", "tcp://scheduler", "http://scheduler:8786", "tcp://:8786"])
def test_an_address_that_is_none_is_a_mistake_of_the_user(
    capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert run(["render", "vectors", "--cluster", address]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"aimath: --cluster {address}: expected the address")
    assert said.count("\n") == 1


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "_SECONDS_TO_CONNECT", 0.3)
    with pytest.raises(UsageError, match="tcp://127.0.0.1:9: no scheduler answered within 0.3 s; start one"):
        examine_workers("tcp://127.0.0.1:9", {})


def test_a_scheduler_that_wants_certificates_is_not_asked_without_any() -> None:
    words = (
        "tls://127.0.0.1:9: no certificates; name them in Dask's configuration, under distributed.comm.tls"
    )
    with pytest.raises(UsageError, match=words):
        examine_workers("tls://127.0.0.1:9", {})


@pytest.mark.parametrize("content", [None, "no certificate"], ids=["missing", "damaged"])
def test_certificates_that_cannot_be_read_are_not_told_of_as_a_silent_scheduler(
    tmp_path: Path, content: str | None
) -> None:
    named = tmp_path / "client.pem"
    if content is not None:
        named.write_text(content)
    files = {f"distributed.comm.tls.{use}": str(named) for use in ("ca-file", "client.cert", "client.key")}
    with dask.config.set(files), pytest.raises(UsageError, match="no secure line can be made: .*; see distr"):
        examine_workers("tls://127.0.0.1:9", {})


@pytest.mark.parametrize("kind", ["tcp", "tls"])
def test_security_that_the_library_does_not_know_is_told_of(kind: str) -> None:
    with (
        dask.config.set({"distributed.comm.tls.min-version": 9.9}),
        pytest.raises(UsageError, match="no secure line can be made: distributed.comm.tls.min-version=9.9"),
    ):
        examine_workers(f"{kind}://127.0.0.1:9", {})


def test_without_the_library_one_line_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(scheduler, "find_spec", lambda name: None if name == "distributed" else find(name))
    assert run(["render", "vectors", "--cluster", "tcp://127.0.0.1:9"]) == 2
    said = capsys.readouterr().err
    assert "pip install distributed" in said
    assert said.count("\n") == 1


def test_pictures_are_made_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "vectors", "-f", "png", "--cluster", "tcp://127.0.0.1:9"]) == 2
    assert "--cluster films videos" in capsys.readouterr().err


def test_a_scheduler_without_workers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "_SECONDS_FOR_A_WORKER", 0.2)
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=None, protocol="tcp") as nobody,
        pytest.raises(UsageError, match="has no workers; start some with `dask worker tcp://"),
    ):
        examine_workers(nobody.scheduler_address, {})


def test_workers_that_go_while_they_are_looked_at_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with LocalCluster(n_workers=0, processes=False, dashboard_address=None, protocol="tcp") as nobody:
        monkeypatch.setattr(Client, "wait_for_workers", lambda client, count, timeout: None)
        with pytest.raises(UsageError, match="has no workers; start some"):
            examine_workers(nobody.scheduler_address, {})
