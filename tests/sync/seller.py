"""A terminal as a process of its own that sells and syncs until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from app.bootstrap import open_terminal, start_sync
from app.config import Config
from app.domain.cart import Cart, CartLine, add_line
from app.domain.pricing import PromotionBook, price_cart
from app.domain.quantity import Price, pieces
from app.domain.tender import Payment


def main() -> None:
    terminal = open_terminal(Config(Path(sys.argv[1]), Path(sys.argv[2]), "file", plain=True))
    start_sync(terminal)
    desk, shop = terminal.desk, terminal.shop
    if terminal.store.reads().open_shift() is None:
        terminal.shifts.open(desk.ids.mint(), 0, "anna").result()
    while True:
        cart = Cart(desk.ids.mint(), shop.currency)
        cart = add_line(cart, CartLine(0, "A", "goods", pieces(2), Price(50), code="A"))
        priced = price_cart(cart, PromotionBook(()), shop.tax, desk.clock.now(), zone=ZoneInfo(shop.zone))
        payment = Payment(priced.total, cart.currency, shop.cash)
        payment = payment.with_cash(desk.ids.mint(), payment.cash_due)
        sale = terminal.sell.complete(cart, priced, payment, "anna", ()).result()
        sys.stdout.write(f"{sale.ticket.sale_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
