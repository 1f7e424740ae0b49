"""A code that a customer shows: asked of the centre where it answers, by what this store knows where it does not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from app.domain.errors import AppError, UserError
from app.domain.frozen import frozen
from app.domain.order import OrderState
from app.domain.pickup import Pickup
from app.services.pickup_ports import Claimed, Claims, Pickups, Presented, Verdict

_ENDED = {
    OrderState.HANDED_OVER: Verdict.USED,
    OrderState.CANCELLED: Verdict.CANCELLED,
    OrderState.EXPIRED: Verdict.EXPIRED,
    OrderState.RETURNED: Verdict.EXPIRED,
}


@frozen
class Present:
    """Looks a code up that was shown.

    Args:
        store: this store's code.
    """

    pickups: Callable[[], Pickups]
    claims: Claims
    store: str

    def show(self, order: str, claim_id: str, *, store: str = "", renew: bool = False) -> Future[Presented]:
        """What comes of a code; never fails for want of a centre, and waits for it no longer than moments.

        Reads on the calling thread; asked again under the same id, this counter keeps the order.

        Args:
            order: its id or its code.
            store: the only store at which the code counts; empty where it does not say.
            renew: begin its time anew where this counter has it.
        """
        if store and store != self.store:
            return _now(Presented(Verdict.OTHER_STORE, None, claim_id, online=False, store=store))
        reads = self.pickups()
        one = reads.find(order)
        if one is not None and not one.is_open:
            used = one.done.handed_at
            verdict = Verdict.USED if used is not None else _ENDED.get(one.state, Verdict.USED)
            return _now(Presented(verdict, one, claim_id, online=False, used_at=used))
        together = () if one is None else reads.together(one)
        answer: Future[Presented] = Future()

        def answered(asked: Future[Claimed]) -> None:
            error = asked.exception()
            if error is None:
                answer.set_result(_told(one, asked.result(), claim_id, together))
            elif isinstance(error, AppError):
                answer.set_result(_alone(one, claim_id, together))
            else:
                answer.set_exception(error)

        asked = order if one is None else one.order_id
        self.claims.claim(asked, claim_id, renew=renew).add_done_callback(answered)
        return answer

    def give_up(self, shown: Presented) -> None:
        """Nothing is handed over: another counter may."""
        if shown.online and shown.gives:
            self.claims.release(shown.claim_id)


def refusal(shown: Presented) -> UserError:
    """Why nothing can be given of what was shown."""
    match shown.verdict:
        case Verdict.USED:
            return UserError("pickup.used", at=shown.used_at)
        case Verdict.HELD:
            return UserError("pickup.held")
        case Verdict.OTHER_STORE:
            return UserError("pickup.other_store", store=shown.store)
        case Verdict.CANCELLED | Verdict.EXPIRED:
            return UserError("pickup.not_open", state=shown.verdict.value)
    return UserError("pickup.unknown", order=shown.pickup.order.code if shown.pickup else "")


def _now(shown: Presented) -> Future[Presented]:
    done: Future[Presented] = Future()
    done.set_result(shown)
    return done


def _gives(one: Pickup, otherwise: Verdict) -> Verdict:
    return otherwise if one.state is OrderState.READY else Verdict.NOT_READY


def _told(one: Pickup | None, told: Claimed, claim_id: str, together: tuple[Pickup, ...]) -> Presented:
    """What the centre said."""
    verdict = Verdict.UNKNOWN
    if told.granted:
        verdict = Verdict.NOT_HERE_YET if one is None else _gives(one, Verdict.ONLINE)
    elif told.reason == "unknown" and one is not None:  # a centre that came back from an older copy
        return _alone(one, claim_id, together)
    elif told.reason == "state":
        ended = next((state for state in _ENDED if state.value == told.state), OrderState.CANCELLED)
        verdict = _ENDED[ended]
    else:
        known = {"held": Verdict.HELD, "used": Verdict.USED, "other_store": Verdict.OTHER_STORE}
        verdict = known.get(told.reason, Verdict.UNKNOWN)
    return Presented(verdict, one, claim_id, online=True, store=told.store, together=together, until=told.until)


def _alone(one: Pickup | None, claim_id: str, together: tuple[Pickup, ...]) -> Presented:
    """Nobody answered: what this store knows decides, and whatever the centre knew better becomes a task."""
    if one is None:
        return Presented(Verdict.UNKNOWN, None, claim_id, online=False)
    return Presented(_gives(one, Verdict.OFFLINE), one, claim_id, online=False, together=together)
