"""Pictures of the sell screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from app.domain.cart import Discount, DiscountKind, Member
from app.domain.member import Consent
from app.domain.sales import PrintJob, PrintState
from app.runtime.printing import Lamp, LampState
from app.runtime.selling import Work
from app.runtime.settings import Section
from app.services.edit import What
from app.ui.screens.sell.screen import SellScreen
from tests.shots.picture import Picture
from tests.shots.shop import PEOPLE
from tests.shots.stage import Scene
from tests.ui.members import Desk

#: What lies in the cart of the pictures.
CART = ("BR001", "BR001", "BR011", "DA001", "JA001", "TE001", "HM001", "HM002")


def sign_in(scene: Scene) -> None:
    """The cashier of the pictures stands at the counter."""
    scene.place.session.enter(PEOPLE[1])
    scene.go("sell")


def fill(scene: Scene) -> None:
    """The cart of the pictures."""
    cart = scene.place.cart
    for sku in CART:
        cart.scan(sku)
    jam = next(line for line in cart.cart.lines if line.sku == "JA001")
    cart.set_discount(jam.line_id, Discount(DiscountKind.PERCENT, 100_000, "即期品"))
    if isinstance(scene.place.counter.members, Desk):  # who is somebody there
        cart.change(lambda open_cart: replace(open_cart, member=Member("M-1", "gold")))
    scene.settle()


def sell(scene: Scene) -> None:
    """The cart of the pictures, at the sell screen."""
    sign_in(scene)
    fill(scene)


def scanned(scene: Scene) -> None:
    """The last scan was tea, and the field says so; it was there already, and stays as it was."""
    scene.window.shell.scanned("TE001")
    scene.place.cart.undo()
    scene.settle()


def selected(scene: Scene) -> None:
    """A line chosen."""
    sell(scene)
    cart = scene.place.cart
    cart.select(next(line.line_id for line in cart.cart.lines if line.sku == "JA001"))
    scene.settle()


def line(scene: Scene) -> None:
    """Its discount is being typed."""
    selected(scene)
    scene.press(Qt.Key.Key_F7)


def edited(what: What, *typed: str):
    """Another part of the editor."""

    def go(scene: Scene) -> None:
        selected(scene)
        scene.place.selling.edit(what)
        for key in typed:
            scene.place.selling.editing.press(key)
        scene.settle()

    return go


def whole_cart(scene: Scene) -> None:
    """The discount of the whole cart."""
    sell(scene)
    scene.place.selling.edit_cart()
    scene.place.selling.editing.choose_percent(10)
    scene.settle()


def rows(scene: Scene) -> None:
    """Goods as a list."""
    sell(scene)
    scene.place.preferences.choose(goods_as_list=True)
    scene.settle()


def search(scene: Scene) -> None:
    """What Zhuyin initials find."""
    sell(scene)


def type_sound(scene: Scene) -> None:
    """The initials are in the field."""
    _type(scene, "ㄒㄧㄢ")


def type_strange(scene: Scene) -> None:
    """Something that nothing is called."""
    _type(scene, "丹麥吐司")


def _type(scene: Scene, text: str) -> None:
    screen = scene.screen
    assert isinstance(screen, SellScreen)
    screen.field.setFocus()
    screen.field.setText(text)
    scene.settle()


def parked(scene: Scene) -> None:
    """Carts put aside."""
    sell(scene)
    scene.place.selling.turn(Work.PARKED)
    scene.settle()


def weigh(scene: Scene) -> None:
    """Loose goods ask for their weight."""
    sell(scene)
    scene.place.selling.scan("WE001")
    for key in "245":
        scene.place.selling.measuring.press(key)
    scene.settle()


def open_price(scene: Scene) -> None:
    """Goods without a price ask for one."""
    sell(scene)
    scene.place.selling.scan("OP001")
    for key in "500":
        scene.place.selling.measuring.press(key)
    scene.settle()


def unknown(scene: Scene) -> None:
    """Goods that nobody knows, by hand."""
    sell(scene)
    scene.place.selling.unknown.ask("4711234567893")
    for key in "120":
        scene.place.selling.unknown.press(key)
    scene.place.selling.unknown.set_name("手工餅乾")
    scene.settle()


def category(scene: Scene) -> None:
    """The goods of one category, on its second page where there is one."""
    screen = scene.screen
    assert isinstance(screen, SellScreen)
    browse = screen.zone.browse
    browse.choose("麵包")
    browse.turn(1)
    scene.settle()


def detail(scene: Scene) -> None:
    """A product looked at."""
    sell(scene)
    scene.place.selling.show("JA001")
    scene.settle()


def promoted(scene: Scene) -> None:
    """What a promotion takes off, and a long note."""
    sell(scene)
    cart = scene.place.cart
    for sku in ("HM001", "TE002", "JA002", "DA002"):
        cart.scan(sku)
    cart.set_discount(
        cart.cart.lines[0].line_id, Discount(DiscountKind.AMOUNT, 10, "外盒破損或是商品有些微瑕疵但不影響食用")
    )
    cart.change(lambda one: replace(one, note="請分兩袋裝，一袋附上緞帶和生日卡片"))
    scene.settle()


def press_drawer(scene: Scene) -> None:
    """The cart is open where it is a drawer."""
    screen = scene.screen
    assert isinstance(screen, SellScreen)
    if screen.drawer is not None and not screen.drawer.is_open:
        screen.drawer.toggle()
    scene.settle()


def ask_clear(scene: Scene) -> None:
    """Whether the cart is to be cleared."""
    _press_named(scene, "clear")


def _press_named(scene: Scene, act: str) -> None:
    screen = scene.screen
    assert isinstance(screen, SellScreen)
    getattr(screen.acts, act)()
    scene.settle()


def ask_manager(scene: Scene) -> None:
    """More than the cashier may give away: a manager is asked."""
    screen = scene.screen
    assert isinstance(screen, SellScreen)
    screen.acts.apply()
    scene.settle()


def much(scene: Scene) -> None:
    """Half the price is typed."""
    selected(scene)
    scene.place.selling.edit(What.DISCOUNT)
    scene.place.selling.editing.choose_percent(50)
    scene.place.selling.editing.choose_reason("包裝瑕疵")
    scene.settle()


def toast(scene: Scene) -> None:
    """Something was removed and can be brought back."""
    _press_named(scene, "remove")


def out_of_paper(scene: Scene) -> None:
    """Papers do not come out."""
    sell(scene)
    asks = PrintJob("R1", "receipt", "S1", 0, 1, PrintState.UNSURE)
    scene.place.lamp.tell(Lamp(LampState.FAULT, "printer.out_of_paper", 2, (asks,)))
    scene.settle()


def devices(scene: Scene) -> None:
    """And what can be done about it."""
    out_of_paper(scene)
    scene.place.settings.section = Section.DEVICE
    scene.go("settings")


def toast_error(scene: Scene) -> None:
    """Something failed, and stays told."""
    scene.place.bridge.failed.emit(ValueError("of a test"))
    scene.settle()


def type_digits(scene: Scene) -> None:
    """The last digits of a code, and of somebody's phone."""
    _type(scene, "362")


def find_member(scene: Scene) -> None:
    """Whose number ends so."""
    sell(scene)
    scene.place.cart.change(lambda cart: replace(cart, member=None))
    scene.place.member.open()
    scene.place.member.search.find("204")
    scene.settle()


def no_member(scene: Scene) -> None:
    """A whole number that nobody here has, and the centre is not there."""
    find_member(scene)
    _members(scene).is_online = False
    scene.place.member.search.find("0987654321")
    scene.place.member.search.ask()
    scene.settle()


def _members(scene: Scene) -> Desk:
    desk = scene.place.counter.members
    assert isinstance(desk, Desk)
    return desk


def member(scene: Scene) -> None:
    """The card of the cart's member."""
    sell(scene)
    scene.place.member.open()
    scene.settle()


def member_offline(scene: Scene) -> None:
    """The same without the centre."""
    sell(scene)
    _members(scene).is_online = False
    scene.place.member.open()
    scene.settle()


def enrol(scene: Scene) -> None:
    """Somebody becomes a member."""
    sell(scene)
    members = scene.place.member
    scene.place.cart.change(lambda cart: replace(cart, member=None))
    members.open()
    members.search.find("0987654321")
    members.begin_enrolment()
    members.enrolling.write("name", "陳小美")
    members.enrolling.agree(Consent.MEMBERSHIP, agrees=True)
    scene.settle()


def enrol_wrong(scene: Scene) -> None:
    """What cannot be so is said below its field."""
    enrol(scene)
    for name, typed in (("phone", "0987"), ("email", "mei@"), ("birthday", "2/30")):
        scene.place.member.enrolling.write(name, typed)
    scene.place.member.enrolling.agree(Consent.MEMBERSHIP, agrees=False)
    scene.place.member.enrolling.keep()
    scene.settle()


PICTURES: dict[str, Picture[Scene]] = {
    "sell": Picture(sell, scanned),
    "sell_provided": Picture(sell, scanned, provided=True, beside="sell"),
    "sell_empty": Picture(sign_in),
    "sell_selected": Picture(selected),
    "sell_line": Picture(line),
    "sell_line_provided": Picture(line, provided=True, beside="sell_line"),
    "sell_price": Picture(edited(What.PRICE, "2", "5", "0")),
    "sell_quantity": Picture(edited(What.QUANTITY, "1", "2")),
    "sell_cart_discount": Picture(whole_cart),
    "sell_rows": Picture(rows),
    "sell_search": Picture(search, type_sound),
    "sell_search_member": Picture(search, type_digits, provided=True, beside="sell_search"),
    "sell_nothing_found": Picture(search, type_strange),
    "sell_parked": Picture(parked),
    "sell_weigh": Picture(weigh),
    "sell_open_price": Picture(open_price),
    "sell_unknown": Picture(unknown),
    "sell_detail": Picture(detail),
    "sell_category": Picture(sell, category),
    "sell_promoted": Picture(promoted, provided=True),
    "sell_drawer": Picture(selected, press_drawer),
    "sell_clear": Picture(sell, ask_clear),
    "sell_approval": Picture(much, ask_manager),
    "sell_printer": Picture(out_of_paper),
    "sell_printer_devices": Picture(devices),
    "sell_member_find": Picture(find_member, provided=True),
    "sell_member_none": Picture(no_member, provided=True),
    "sell_member": Picture(member, provided=True),
    "sell_member_offline": Picture(member_offline, provided=True),
    "sell_member_enrol": Picture(enrol, provided=True),
    "sell_member_wrong": Picture(enrol_wrong, provided=True),
    "toast": Picture(selected, toast),
    "toast_error": Picture(sell, toast_error),
}
