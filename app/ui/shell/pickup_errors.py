"""Sentences for errors of orders that are picked and handed over."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

PICKUP: dict[str, object] = {
    "cart.of_order": QT_TRANSLATE_NOOP("Errors", "取貨單 {order} 的品項與價格不能變更。先收款，或按 F5 放回取貨"),
    "intake.out_of_range": QT_TRANSLATE_NOOP("Errors", "時間要在 1 至 {most} 分鐘"),
    "intake.paused": QT_TRANSLATE_NOOP("Errors", "門市目前暫停接單"),
    "pickup.changed": QT_TRANSLATE_NOOP("Errors", "取貨單 {order} 的金額已變動，請重新核對"),
    "pickup.enough": QT_TRANSLATE_NOOP("Errors", "這項已經備齊"),
    "pickup.held": QT_TRANSLATE_NOOP("Errors", "另一台收銀機正在交付這張取貨單"),
    "pickup.more_than_left": QT_TRANSLATE_NOOP("Errors", "交付數量超過剩下的數量"),
    "pickup.no_note": QT_TRANSLATE_NOOP("Errors", "備註要說明"),
    "pickup.no_shelf": QT_TRANSLATE_NOOP("Errors", "先選擇貨架"),
    "pickup.no_such_line": QT_TRANSLATE_NOOP("Errors", "取貨單沒有這個品項"),
    "pickup.not_open": QT_TRANSLATE_NOOP("Errors", "這張取貨單已經結束，不能再變更"),
    "pickup.not_ordered": QT_TRANSLATE_NOOP("Errors", "這張取貨單沒有這個商品"),
    "pickup.not_picked": QT_TRANSLATE_NOOP("Errors", "還有 {left} 項沒有備好"),
    "pickup.not_short": QT_TRANSLATE_NOOP("Errors", "數量足夠，不算缺貨"),
    "pickup.nothing_due": QT_TRANSLATE_NOOP("Errors", "已在線上付清，直接交付即可"),
    "pickup.nothing_given": QT_TRANSLATE_NOOP("Errors", "先選擇要交付的商品"),
    "pickup.nothing_picked": QT_TRANSLATE_NOOP("Errors", "沒有任何商品可交付，請取消這張取貨單"),
    "pickup.none_chosen": QT_TRANSLATE_NOOP("Errors", "先選取貨單"),
    "pickup.other_store": QT_TRANSLATE_NOOP("Errors", "這張取貨單在另一家門市（門市代碼 {store}），要到那家門市取貨"),
    "pickup.other_unit": QT_TRANSLATE_NOOP("Errors", "替代品的單位和原商品不同"),
    "pickup.out_of_range": QT_TRANSLATE_NOOP("Errors", "數量超出訂購數量"),
    "pickup.parked": QT_TRANSLATE_NOOP("Errors", "取貨單 {order} 在保留中：到銷售按 F6 取回收款，或刪除後再掃取貨碼"),
    "pickup.same_goods": QT_TRANSLATE_NOOP("Errors", "替代品要選別的商品"),
    "pickup.still_waits": QT_TRANSLATE_NOOP("Errors", "還沒逾期，商品要保留給客人"),
    "pickup.unknown": QT_TRANSLATE_NOOP("Errors", "這台收銀機沒有這張取貨單"),
    "pickup.unpaid": QT_TRANSLATE_NOOP("Errors", "還有款項未付，請由收款完成交付"),
    "pickup.used": QT_TRANSLATE_NOOP("Errors", "這張取貨單已經交付過"),
}
