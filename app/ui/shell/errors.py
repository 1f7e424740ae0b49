"""Sentences for errors: what happened, what is safe, what to do. Chosen by code, never by an error's text."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.errors import AppError
from app.ui.shell.centre_errors import CENTRE
from app.ui.shell.device_errors import DEVICES
from app.ui.shell.file_errors import FILES, PLACES
from app.ui.shell.pickup_errors import PICKUP

_CONTEXT = "Errors"
_WORDS: dict[str, object] = {
    "shift.not_open": QT_TRANSLATE_NOOP("Errors", "尚未開班，請先開班"),
    "shift.nothing_counted": QT_TRANSLATE_NOOP("Errors", "尚未清點，先輸入張數"),
    "shift.bad_count": QT_TRANSLATE_NOOP("Errors", "清點金額超出範圍"),
    "shift.bad_float": QT_TRANSLATE_NOOP("Errors", "零用金超出範圍"),
    "shift.changed": QT_TRANSLATE_NOOP("Errors", "送出清點後又有交易，金額已更新，請重新核對"),
    "shift.unknown": QT_TRANSLATE_NOOP("Errors", "查無這個班次"),
    "shift.already_open": QT_TRANSLATE_NOOP("Errors", "已經開班"),
    "cart.empty": QT_TRANSLATE_NOOP("Errors", "購物車是空的"),
    "cart.being_paid": QT_TRANSLATE_NOOP("Errors", "收款中，先返回購物車再修改"),
    "cart.part_paid": QT_TRANSLATE_NOOP("Errors", "商品沒有變更：先在收款畫面移除已收款項"),
    "cart.too_many_lines": QT_TRANSLATE_NOOP("Errors", "品項太多，請分成兩筆"),
    "cart.quantity_out_of_range": QT_TRANSLATE_NOOP("Errors", "數量超出範圍"),
    "cart.amount_out_of_range": QT_TRANSLATE_NOOP("Errors", "金額超出範圍"),
    "cart.parked": QT_TRANSLATE_NOOP("Errors", "這筆交易已保留，先取回再收款"),
    "edit.no_note": QT_TRANSLATE_NOOP("Errors", "原因選「其他」時，備註要說明"),
    "cart.was_paid": QT_TRANSLATE_NOOP("Errors", "這筆收過款，要取消請用清空"),
    "cart.moving": QT_TRANSLATE_NOOP("Errors", "交易正在保留或取回，稍候再試"),
    "cart.goods_waiting": QT_TRANSLATE_NOOP("Errors", "還有商品等候輸入，先完成或按 Esc 略過"),
    "cart.edit_waiting": QT_TRANSLATE_NOOP("Errors", "變更還沒套用，先套用或按 Esc 取消"),
    "cart.not_empty": QT_TRANSLATE_NOOP("Errors", "目前這筆已有商品，無法復原"),
    "cart.already_parked": QT_TRANSLATE_NOOP("Errors", "這筆交易已保留"),
    "cart.ended": QT_TRANSLATE_NOOP("Errors", "這筆交易已結束"),
    "cart.no_such_line": QT_TRANSLATE_NOOP("Errors", "這個品項已移除"),
    "cart.not_parked": QT_TRANSLATE_NOOP("Errors", "這筆保留的交易已被取回"),
    "tender.unresolved": QT_TRANSLATE_NOOP("Errors", "付款結果還沒確認，到收款畫面按「再詢問」"),
    "tender.no_provider": QT_TRANSLATE_NOOP("Errors", "這種付款方式未啟用，無法詢問結果，請店長處理"),
    "tender.no_answer": QT_TRANSLATE_NOOP("Errors", "付款服務沒有回覆，先不要重複收款，稍後再詢問"),
    "tender.declined": QT_TRANSLATE_NOOP("Errors", "付款被拒絕，沒有收到款項"),
    "tender.pending": QT_TRANSLATE_NOOP("Errors", "已收款項尚未處理，先完成或退回"),
    "tender.remaining": QT_TRANSLATE_NOOP("Errors", "款項尚未收足"),
    "tender.nothing_due": QT_TRANSLATE_NOOP("Errors", "款項已收足"),
    "tender.nothing": QT_TRANSLATE_NOOP("Errors", "先輸入金額"),
    "tender.wrong_direction": QT_TRANSLATE_NOOP("Errors", "先輸入金額"),
    "tender.too_little": QT_TRANSLATE_NOOP("Errors", "現金不足，要收足進位後的金額"),
    "tender.more_than_due": QT_TRANSLATE_NOOP("Errors", "刷卡金額不能超過尚餘金額"),
    "tender.out_of_range": QT_TRANSLATE_NOOP("Errors", "金額超出範圍"),
    "tender.no_reason": QT_TRANSLATE_NOOP("Errors", "先選擇原因"),
    "tender.no_reference": QT_TRANSLATE_NOOP("Errors", "先輸入授權碼"),
    "tender.bad_reference": QT_TRANSLATE_NOOP("Errors", "授權碼是 {shortest} 至 {longest} 個英數字"),
    "tender.unknown": QT_TRANSLATE_NOOP("Errors", "這筆款項已移除"),
    "tender.left_out": QT_TRANSLATE_NOOP("Errors", "有已收款項不在這筆交易，返回收款畫面再試"),
    "tender.changed": QT_TRANSLATE_NOOP("Errors", "已收款項已變動，返回收款畫面再試"),
    "tender.sale_is_complete": QT_TRANSLATE_NOOP("Errors", "這筆交易已完成"),
    "contact.no_key": QT_TRANSLATE_NOOP("Errors", "中心尚未提供金鑰，連線後再試"),
    "contact.not_an_email": QT_TRANSLATE_NOOP("Errors", "電子郵件格式不正確"),
    "points.no_code": QT_TRANSLATE_NOOP("Errors", "請會員出示動態會員碼，掃描後才能用點數付款"),
    "points.no_rules": QT_TRANSLATE_NOOP("Errors", "點數付款未啟用"),
    "points.other_member": QT_TRANSLATE_NOOP("Errors", "這是 {payer} 的會員碼，這筆交易的會員是 {member}，不能代付"),
    "points.offline": QT_TRANSLATE_NOOP("Errors", "離線時最多可用 {most} 點"),
    "points.old_balance": QT_TRANSLATE_NOOP("Errors", "離線時需要最新的點數，請會員重新開啟會員碼"),
    "points.too_few": QT_TRANSLATE_NOOP("Errors", "可用點數只有 {free} 點"),
    "member.no_name": QT_TRANSLATE_NOOP("Errors", "還沒有姓名"),
    "member.not_a_phone": QT_TRANSLATE_NOOP("Errors", "電話要有 8 到 15 個數字"),
    "member.not_a_day": QT_TRANSLATE_NOOP("Errors", "生日是月和日，例如 4/12"),
    "member.no_consent": QT_TRANSLATE_NOOP("Errors", "顧客同意加入會員後才能建立"),
    "member.too_many": QT_TRANSLATE_NOOP("Errors", "查詢次數太多，稍後再試"),
    "member.unknown": QT_TRANSLATE_NOOP("Errors", "查無這位會員"),
    "coupon.asking": QT_TRANSLATE_NOOP("Errors", "正在向中心確認優惠券，稍候再收款"),
    "coupon.unavailable": QT_TRANSLATE_NOOP("Errors", "這台收銀機沒有優惠券"),
    "correct.no_reason": QT_TRANSLATE_NOOP("Errors", "先選擇更正原因"),
    "correct.shift_closed": QT_TRANSLATE_NOOP("Errors", "已交班，付款方式不能再更正"),
    "correct.nothing": QT_TRANSLATE_NOOP("Errors", "沒有變更"),
    "correct.not_this_kind": QT_TRANSLATE_NOOP("Errors", "這種付款方式不能在此更正"),
    "sale.unknown": QT_TRANSLATE_NOOP("Errors", "查無這筆交易"),
    "act.id_means_another": QT_TRANSLATE_NOOP("Errors", "這個動作已經做過，請確認交易紀錄"),
    "return.more_than_remains": QT_TRANSLATE_NOOP("Errors", "退貨數量超過可退數量"),
    "return.changed": QT_TRANSLATE_NOOP("Errors", "可退金額已變動，請重新確認"),
    "return.unknown_line": QT_TRANSLATE_NOOP("Errors", "這張收據沒有這個品項"),
    "return.unit_changed": QT_TRANSLATE_NOOP("Errors", "退貨的單位和收據不同"),
    "code.expired": QT_TRANSLATE_NOOP("Errors", "這個條碼已過期，請顧客重新開啟頁面再掃描"),
    "code.forged": QT_TRANSLATE_NOOP("Errors", "這個條碼不是本店發出的，不能使用"),
    "code.not_taken": QT_TRANSLATE_NOOP("Errors", "這個條碼在這裡用不到"),
    "code.other_store": QT_TRANSLATE_NOOP("Errors", "這個條碼是另一家門市的（門市代碼 {store}），要到那家門市使用"),
    "code.unknown_key": QT_TRANSLATE_NOOP("Errors", "無法驗證這個條碼，連線同步後再掃描一次"),
    "code.unreadable": QT_TRANSLATE_NOOP("Errors", "條碼沒有完整讀到，請再掃描一次"),
    "refund.lines_not_told": QT_TRANSLATE_NOOP("Errors", "{number} 共 {count} 項，條碼裡沒有明細，請到原收銀機退款"),
    "refund.of_another_terminal": QT_TRANSLATE_NOOP("Errors", "{number} 是另一台收銀機的收據，請到原收銀機退款"),
    "refund.unknown_receipt": QT_TRANSLATE_NOOP("Errors", "查無收據 {text}"),
    "refund.of_a_refund": QT_TRANSLATE_NOOP("Errors", "{number} 是退貨單，沒有可退的商品"),
    "refund.no_receipt": QT_TRANSLATE_NOOP("Errors", "先掃描或輸入收據號碼"),
    "refund.nothing_chosen": QT_TRANSLATE_NOOP("Errors", "先選要退的商品"),
    "refund.no_reason": QT_TRANSLATE_NOOP("Errors", "先選擇原因"),
    "refund.cart_not_empty": QT_TRANSLATE_NOOP("Errors", "購物車已有商品，先收款或保留，再退款"),
    "drawer.no_reason": QT_TRANSLATE_NOOP("Errors", "先選擇原因"),
    "discount.no_reason": QT_TRANSLATE_NOOP("Errors", "先選擇原因"),
    "discount.out_of_range": QT_TRANSLATE_NOOP("Errors", "折扣超出範圍"),
    "quantity.unreadable": QT_TRANSLATE_NOOP("Errors", "數量無法辨識"),
    "quantity.too_fine": QT_TRANSLATE_NOOP("Errors", "數量最多三位小數"),
    "quantity.nothing": QT_TRANSLATE_NOOP("Errors", "先輸入數量"),
    "override.no_reason": QT_TRANSLATE_NOOP("Errors", "先選擇原因"),
    "price.missing": QT_TRANSLATE_NOOP("Errors", "先輸入售價"),
    "scan.no_quantity": QT_TRANSLATE_NOOP("Errors", "先輸入重量或數量"),
    "tax.unknown_class": QT_TRANSLATE_NOOP("Errors", "商品的稅別未設定，請店長處理"),
    "approval.missing": QT_TRANSLATE_NOOP("Errors", "這個動作需要店長核准"),
    "staff.wrong_pin": QT_TRANSLATE_NOOP("Errors", "密碼不符"),
    "staff.wait": QT_TRANSLATE_NOOP("Errors", "密碼錯誤次數過多，{seconds} 秒後再試"),
    "staff.unknown_badge": QT_TRANSLATE_NOOP("Errors", "查無此識別證"),
    "staff.inactive": QT_TRANSLATE_NOOP("Errors", "此人員已停用"),
    "staff.not_allowed": QT_TRANSLATE_NOOP("Errors", "此人員沒有這個權限"),
    "staff.may_not_sell": QT_TRANSLATE_NOOP("Errors", "此人員不負責收銀，換收銀員登入才能收款"),
    "staff.may_not": QT_TRANSLATE_NOOP("Errors", "此人員沒有這個權限"),
    "staff.badge_length": QT_TRANSLATE_NOOP("Errors", "查無此識別證"),
    "staff.unknown": QT_TRANSLATE_NOOP("Errors", "查無此人員"),
    "staff.pin_not_digits": QT_TRANSLATE_NOOP("Errors", "密碼只能用數字"),
    "staff.pin_length": QT_TRANSLATE_NOOP("Errors", "密碼要 {shortest} 至 {longest} 位"),
    "staff.pin_trivial": QT_TRANSLATE_NOOP("Errors", "這個密碼太容易猜到，換一個"),
    "staff.no_name": QT_TRANSLATE_NOOP("Errors", "先輸入姓名"),
    "staff.exists_already": QT_TRANSLATE_NOOP("Errors", "這台收銀機已經有人員"),
    "staff.last_manager": QT_TRANSLATE_NOOP("Errors", "至少要保留一位店長"),
    "approval.not_allowed": QT_TRANSLATE_NOOP("Errors", "此人員不能核准這個動作"),
    "vault.wrong_recovery_code": QT_TRANSLATE_NOOP("Errors", "復原碼不符，再核對一次"),
    "vault.no_recovery_code": QT_TRANSLATE_NOOP("Errors", "這台收銀機還沒有復原碼"),
    "text.unreadable": QT_TRANSLATE_NOOP("Errors", "文字含有無法列印的字元"),
    "text.too_long": QT_TRANSLATE_NOOP("Errors", "文字太長，最多 {most} 個字"),
    "db.disk_full": QT_TRANSLATE_NOOP("Errors", "磁碟已滿。已完成的交易都在，清出空間後再試一次"),
    "db.closed": QT_TRANSLATE_NOOP("Errors", "程式正在關閉，這個動作沒有執行"),
    "db.unreadable": QT_TRANSLATE_NOOP("Errors", "資料庫讀取失敗。已完成的交易都在，請通知店長"),
}
_PARTS = (_WORDS, PICKUP, DEVICES, FILES, PLACES, CENTRE)
_UNKNOWN = QT_TRANSLATE_NOOP("Errors", "無法完成這個動作（{code}）。已完成的交易都在")
_BUG = QT_TRANSLATE_NOOP("Errors", "發生未預期的問題，已記錄。購物車保留著，請再試一次")


def sentence(error: BaseException) -> str:
    """One line for the cashier."""
    if not isinstance(error, AppError):
        return QCoreApplication.translate(_CONTEXT, str(_BUG))
    words = next(
        (part[error.code] for part in (_WORDS, PICKUP, DEVICES, FILES, PLACES, CENTRE) if error.code in part), None
    )
    if words is None:
        return QCoreApplication.translate(_CONTEXT, str(_UNKNOWN)).format(code=error.code)
    said = QCoreApplication.translate(_CONTEXT, str(words))
    try:
        return said.format(**error.params)
    except (KeyError, IndexError):
        return said
