"""The service against its own OpenAPI: whatever is sent, it answers as it says, and never with a fault of its own."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from app.central.bootstrap import service
from tests.central.admin import token
from tests.central.conftest import START
from tests.central.counter import Counter
from tests.central.served import served
from tests.central.test_parameters import misfits

#: What fits the schema may still be refused by a rule that no schema says: a code that nobody has. And a question may
#: have parts that are not understood, as a newer terminal's will; what has a name here and does not fit is refused.
RULES = [positive_data_acceptance, negative_data_rejection]
SHORT = settings(
    max_examples=2, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


def attack(engine, how: settings) -> int:
    """Send every operation requests that fit its schema and ones that do not; how many operations there were."""
    counter = Counter(engine).enlist()
    admin = token(engine)
    with served(service(engine, lambda: START, heartbeat_s=0.05)) as url:
        schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
        operations = [found.ok() for found in schema.get_all_operations()]
        for operation in operations:
            if operation.path != "/v1/events":  # which does not end
                for mode in GenerationMode:
                    attack_one(operation, mode, admin if "/admin/" in operation.path else counter.token, how)
    return len(operations)


def attack_one(operation, mode: GenerationMode, secret: str, how: settings) -> None:
    try:
        cases = operation.as_strategy(generation_mode=mode)
    except Exception as error:
        if mode is GenerationMode.NEGATIVE:
            return  # nothing in it can be wrong
        raise AssertionError(operation.label) from error

    parameters = [one.definition for one in (*operation.path_parameters, *operation.query)]

    @how
    @given(case=cases)
    def once(case) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {secret}"}, timeout=30)
        assert answer.status_code < 500, (operation.label, answer.status_code)
        case.validate_response(answer, excluded_checks=RULES)
        if bad := misfits(operation.path, parameters, answer.request.url):
            assert answer.status_code >= 400, f"{operation.label} took {bad} of {answer.request.url}"[:500]
        body = case.meta.components.get(ParameterLocation.BODY)
        if body is not None and body.mode is GenerationMode.NEGATIVE:
            assert answer.status_code >= 400, f"{operation.label} took {case.body!r}"[:500]

    once()


def test_it_keeps_what_it_says(engine) -> None:
    assert attack(engine, SHORT) > 30


@pytest.mark.bench
@pytest.mark.timeout(3_600)
def test_it_keeps_what_it_says_for_long(engine) -> None:
    assert attack(engine, settings(SHORT, max_examples=100)) > 30
