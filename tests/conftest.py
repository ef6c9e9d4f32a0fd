"""What many tests stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.small_pack import small_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careerpath.catalogue import Catalogue


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small pack, read once."""
    return small_catalogue(tmp_path_factory.mktemp("packs"))


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is read from, or left in, the cache of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAREERPATH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
