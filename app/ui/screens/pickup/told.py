"""What the board says of acts: what goes on with an order, what is missing, why something cannot be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.errors import AppError, UserError
from app.domain.pickup import Pickup
from app.runtime.pickup import PickupBoard, Step
from app.runtime.workplace import Workplace
from app.ui.screens.pickup.lines import name_of
from app.ui.screens.sell.words import listed
from app.ui.shell.errors import sentence
from app.ui.shell.plural import counted

translate = QCoreApplication.translate
_OF_GOODS = frozenset(("pickup.not_ordered", "pickup.enough"))


def step_name(step: Step) -> str:
    """The verb of what goes on."""
    return {
        Step.NONE: translate("Pickup", "開始備貨"),
        Step.START: translate("Pickup", "開始備貨"),
        Step.READY: translate("Pickup", "備妥上架"),
        Step.HAND_OVER: translate("Pickup", "交付"),
        Step.BACK: translate("Pickup", "退回上架"),
    }[step]


def what_is_missing(board: PickupBoard, obstacle: UserError) -> str:
    """What is missing, in a few words at the primary."""
    words = {
        "pickup.none_chosen": translate("Pickup", "先選取貨單"),
        "pickup.no_shelf": translate("Pickup", "先選貨架"),
        "pickup.nothing_picked": translate("Pickup", "沒有可交付的商品"),
    }
    if board.chosen is not None and board.step is Step.NONE:
        return translate("Pickup", "已經結束")
    if obstacle.code == "pickup.not_picked":
        left = int(str(obstacle.params.get("left", 0)))
        return counted(translate("Pickup", "還差 {} 件"), left)
    return words.get(obstacle.code) or sentence(obstacle)


def refusal(place: Workplace, error: AppError) -> str:
    """Why goods are not checked off, with their name; empty for what has a sentence of its own."""
    one = place.pickup.chosen
    return "" if one is None or error.code not in _OF_GOODS else refused_goods(place, error, (one,))


def refused_goods(place: Workplace, error: AppError, orders: Sequence[Pickup]) -> str:
    """The same of goods that are handed over, of one order or several."""
    words = {
        "pickup.not_ordered": translate("Pickup", "{} 沒有訂「{}」"),
        "pickup.enough": translate("Pickup", "{} 的「{}」已經夠了"),
    }
    if error.code not in words:
        return sentence(error)
    sku, codes = str(error.params.get("sku", "")), listed(one.order.code for one in orders)
    for one in orders:
        line = next((line for line in one.lines if line.sku == sku and line.substitute is not None), None)
        if line is not None and line.substitute is not None and error.code == "pickup.not_ordered":
            other = name_of(place, line.substitute.sku, line.substitute.name)
            replaced = translate("Pickup", "{} 的「{}」已換成「{}」")
            return replaced.format(one.order.code, name_of(place, sku, line.name), other)
    return words[error.code].format(codes, name_of(place, sku, sku))
