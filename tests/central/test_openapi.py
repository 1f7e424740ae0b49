"""The service against its own OpenAPI: whatever is sent, it answers as it says, and never with a fault of its own."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from app.central.bootstrap import service
from app.contract.chain import chain_hash  # noqa: F401 - the chain is checked by the service, not by the schema
from tests.central.admin import token
from tests.central.conftest import START
from tests.central.counter import Counter
from tests.central.served import served

SHORT = settings(
    max_examples=6, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def attack(engine, how: settings) -> int:
    """Send every operation requests that fit its schema and ones that do not; how many operations there were."""
    counter = Counter(engine).enlist()
    admin = token(engine)
    done = 0
    with served(service(engine, lambda: START, heartbeat_s=0.05)) as url:
        schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
        for found in schema.get_all_operations():
            operation = found.ok()
            if operation.path == "/v1/events":
                continue  # it does not end
            secret = admin if "/admin/" in operation.path else counter.token

            @how
            @schema_given(operation)
            def once(case, secret=secret) -> None:
                answer = case.call(headers={"Authorization": f"Bearer {secret}"}, timeout=30)
                assert answer.status_code < 500, (case.method, case.path, answer.status_code)
                case.validate_response(answer, excluded_checks=EXCLUDED)

            once()
            done += 1
    return done


def schema_given(operation):
    """Hypothesis's given over an operation's cases."""
    from hypothesis import given

    return given(case=operation.as_strategy())


#: What our own rules refuse beyond the schema (two products with one code), and what needs no token twice.
EXCLUDED: list = []


def test_it_keeps_what_it_says(engine) -> None:
    assert attack(engine, SHORT) > 30


@pytest.mark.bench
def test_it_keeps_what_it_says_for_long(engine) -> None:
    assert attack(engine, settings(SHORT, max_examples=300)) > 30
