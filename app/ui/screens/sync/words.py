"""The sync in the words of the trade: states, kinds of entries, conflicts, and what works without a network."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.offline import TABLE, Offline, Works
from app.domain.sync import Conflict
from app.runtime.standing import Link, Standing

_CONTEXT = "Sync"
#: What belongs together in the panel's few lines, in their order.
GROUPS: dict[str, tuple[object, frozenset[str]]] = {
    "sale": (QT_TRANSLATE_NOOP("Sync", "銷售與退換貨"), frozenset({"sale.completed"})),
    "tender": (
        QT_TRANSLATE_NOOP("Sync", "收款與更正"),
        frozenset(
            {
                "tender.taken",
                "tender.removed",
                "tender.corrected",
                "tender.requested",
                "tender.refused",
                "tender.abandoned",
            }
        ),
    ),
    "cart": (
        QT_TRANSLATE_NOOP("Sync", "保留與作廢"),
        frozenset({"cart.parked", "cart.recalled", "cart.voided", "cart.line_removed"}),
    ),
    "shift": (
        QT_TRANSLATE_NOOP("Sync", "班次與現金"),
        frozenset({"shift.opened", "shift.closed", "drawer.opened"}),
    ),
    "staff": (
        QT_TRANSLATE_NOOP("Sync", "人員與核准"),
        frozenset({"staff.signed_in", "staff.signed_out", "staff.refused", "staff.changed", "act.approved"}),
    ),
    "archive": (QT_TRANSLATE_NOOP("Sync", "封存的舊紀錄"), frozenset({""})),
}
_OTHER = QT_TRANSLATE_NOOP("Sync", "其他紀錄")
#: Word and icon of each kind.
_KINDS: dict[str, tuple[object, str]] = {
    "sale.completed": (QT_TRANSLATE_NOOP("Sync", "銷售"), "receipt"),
    "sale.refunded": (QT_TRANSLATE_NOOP("Sync", "退貨"), "undo"),
    "sale.exchanged": (QT_TRANSLATE_NOOP("Sync", "換貨"), "swap"),
    "tender.requested": (QT_TRANSLATE_NOOP("Sync", "向支付業者請款"), "phone"),
    "tender.refused": (QT_TRANSLATE_NOOP("Sync", "支付業者拒絕"), "phone"),
    "tender.abandoned": (QT_TRANSLATE_NOOP("Sync", "付款未確認"), "phone"),
    "tender.taken": (QT_TRANSLATE_NOOP("Sync", "收款"), "cash"),
    "tender.removed": (QT_TRANSLATE_NOOP("Sync", "退回收款"), "cash"),
    "tender.corrected": (QT_TRANSLATE_NOOP("Sync", "更正付款方式"), "pencil"),
    "cart.parked": (QT_TRANSLATE_NOOP("Sync", "保留交易"), "pause"),
    "cart.recalled": (QT_TRANSLATE_NOOP("Sync", "取回交易"), "play"),
    "cart.voided": (QT_TRANSLATE_NOOP("Sync", "作廢交易"), "trash"),
    "cart.line_removed": (QT_TRANSLATE_NOOP("Sync", "收款後移除品項"), "trash"),
    "order.handed_over": (QT_TRANSLATE_NOOP("Sync", "交付取貨"), "bag"),
    "order.picking_started": (QT_TRANSLATE_NOOP("Sync", "開始備貨"), "bag"),
    "order.line_picked": (QT_TRANSLATE_NOOP("Sync", "撿貨"), "bag"),
    "order.ready": (QT_TRANSLATE_NOOP("Sync", "備妥上架"), "bag"),
    "order.problem_reported": (QT_TRANSLATE_NOOP("Sync", "回報取貨問題"), "flag"),
    "order.returned": (QT_TRANSLATE_NOOP("Sync", "退回上架"), "bag"),
    "intake.changed": (QT_TRANSLATE_NOOP("Sync", "變更接單"), "bag"),
    "receipt.requested": (QT_TRANSLATE_NOOP("Sync", "寄送明細"), "mail"),
    "member.enrolled": (QT_TRANSLATE_NOOP("Sync", "加入會員"), "user-plus"),
    "member.consented": (QT_TRANSLATE_NOOP("Sync", "會員同意事項"), "user"),
    "points.moved": (QT_TRANSLATE_NOOP("Sync", "會員點數"), "points"),
    "points.held": (QT_TRANSLATE_NOOP("Sync", "保留點數"), "points"),
    "key.adopted": (QT_TRANSLATE_NOOP("Sync", "更換聯絡金鑰"), "key"),
    "coupon.redeemed": (QT_TRANSLATE_NOOP("Sync", "核銷優惠券"), "coupon"),
    "coupon.restored": (QT_TRANSLATE_NOOP("Sync", "歸還優惠券"), "coupon"),
    "coupon.issued": (QT_TRANSLATE_NOOP("Sync", "發出優惠券"), "coupon"),
    "coupon.withdrawn": (QT_TRANSLATE_NOOP("Sync", "收回優惠券"), "coupon"),
    "stock.moved": (QT_TRANSLATE_NOOP("Sync", "庫存異動"), "box"),
    "shift.opened": (QT_TRANSLATE_NOOP("Sync", "開班"), "drawer"),
    "shift.closed": (QT_TRANSLATE_NOOP("Sync", "交班"), "drawer"),
    "catalog.imported": (QT_TRANSLATE_NOOP("Sync", "匯入商品目錄"), "upload"),
    "staff.signed_in": (QT_TRANSLATE_NOOP("Sync", "登入"), "user"),
    "staff.signed_out": (QT_TRANSLATE_NOOP("Sync", "登出"), "user"),
    "staff.refused": (QT_TRANSLATE_NOOP("Sync", "密碼或識別證不符"), "user"),
    "staff.changed": (QT_TRANSLATE_NOOP("Sync", "人員異動"), "users"),
    "limits.changed": (QT_TRANSLATE_NOOP("Sync", "變更上限"), "settings"),
    "act.approved": (QT_TRANSLATE_NOOP("Sync", "店長核准"), "shield"),
    "drawer.opened": (QT_TRANSLATE_NOOP("Sync", "開錢櫃"), "drawer"),
    "receipt.reprinted": (QT_TRANSLATE_NOOP("Sync", "補印收據"), "printer"),
    "task.closed": (QT_TRANSLATE_NOOP("Sync", "待辦完成"), "check-circle"),
    "settings.changed": (QT_TRANSLATE_NOOP("Sync", "變更設定"), "settings"),
    "epoch.opened": (QT_TRANSLATE_NOOP("Sync", "收銀機啟用"), "store"),
}
#: What met, and what is to be done about it.
_CONFLICTS: dict[str, tuple[object, object]] = {
    "coupon.used_twice": (
        QT_TRANSLATE_NOOP("Sync", "優惠券用了兩次"),
        QT_TRANSLATE_NOOP("Sync", "核對兩筆交易"),
    ),
    "coupon.withdrawn": (
        QT_TRANSLATE_NOOP("Sync", "優惠券已收回"),
        QT_TRANSLATE_NOOP("Sync", "向總部確認"),
    ),
    "coupon.over_limit": (
        QT_TRANSLATE_NOOP("Sync", "優惠券超過次數"),
        QT_TRANSLATE_NOOP("Sync", "向總部確認"),
    ),
    "coupon.not_issued": (
        QT_TRANSLATE_NOOP("Sync", "沒有發行過的優惠券"),
        QT_TRANSLATE_NOOP("Sync", "向總部確認"),
    ),
    "coupon.not_back": (
        QT_TRANSLATE_NOOP("Sync", "優惠券不該歸還"),
        QT_TRANSLATE_NOOP("Sync", "向總部確認"),
    ),
    "order.handed_over_twice": (
        QT_TRANSLATE_NOOP("Sync", "取貨單交付了兩次"),
        QT_TRANSLATE_NOOP("Sync", "清點商品"),
    ),
    "order.handed_over_cancelled": (
        QT_TRANSLATE_NOOP("Sync", "取消後才交付"),
        QT_TRANSLATE_NOOP("Sync", "聯絡客人"),
    ),
    "order.handed_over_expired": (
        QT_TRANSLATE_NOOP("Sync", "逾期後才交付"),
        QT_TRANSLATE_NOOP("Sync", "清點商品"),
    ),
    "order.short": (
        QT_TRANSLATE_NOOP("Sync", "已付款的取貨單缺貨"),
        QT_TRANSLATE_NOOP("Sync", "退還缺貨的金額"),
    ),
    "order.problem": (
        QT_TRANSLATE_NOOP("Sync", "取貨單有問題"),
        QT_TRANSLATE_NOOP("Sync", "聯絡客人"),
    ),
    "order.out_of_range": (
        QT_TRANSLATE_NOOP("Sync", "取貨紀錄和訂單不符"),
        QT_TRANSLATE_NOOP("Sync", "通知總部"),
    ),
    "order.put_back_paid": (
        QT_TRANSLATE_NOOP("Sync", "已付款的商品退回上架"),
        QT_TRANSLATE_NOOP("Sync", "退款給客人"),
    ),
    "order.unknown": (
        QT_TRANSLATE_NOOP("Sync", "交付了中心沒有的取貨單"),
        QT_TRANSLATE_NOOP("Sync", "通知總部"),
    ),
    "member.not_known": (
        QT_TRANSLATE_NOOP("Sync", "點數記在中心沒有的會員"),
        QT_TRANSLATE_NOOP("Sync", "通知總部"),
    ),
    "points.differ": (
        QT_TRANSLATE_NOOP("Sync", "點數和交易不符"),
        QT_TRANSLATE_NOOP("Sync", "向總部確認"),
    ),
    "member.contact_new": (
        QT_TRANSLATE_NOOP("Sync", "會員在櫃檯留了新的聯絡方式"),
        QT_TRANSLATE_NOOP("Sync", "請總部核對會員資料"),
    ),
    "points.overspent": (
        QT_TRANSLATE_NOOP("Sync", "會員點數用超過"),
        QT_TRANSLATE_NOOP("Sync", "聯絡會員"),
    ),
    "stock.below_zero": (QT_TRANSLATE_NOOP("Sync", "庫存低於零"), QT_TRANSLATE_NOOP("Sync", "清點這項商品")),
    "stock.unknown_sku": (QT_TRANSLATE_NOOP("Sync", "中心沒有這項商品"), QT_TRANSLATE_NOOP("Sync", "建立商品")),
    "stock.out_of_range": (QT_TRANSLATE_NOOP("Sync", "數量超出範圍"), QT_TRANSLATE_NOOP("Sync", "清點這項商品")),
    "price.older": (QT_TRANSLATE_NOOP("Sync", "用舊價格賣出"), QT_TRANSLATE_NOOP("Sync", "確認售價")),
    "sale.same_number": (QT_TRANSLATE_NOOP("Sync", "兩筆交易同一個號碼"), QT_TRANSLATE_NOOP("Sync", "核對兩筆交易")),
    "day.differs": (QT_TRANSLATE_NOOP("Sync", "一天的帳和中心不同"), QT_TRANSLATE_NOOP("Sync", "通知總部")),
    "proposal.waiting": (
        QT_TRANSLATE_NOOP("Sync", "帶來的資料等總部決定"),
        QT_TRANSLATE_NOOP("Sync", "請總部決定"),
    ),
    "journal.same_id": (QT_TRANSLATE_NOOP("Sync", "兩台的紀錄同一個代號"), QT_TRANSLATE_NOOP("Sync", "通知總部")),
    "clock.ahead": (QT_TRANSLATE_NOOP("Sync", "收銀機時間太快"), QT_TRANSLATE_NOOP("Sync", "校正時間")),
    "clock.behind": (QT_TRANSLATE_NOOP("Sync", "收銀機時間太慢"), QT_TRANSLATE_NOOP("Sync", "校正時間")),
    "journal.broken_link": (QT_TRANSLATE_NOOP("Sync", "紀錄的順序接不上"), QT_TRANSLATE_NOOP("Sync", "通知總部")),
    "journal.forked": (QT_TRANSLATE_NOOP("Sync", "紀錄有兩個版本"), QT_TRANSLATE_NOOP("Sync", "通知總部")),
    "journal.not_applied": (QT_TRANSLATE_NOOP("Sync", "一筆紀錄沒有入帳"), QT_TRANSLATE_NOOP("Sync", "通知總部")),
    "journal.not_understood": (
        QT_TRANSLATE_NOOP("Sync", "一筆紀錄看不懂"),
        QT_TRANSLATE_NOOP("Sync", "更新中心"),
    ),
}
_CONFLICT = (QT_TRANSLATE_NOOP("Sync", "兩邊的資料不同"), QT_TRANSLATE_NOOP("Sync", "通知總部"))
#: What the centre did by itself.
_OUTCOMES: dict[str, object] = {
    "accepted": QT_TRANSLATE_NOOP("Sync", "中心已接受這筆交易"),
    "counted": QT_TRANSLATE_NOOP("Sync", "中心已照實計入"),
    "not_counted": QT_TRANSLATE_NOOP("Sync", "中心沒有計入庫存"),
    "kept": QT_TRANSLATE_NOOP("Sync", "中心已照原樣保存"),
    "both_kept": QT_TRANSLATE_NOOP("Sync", "中心兩個版本都保存"),
    "quarantine": QT_TRANSLATE_NOOP("Sync", "中心已另外保存，不影響其他紀錄"),
}
#: Name of an act, and why it is so without a network.
_ACTS: dict[str, tuple[object, object]] = {
    "sell": (QT_TRANSLATE_NOOP("Sync", "銷售"), QT_TRANSLATE_NOOP("Sync", "商品與規則都在這台機器")),
    "cash": (QT_TRANSLATE_NOOP("Sync", "現金"), QT_TRANSLATE_NOOP("Sync", "照常收款與找零")),
    "card": (QT_TRANSLATE_NOOP("Sync", "刷卡機"), QT_TRANSLATE_NOOP("Sync", "刷卡機自己連線，授權碼記在交易裡")),
    "refund": (QT_TRANSLATE_NOOP("Sync", "退換貨"), QT_TRANSLATE_NOOP("Sync", "這台開出的收據")),
    "shift": (QT_TRANSLATE_NOOP("Sync", "交班"), QT_TRANSLATE_NOOP("Sync", "開班、清點、交班都不必等上傳")),
    "search": (QT_TRANSLATE_NOOP("Sync", "搜尋商品"), QT_TRANSLATE_NOOP("Sync", "目錄在這台機器")),
    "print": (QT_TRANSLATE_NOOP("Sync", "列印收據"), QT_TRANSLATE_NOOP("Sync", "印表機直接接在這台機器")),
    "sales": (QT_TRANSLATE_NOOP("Sync", "查詢交易"), QT_TRANSLATE_NOOP("Sync", "這台機器做過的交易")),
    "park": (QT_TRANSLATE_NOOP("Sync", "保留與取回"), QT_TRANSLATE_NOOP("Sync", "保留的交易在這台機器")),
    "sign_in": (QT_TRANSLATE_NOOP("Sync", "登入"), QT_TRANSLATE_NOOP("Sync", "密碼在這台機器核對")),
    "approve": (QT_TRANSLATE_NOOP("Sync", "店長核准"), QT_TRANSLATE_NOOP("Sync", "密碼在這台機器核對")),
    "pick": (QT_TRANSLATE_NOOP("Sync", "備貨"), QT_TRANSLATE_NOOP("Sync", "取貨單在這台機器")),
    "price": (QT_TRANSLATE_NOOP("Sync", "價格與促銷"), QT_TRANSLATE_NOOP("Sync", "以最後收到的資料計算")),
    "stock": (
        QT_TRANSLATE_NOOP("Sync", "庫存數"),
        QT_TRANSLATE_NOOP("Sync", "只扣這台賣出的，別台的連線後才知道"),
    ),
    "hand_over": (
        QT_TRANSLATE_NOOP("Sync", "交付取貨"),
        QT_TRANSLATE_NOOP("Sync", "依這台機器的清單，別台是否已交付連線後才知道"),
    ),
    "coupon": (
        QT_TRANSLATE_NOOP("Sync", "優惠券"),
        QT_TRANSLATE_NOOP("Sync", "在活動允許的張數和金額內，別台是否用過連線後才知道"),
    ),
    "upload": (QT_TRANSLATE_NOOP("Sync", "上傳交易"), QT_TRANSLATE_NOOP("Sync", "先存在這台機器，連線後自動上傳")),
    "news": (QT_TRANSLATE_NOOP("Sync", "總部的異動"), QT_TRANSLATE_NOOP("Sync", "連線後自動收到")),
    "join": (QT_TRANSLATE_NOOP("Sync", "加入中心"), QT_TRANSLATE_NOOP("Sync", "要先連得上中心")),
}
_WORKS: dict[Works, tuple[object, str, str]] = {
    Works.YES: (QT_TRANSLATE_NOOP("Sync", "照常"), "ok", "check"),
    Works.BOUNDED: (QT_TRANSLATE_NOOP("Sync", "有限"), "warn", "info"),
    Works.NO: (QT_TRANSLATE_NOOP("Sync", "連線後"), "neutral", "minus"),
}
_DAY_PARTS: dict[str, object] = {
    "journal": QT_TRANSLATE_NOOP("Sync", "紀錄的順序"),
    "facts": QT_TRANSLATE_NOOP("Sync", "紀錄的內容"),
    "sales": QT_TRANSLATE_NOOP("Sync", "交易筆數與金額"),
    "tenders": QT_TRANSLATE_NOOP("Sync", "收款方式"),
    "taxes": QT_TRANSLATE_NOOP("Sync", "稅額"),
}
_BROUGHT: dict[str, tuple[object, str]] = {
    "product": (QT_TRANSLATE_NOOP("Sync", "商品"), "box"),
    "promotion": (QT_TRANSLATE_NOOP("Sync", "促銷"), "tag"),
    "staff": (QT_TRANSLATE_NOOP("Sync", "人員"), "users"),
}
#: The centre's word for a date on which the two sides do not hold the same.
DAY_DIFFERS = "day.differs"
ICONS = {
    Link.ALONE: "store",
    Link.ONLINE: "cloud-check",
    Link.SENDING: "sync",
    Link.OFFLINE: "cloud-off",
    Link.ATTENTION: "warning",
}


def _said(words: object) -> str:
    return QCoreApplication.translate(_CONTEXT, str(words))


def title_of(standing: Standing) -> str:
    """How it stands, in a few words."""
    if standing.is_revoked:
        return QCoreApplication.translate("Sync", "總部已停用這台的連線")
    return {
        Link.ALONE: QCoreApplication.translate("Sync", "單機營業"),
        Link.ONLINE: QCoreApplication.translate("Sync", "已連線"),
        Link.SENDING: QCoreApplication.translate("Sync", "上傳中"),
        Link.OFFLINE: QCoreApplication.translate("Sync", "離線作業中"),
        Link.ATTENTION: QCoreApplication.translate("Sync", "需要處理"),
    }[standing.link]


def kind_words(kind: str) -> str:
    """What an entry is; a kind of a later version by its own name."""
    return _said(_KINDS[kind][0]) if kind in _KINDS else kind


def kind_icon(kind: str) -> str:
    """An entry's icon."""
    return _KINDS[kind][1] if kind in _KINDS else "file"


def grouped(counts: dict[str, int]) -> list[tuple[str, int]]:
    """How much is on its way, in the panel's few lines; their sum is the whole."""
    found = []
    for words, kinds in GROUPS.values():
        if count := sum(counts.get(kind, 0) for kind in kinds):
            found.append((_said(words), count))
    if other := sum(counts.values()) - sum(count for _, count in found):
        found.append((_said(_OTHER), other))
    return found


def conflict_words(conflict: Conflict) -> str:
    """What met."""
    return _said(_CONFLICTS.get(conflict.kind, _CONFLICT)[0])


def conflict_act(conflict: Conflict) -> str:
    """What is to be done about it."""
    return _said(_CONFLICTS.get(conflict.kind, _CONFLICT)[1])


def outcome_words(outcome: str) -> str:
    """What the centre did by itself."""
    return _said(_OUTCOMES[outcome]) if outcome in _OUTCOMES else ""


def act_words(act: str) -> str:
    """What an act is called."""
    return _said(_ACTS[act][0])


def act_reason(act: str) -> str:
    """Why it is so without a network."""
    return _said(_ACTS[act][1])


def works_words(works: Works) -> tuple[str, str, str]:
    """How something works without a network: word, tone and icon."""
    words, tone, icon = _WORKS[works]
    return _said(words), tone, icon


def day_parts(parts: tuple[str, ...]) -> str:
    """In what a day's books differ."""
    comma = QCoreApplication.translate("Sync", "、")
    return comma.join(_said(_DAY_PARTS[one]) if one in _DAY_PARTS else one for one in parts)


def day_part(part: str) -> str:
    """One thing in which a day's books can differ."""
    return _said(_DAY_PARTS[part]) if part in _DAY_PARTS else part


def brought_words(kind: str) -> tuple[str, str]:
    """What a shop brought along: word and icon."""
    words, icon = _BROUGHT.get(kind, (kind, "file"))
    return _said(words), icon


def listed(acts: tuple[str, ...]) -> str:
    """Names of acts in one line."""
    return QCoreApplication.translate("Sync", "、").join(act_words(one) for one in acts)


def table() -> tuple[Offline, ...]:
    """What works without a network."""
    return TABLE
