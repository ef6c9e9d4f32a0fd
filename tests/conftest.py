"""What many tests stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.small_pack import small_catalogue

if TYPE_CHECKING:
    from careerpath.catalogue import Catalogue


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small pack, read once."""
    return small_catalogue(tmp_path_factory.mktemp("packs"))
