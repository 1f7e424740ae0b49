"""Pictures of the first start: each of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.enrol import Joined
from app.domain.shop import Shop
from app.runtime.preferences import Language
from app.runtime.start import Step, Way
from tests.shots.picture import Picture
from tests.shots.stage import Stage, until
from tests.ui.beginning import Beginning

GOODS = "貨號,品名,條碼,售價,庫存\nA1,可頌,4710000000011,58,12\nA2,吐司,,95,\nA3,壞價格,,便宜,\n"


@dataclass
class First(Stage):
    """The window of the first start."""

    began: Beginning

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self.began.bridge.is_idle and not self.began.starting.is_busy


def open_first(folder: Path) -> tuple[First, Callable[[], None]]:
    """The window on the first day of a machine, and how it is closed."""
    began = Beginning(folder, until)
    return First(window=began.window, preferences=began.preferences, began=began), began.close


def _to(stage: First, step: Step) -> None:
    """Go on until a step is shown; the words that are pressed are Chinese."""
    stage.preferences.choose(language=Language.ZH_TW)
    began = stage.began
    if step >= Step.SHOP:
        began.on()
    if step >= Step.GOODS:
        began.starting.type_shop(brand="穗光商行", branch="大稻埕店")
        began.starting.next()
        stage.settle()
    if step >= Step.MANAGER:
        began.on()
    if step >= Step.CODE:
        began.make_manager()
    if step >= Step.DONE:
        began.confirm_code()
    assert began.starting.step is step, (began.starting.step, step)


def at(step: Step) -> Callable[[First], None]:
    """A step, as one comes to it."""
    return lambda stage: _to(stage, step)


def demo(stage: First) -> None:
    """The demo shop is chosen."""
    _to(stage, Step.SHOP)
    stage.began.starting.choose(Way.DEMO)
    stage.settle()


def join(stage: First) -> None:
    """A centre is to be joined, over the shop's own network."""
    _to(stage, Step.SHOP)
    stage.began.starting.choose(Way.JOIN)
    stage.began.starting.joining.write(url="http://192.168.1.20:8440")
    stage.settle()


def joining(stage: First) -> None:
    """It is joined, and its first data comes in."""
    _to(stage, Step.SHOP)
    starting = stage.began.starting
    starting.choose(Way.JOIN)
    starting.joining.joined = Joined(Shop(store="S09", register=7, name="穗光商行 中山店"))
    starting.joining.fill()
    starting.joining.stop()
    starting.joining.done, starting.joining.whole = 1_200, 5_000
    starting.joining.changed.emit()
    stage.settle()


def taken_in(stage: First) -> None:
    """A catalogue was read, with remarks."""
    _to(stage, Step.GOODS)
    file = stage.began.folder / "goods.csv"
    file.write_text(GOODS, encoding="utf-8")
    stage.began.starting.take_in(file)
    stage.settle()


def typing_code(stage: First) -> None:
    """Parts of the code are asked for."""
    _to(stage, Step.CODE)
    stage.began.on()


PICTURES: dict[str, Picture[First]] = {
    "start_look": Picture(at(Step.LOOK)),
    "start_shop": Picture(at(Step.SHOP)),
    "start_demo": Picture(demo),
    "start_join": Picture(join),
    "start_joining": Picture(joining),
    "start_goods": Picture(at(Step.GOODS)),
    "start_taken_in": Picture(taken_in),
    "start_manager": Picture(at(Step.MANAGER)),
    "start_code": Picture(at(Step.CODE)),
    "start_code_typed": Picture(typing_code),
    "start_done": Picture(at(Step.DONE)),
}
