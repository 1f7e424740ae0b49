"""The words on paper, by language: data beside the documents, since a rule of the trade has no window."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.frozen import frozen
from app.domain.quantity import Unit

LANGUAGES = ("zh_TW", "en")


@frozen
class Words:
    """Every word that a document may need, in one language; braces name what is put in.

    Attributes:
        weekdays: Monday first.
        tenders: by kind of tender; a kind that is not here prints as it is named.
        units, parts: by unit; pieces need none. A part is a thousandth of one, where people name it.
        reductions, reasons: by kind, for one without a reason; by the window's own ones. Others print as typed.
        not_an_invoice: that this paper is none: what may be called a uniform invoice is drawn by its own rules.
    """

    language: str
    sale: str
    refund: str
    exchange: str
    reprint: str
    reprint_number: str
    again: str
    phone: str
    tax_id: str
    store: str
    register: str
    number: str
    cashier: str
    date: str
    on: str
    moment: str
    weekdays: tuple[str, ...]
    returned_goods: str
    goods: str
    of_receipt: str
    without_receipt: str
    subtotal: str
    pieces: str
    reduced: str
    tax_added: str
    rounding: str
    total: str
    to_customer: str
    given_back_by: str
    reference: str
    other_reference: str
    tendered: str
    change: str
    tenders: dict[str, str]
    units: dict[Unit, str]
    parts: dict[Unit, str]
    reductions: dict[str, str]
    reasons: dict[str, str]
    tax: str
    taxed: str
    tax_amount: str
    tax_line: str
    tax_classes: dict[str, str]
    member: str
    points: str
    points_spent: str
    points_back: str
    coupon: str
    note: str
    unknown_goods: str
    keep: str
    not_an_invoice: str
    z_report: str
    x_report: str
    x_notice: str
    z_number: str
    shift_number: str
    business_on: str
    opened: str
    closed: str
    read: str
    by: str
    times: str
    sheets: str
    sales_count: str
    refunds_count: str
    sold: str
    returned: str
    net: str
    tenders_title: str
    taxes_title: str
    cash_title: str
    opening_float: str
    cash_in: str
    expected: str
    counted: str
    short: str
    over: str
    matches: str
    reason: str
    approved_by: str
    earlier_count: str
    float_left: str
    counts_title: str
    slips_title: str
    watched_title: str
    drawer_opened: str
    often: str
    voided: str
    remarks: Mapping[str, str]
    parked: str
    journal_title: str
    range: str
    entries: str
    head: str
    acknowledged: str
    signed_cashier: str
    signed_manager: str
    test: str
    test_notice: str


ZH_TW = Words(
    language="zh_TW",
    sale="交易明細",
    refund="退貨明細",
    exchange="換貨明細",
    reprint="補印",
    reprint_number="補印 第 {count} 次",
    again="可能重複列印",
    phone="電話 {text}",
    tax_id="統編 {text}",
    store="門市 {store}",
    register="收銀 {register}",
    number="單號",
    cashier="收銀員",
    date="日期",
    on="{year}/{month:02d}/{day:02d}（{weekday}）",
    moment="{day}{hour}",
    weekdays=("一", "二", "三", "四", "五", "六", "日"),
    returned_goods="退貨商品",
    goods="商品",
    of_receipt="原單號 {number}",
    without_receipt="無原交易明細",
    subtotal="小計",
    pieces="{count} 件",
    reduced="折扣",
    tax_added="稅額（外加）",
    rounding="現金尾差",
    total="合計",
    to_customer="應退",
    given_back_by="退款　{name}",
    reference="授權碼 {reference}",
    other_reference="參考號 {reference}",
    tendered="收現金",
    change="找零",
    tenders={
        "cash": "現金",
        "card": "信用卡",
        "wallet": "行動支付",
        "line_pay": "LINE Pay",
        "gift_card": "禮物卡",
        "points": "點數",
        "store_credit": "購物金",
        "prepaid": "線上已付",
    },
    units={Unit.PIECE: "", Unit.KILOGRAM: "kg", Unit.LITRE: "L", Unit.METRE: "m"},
    parts={Unit.KILOGRAM: "g", Unit.LITRE: "ml"},
    reductions={
        "override": "改價",
        "item": "促銷",
        "discount": "折扣",
        "cart": "整筆促銷",
        "cart_discount": "整筆折扣",
    },
    reasons={
        "不合需求": "不合需求",
        "商品瑕疵": "商品瑕疵",
        "買錯": "買錯",
        "即期品": "即期品",
        "包裝瑕疵": "包裝瑕疵",
        "員工購": "員工購",
        "價格相符": "價格相符",
        "其他": "其他",
    },
    tax="稅別",
    taxed="未稅額",
    tax_amount="稅額",
    tax_line="{name} {rate}",
    tax_classes={"standard": "應稅", "zero": "零稅率", "exempt": "免稅"},
    member="會員",
    points="本次點數",
    points_spent="使用點數",
    points_back="退回點數",
    coupon="優惠券",
    note="備註　{text}",
    unknown_goods="未建檔商品",
    keep="退換貨時請出示此碼",
    not_an_invoice="本明細不是統一發票",
    z_report="交班單（Z）",
    x_report="班中讀帳（X）",
    x_notice="未結帳，僅供查看",
    z_number="Z 編號",
    shift_number="班次",
    business_on="營業日",
    opened="開帳",
    closed="結帳",
    read="讀帳",
    by="人員",
    times="{count} 筆",
    sheets="× {count}",
    sales_count="銷售",
    refunds_count="退貨交易",
    sold="銷售額",
    returned="退回商品（含換貨）",
    net="淨額",
    tenders_title="付款方式",
    taxes_title="營業稅",
    cash_title="現金",
    opening_float="開帳零用金",
    cash_in="現金收付淨額",
    expected="系統應有",
    counted="清點",
    short="短少",
    over="溢收",
    matches="相符",
    reason="原因　{text}",
    approved_by="核准",
    earlier_count="前次清點",
    float_left="留作下一班",
    counts_title="清點明細",
    slips_title="單據張數",
    watched_title="留意事項",
    drawer_opened="無交易開錢櫃",
    often="{count} 次",
    voided="收款後作廢",
    remarks={
        "voided": "作廢、清空",
        "line_removed": "收款後移除品項",
        "tender_removed": "移除付款",
        "override": "改價",
        "discount": "手動折扣",
        "bare_return": "無收據退貨",
        "tender_abandoned": "付款未確認",
    },
    parked="保留中的購物車",
    journal_title="紀錄",
    range="序號",
    entries="筆數",
    head="末筆雜湊",
    acknowledged="交易 {sales} 筆，已上傳 {acknowledged} 筆",
    signed_cashier="收銀員簽名",
    signed_manager="店長簽名",
    test="測試列印",
    test_notice="看得到這一行，印表機就設定好了",
)

EN = Words(
    language="en",
    sale="Sales receipt",
    refund="Refund receipt",
    exchange="Exchange receipt",
    reprint="REPRINT",
    reprint_number="REPRINT no. {count}",
    again="MAY BE A SECOND COPY",
    phone="Tel. {text}",
    tax_id="Tax ID {text}",
    store="Store {store}",
    register="Register {register}",
    number="Receipt",
    cashier="Cashier",
    date="Date",
    on="{year}-{month:02d}-{day:02d} {weekday}",
    moment="{day} {hour}",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    returned_goods="Returned goods",
    goods="Goods",
    of_receipt="From receipt {number}",
    without_receipt="Without receipt",
    subtotal="Subtotal",
    pieces="{count} pcs",
    reduced="Reductions",
    tax_added="Tax added",
    rounding="Cash rounding",
    total="Total",
    to_customer="To customer",
    given_back_by="Refunded by {name}",
    reference="Approval {reference}",
    other_reference="Reference {reference}",
    tendered="Cash received",
    change="Change",
    tenders={
        "cash": "Cash",
        "card": "Card",
        "wallet": "Mobile wallet",
        "line_pay": "LINE Pay",
        "gift_card": "Gift card",
        "points": "Points",
        "store_credit": "Store credit",
        "prepaid": "Paid online",
    },
    units={Unit.PIECE: "", Unit.KILOGRAM: "kg", Unit.LITRE: "L", Unit.METRE: "m"},
    parts={Unit.KILOGRAM: "g", Unit.LITRE: "ml"},
    reductions={
        "override": "Price change",
        "item": "Promotion",
        "discount": "Discount",
        "cart": "Cart promotion",
        "cart_discount": "Cart discount",
    },
    reasons={
        "不合需求": "Not wanted",
        "商品瑕疵": "Faulty",
        "買錯": "Wrong item",
        "即期品": "Near expiry",
        "包裝瑕疵": "Damaged",
        "員工購": "Staff purchase",
        "價格相符": "Price match",
        "其他": "Other",
    },
    tax="Tax",
    taxed="Net",
    tax_amount="Tax",
    tax_line="{name} {rate}",
    tax_classes={"standard": "Taxable", "zero": "Zero rate", "exempt": "Exempt"},
    member="Member",
    points="Points",
    points_spent="Points used",
    points_back="Points given back",
    coupon="Coupon",
    note="Note: {text}",
    unknown_goods="Unlisted goods",
    keep="Show this code for returns",
    not_an_invoice="This is not a tax invoice",
    z_report="Shift report (Z)",
    x_report="Shift reading (X)",
    x_notice="Shift not closed: for reading only",
    z_number="Z number",
    shift_number="Shift",
    business_on="Business date",
    opened="Opened",
    closed="Closed",
    read="Read",
    by="By",
    times="{count}",
    sheets="× {count}",
    sales_count="Sales",
    refunds_count="Refund tickets",
    sold="Goods sold",
    returned="Goods back, incl. exchanges",
    net="Net",
    tenders_title="Tenders",
    taxes_title="Tax",
    cash_title="Cash",
    opening_float="Opening float",
    cash_in="Net cash taken",
    expected="Expected",
    counted="Counted",
    short="Short",
    over="Over",
    matches="Matches",
    reason="Reason: {text}",
    approved_by="Approved by",
    earlier_count="Counted before",
    float_left="Left for the next shift",
    counts_title="Count",
    slips_title="Slips",
    watched_title="To look at",
    drawer_opened="Drawer opened, no sale",
    often="{count}",
    voided="Voided after payment",
    remarks={
        "voided": "Voided, cleared",
        "line_removed": "Removed after payment",
        "tender_removed": "Payments removed",
        "override": "Prices changed",
        "discount": "Manual discounts",
        "bare_return": "Returns, no receipt",
        "tender_abandoned": "Payments unconfirmed",
    },
    parked="Carts on hold",
    journal_title="Journal",
    range="Entries no.",
    entries="Entries",
    head="Head hash",
    acknowledged="{sales} tickets, {acknowledged} uploaded",
    signed_cashier="Cashier's signature",
    signed_manager="Manager's signature",
    test="Test print",
    test_notice="If you can read this line, the printer is set up",
)


def words(language: str) -> Words:
    """The words of a language; of one that has none here, those of zh_TW."""
    return EN if language == "en" else ZH_TW
