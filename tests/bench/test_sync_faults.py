"""Random schedules of a bad network, by the thousand: healed, the centre holds what the terminal holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.sync.conftest import database_url, engine, postgres
from tests.sync.test_faults import run

__all__ = ["database_url", "engine", "postgres"]
EXAMPLES = 2_000


@pytest.mark.timeout(7_200)
def test_thousands_of_schedules(engine) -> None:
    run(
        engine,
        settings(
            max_examples=EXAMPLES, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
