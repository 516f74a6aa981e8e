"""A cluster that the tests of this folder share: starting one takes seconds."""

from collections.abc import Iterator

import pytest

from tests.studio.cluster.dask_processes import DaskCluster


@pytest.fixture(scope="package")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    started = DaskCluster(tmp_path_factory.mktemp("cluster"))
    try:
        started.start_scheduler()
        started.start_worker("first")
        yield started
    finally:
        started.stop_all()
