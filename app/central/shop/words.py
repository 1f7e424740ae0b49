"""The page's words in both languages, and how money, measures and moments are written in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from app.domain.money import Currency, decimal_text
from app.domain.quantity import MILLI, Unit

#: Chinese, English. What is put in stands in braces.
_WORDS = {
    "trial": (
        "這是試用頁面，讓您試走「線上下單、到店取貨」全程；實際的商店由自己的網站串接 API。",
        "A trial page for the whole loop, from ordering online to collecting in the store. A real shop uses the API.",
    ),
    "other_language": ("English", "中文"),
    "skip": ("跳到內容", "Skip to content"),
    "stores": ("選擇門市", "Choose a store"),
    "goods": ("商品", "Shop"),
    "basket": ("購物籃", "Basket"),
    "me": ("會員", "Member"),
    "main_menu": ("主選單", "Main menu"),
    "search": ("搜尋商品", "Search the shop"),
    "find": ("搜尋", "Search"),
    "search_for": ("找商品名稱、貨號或條碼", "Name, SKU or barcode"),
    "categories": ("分類", "Categories"),
    "all": ("全部", "All"),
    "found": ("{count} 項商品", "{count} items"),
    "found_one": ("1 項商品", "1 item"),
    "nothing_found": ("找不到符合的商品", "Nothing found"),
    "show_all": ("看全部商品", "Show everything"),
    "previous": ("上一頁", "Previous"),
    "next": ("下一頁", "Next"),
    "page_of": ("第 {page} / {pages} 頁", "Page {page} of {pages}"),
    "add": ("加入", "Add"),
    "add_what": ("加入購物籃：{name}", "Add to basket: {name}"),
    "in_basket": ("籃內 {count}", "{count} in basket"),
    "sold_out": ("售完", "Sold out"),
    "few_left": ("剩 {count}", "{count} left"),
    "in_stock": ("有現貨", "In stock"),
    "basket_empty": ("購物籃是空的", "Your basket is empty"),
    "to_goods": ("去逛商品", "Browse the shop"),
    "fewer": ("減少：{name}", "Less: {name}"),
    "more": ("增加：{name}", "More: {name}"),
    "remove": ("移除", "Remove"),
    "remove_what": ("移除：{name}", "Remove: {name}"),
    "gone": ("已下架：{sku}", "No longer sold: {sku}"),
    "short": ("現貨只有 {left}", "Only {left} there"),
    "goods_sum": ("商品小計", "Goods"),
    "off": ("優惠折抵", "Promotions"),
    "coupon": ("優惠券", "Coupon"),
    "coupon_choose": ("可使用的優惠券", "Your coupons for this order"),
    "coupon_more_of_them": ("其他優惠券（{count} 張）", "More coupons ({count})"),
    "coupon_use": ("使用", "Use"),
    "coupon_use_what": ("使用優惠券：{name}", "Use the coupon: {name}"),
    "coupon_remove": ("不使用優惠券：{name}", "Do not use the coupon: {name}"),
    "coupon_type": ("輸入優惠券號", "Enter a coupon"),
    "coupon_off": ("已折抵 {amount}", "{amount} off"),
    "coupon_spent": ("使用優惠券：{name}", "Coupon used: {name}"),
    "coupon_back": ("優惠券已歸還：{name}", "Coupon given back: {name}"),
    "coupon_more": ("再買 {amount} 就能折抵", "Buy {amount} more to use it"),
    "coupon_units": ("再加 {count} 件適用商品就能折抵", "Add {count} more of its goods to use it"),
    "coupon_least": ("滿 {amount} 才能折抵", "It counts from {amount}"),
    "coupon_nothing": ("購物籃裡沒有適用的商品", "Nothing in the basket is part of it"),
    "coupon_why_unknown": ("查無此優惠券", "There is no such coupon"),
    "coupon_why_used": ("這張券已使用過", "It was used already"),
    "coupon_why_held": ("櫃檯正在使用這張券，請幾分鐘後再試", "A counter has it now: try again in a few minutes"),
    "coupon_why_withdrawn": ("這張券已失效", "It was withdrawn"),
    "coupon_why_not_yet": ("活動尚未開始", "It does not count yet"),
    "coupon_why_over": ("已過使用期限", "It has expired"),
    "coupon_why_other_store": ("不適用於這家門市", "It does not count at this store"),
    "coupon_why_other_channel": ("僅限在門市櫃檯使用", "It counts at the counter only"),
    "coupon_why_other_member": ("這張券屬於另一位會員", "It is another member's"),
    "coupon_why_member_needed": ("請先登入會員再使用", "Sign in as a member to use it"),
    "coupon_why_total_limit": ("活動名額已滿", "All of them were used"),
    "coupon_why_member_limit": ("您的使用次數已滿", "You have used it as often as one may"),
    "total": ("合計", "Total"),
    "collect_at": ("到店取貨", "Collect in store"),
    "your_name": ("取貨人姓名", "Name for collection"),
    "name_hint": ("只會以遮蔽後的樣子保存，例如 王○明", "Kept masked only, such as Wang X***"),
    "as_member": ("以會員 {name} 取貨", "As member {name}"),
    "when": ("取貨時間", "When to collect"),
    "soon": ("備好就取", "As soon as it is ready"),
    "how_to_pay": ("付款方式", "Payment"),
    "pay_there": ("到店付款", "Pay at pickup"),
    "pay_there_hint": ("取貨時在櫃檯付", "At the counter, when you collect"),
    "pay_now": ("線上付款（試用）", "Pay now (trial)"),
    "pay_now_hint": ("不會真的扣款", "No money moves"),
    "place_order": ("送出訂單　{total}", "Place order · {total}"),
    "order": ("訂單", "Order"),
    "orders": ("我的訂單", "My orders"),
    "no_orders": ("還沒有訂單", "No orders yet"),
    "pickup_number": ("取貨號碼", "Pickup number"),
    "show_this": ("到店時出示此 QR Code，或告知取貨號碼", "Show this code at the counter, or say the number"),
    "ready_from": ("預計取貨", "Collect"),
    "placed_on": ("下單時間", "Ordered"),
    "paid": ("已付款", "Paid"),
    "paid_so_much": ("已付款 {amount}", "{amount} paid"),
    "instead_of": ("代替 {name}", "Instead of {name}"),
    "missing": ("缺 {count}", "{count} missing"),
    "collected_already": ("已取", "Collected"),
    "paid_trial": ("已付款（試用，沒有實際扣款）", "Paid on trial: no money was taken"),
    "to_pay": ("取貨時付 {amount}", "{amount} to pay at pickup"),
    "live": ("狀態會自動更新", "This page follows the order by itself"),
    "state_placed": ("已收到訂單", "Order received"),
    "state_picking": ("正在備貨", "Being picked"),
    "state_ready": ("可以取貨了", "Ready to collect"),
    "state_handed_over": ("已取貨，謝謝光臨", "Collected, thank you"),
    "state_expired": ("逾期未取，訂單已取消", "Not collected in time"),
    "state_cancelled": ("訂單已取消", "Order cancelled"),
    "state_returned": ("商品已退回", "Returned"),
    "step_placed": ("下單", "Ordered"),
    "step_picking": ("備貨", "Picking"),
    "step_ready": ("可取貨", "Ready"),
    "step_handed_over": ("已取貨", "Collected"),
    "progress": ("訂單進度", "Progress"),
    "done": ("完成", "done"),
    "now": ("目前", "now"),
    "items": ("商品明細", "Items"),
    "member_code": ("會員 QR Code", "Member code"),
    "member_code_hint": (
        "結帳時出示。每 10 分鐘更新一次，截圖會失效。",
        "Show it when you pay. It is renewed every ten minutes; a screenshot expires.",
    ),
    "points": ("點數", "Points"),
    "tier": ("等級", "Tier"),
    "tier_trial": ("試用會員", "Trial"),
    "tier_gold": ("金卡", "Gold"),
    "tier_silver": ("銀卡", "Silver"),
    "member_number": ("會員編號", "Member number"),
    "wallet": ("我的優惠券", "My coupons"),
    "no_coupons": ("目前沒有優惠券", "No coupons yet"),
    "coupon_open": ("可使用", "Ready to use"),
    "coupon_used": ("已使用", "Used"),
    "coupon_withdrawn": ("已失效", "Withdrawn"),
    "coupon_later": ("尚未開始", "Not yet"),
    "coupon_over": ("已過期", "Expired"),
    "coupon_hint": ("結帳時出示 QR Code，或輸入券號", "Show the code when you pay, or say it"),
    "use_until": ("使用至 {when}", "Until {when}"),
    "show_code": ("顯示 QR Code", "Show the code"),
    "join": ("加入試用會員", "Join as a trial member"),
    "join_hint": (
        "只要一個稱呼，不需要密碼、電話或電子郵件。名字會遮蔽保存。",
        "A name is enough: no password, phone or e-mail. It is kept masked.",
    ),
    "name": ("稱呼", "Name"),
    "join_now": ("加入", "Join"),
    "same_elsewhere": ("在另一台裝置登入", "On another device"),
    "same_elsewhere_hint": (
        "在一天內開啟這個試用連結，就是同一位會員；只能用一次，拿到連結的人就能以您的身分登入。",
        "Open this trial link there within a day to be the same member. It works once; whoever has it can be you.",
    ),
    "sign_out": ("登出", "Sign out"),
    "sign_in_as": ("以 {name} 登入", "Sign in as {name}"),
    "sign_in": ("登入試用會員", "Trial sign-in"),
    "sorry": ("抱歉", "Sorry"),
    "back": ("回到商品", "Back to the shop"),
    "again": ("請再試一次", "Please try again"),
    "sorry_form": ("表單已過期，請再試一次。", "This form has expired. Please try again."),
    "sorry_link": (
        "這個連結已經用過或過期了，請在原本的裝置重新開啟會員頁。",
        "This link was used, or is too old. Open the member page on the first device for another one.",
    ),
    "sorry_often": (
        "這裡是試用頁面，這一小時的次數已經用完，請 {minutes} 分鐘後再試。",
        "This is a trial page: that was enough for this hour. Please try again in {minutes} minutes.",
    ),
    "sorry_many_open": (
        "這家門市的試用訂單已滿，請等先前的訂單取走後再試。",
        "This store has all the trial orders it can keep. Please try again when others were collected.",
    ),
    "sorry_paused": (
        "門市現在很忙，暫停接單，請稍後再試。",
        "The store is very busy and takes no orders just now. Please try again later.",
    ),
    "paused": ("門市現在很忙，暫停接單。", "The store is very busy and takes no orders just now."),
    "paused_until": ("門市現在很忙，暫停接單至 {when}。", "The store is very busy and takes no orders until {when}."),
    "slow": (
        "門市現在較忙，備貨大約多 {minutes} 分鐘。",
        "The store is busy: orders take about {minutes} minutes longer.",
    ),
    "sorry_unknown": ("沒有這個頁面。", "There is no such page."),
    "sorry_busy": ("現在無法連上門市，請稍後再試。", "The store cannot be reached. Please try again in a moment."),
    "sorry_sold_out": ("「{name}」不夠了，請調整數量。", "There is not enough of {name}. Please change the number."),
    "sorry_full": ("購物籃已滿，最多 {most} 種商品。", "The basket is full: {most} kinds of goods at most."),
    "sorry_coupon": (
        "優惠券現在不能折抵，金額已更新，請確認後再送出。",
        "The coupon does not count now. Please look at the new total before you order.",
    ),
    "sorry_name": ("請填寫姓名。", "Please give a name."),
    "sorry_other": ("無法接受這張訂單，請調整後再試。", "This cannot be ordered like that. Please change it."),
}  # fmt: skip
_PLACE = {"zh_TW": 0, "en": 1}
_DAYS = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = {
    Unit.KILOGRAM: (("公克", "公斤"), ("g", "kg"), 1),
    Unit.LITRE: (("毫升", "公升"), ("ml", "l"), 1),
    Unit.METRE: (("公分", "公尺"), ("cm", "m"), 10),
}
_SYMBOLS = {"TWD": "NT$", "GBP": "£", "EUR": "€", "USD": "US$", "JPY": "¥", "HKD": "HK$"}


class Words:
    """The words of one language, in a store's zone and currency.

    Args:
        lang: ``zh_TW`` or ``en``.
    """

    def __init__(self, lang: str, currency: Currency, zone: tzinfo) -> None:
        self.lang = lang if lang in _PLACE else "zh_TW"
        self.html = "en" if self.lang == "en" else "zh-Hant-TW"
        self._place, self._currency, self._zone = _PLACE[self.lang], currency, zone

    def __call__(self, key: str, **given: object) -> str:
        """A word or a sentence."""
        return _WORDS[key][self._place].format(**given)

    def knows(self, key: str) -> bool:
        """Whether there is such a word."""
        return key in _WORDS

    def money(self, minor: int) -> str:
        """An amount with its currency, grouped."""
        plain = decimal_text(abs(minor), self._currency)
        whole, _, rest = plain.partition(".")
        grouped = f"{int(whole):,}" + (f".{rest}" if rest else "")
        return f"{'−' if minor < 0 else ''}{_SYMBOLS.get(self._currency.code, f'{self._currency.code} ')}{grouped}"

    def measure(self, milli: int, unit: Unit) -> str:
        """A quantity with its unit; of pieces only the number."""
        if unit is Unit.PIECE:
            return f"{milli // MILLI}"
        chinese, english, parts = _UNITS[unit]
        small, large = english if self._place else chinese
        if milli < MILLI:
            return f"{milli // parts} {small}"
        decimals = f"{milli % MILLI:03d}".rstrip("0")
        return f"{milli // MILLI}{'.' if decimals else ''}{decimals} {large}"

    def moment(self, micros: int) -> str:
        """A day and a time at the store."""
        return f"{self.day(micros)} {self._local(micros):%H:%M}"

    def day(self, micros: int) -> str:
        """A day at the store."""
        at = self._local(micros)
        if self._place:
            return f"{_DAYS[1][at.weekday()]} {at.day} {_MONTHS[at.month - 1]}"
        return f"{at.month}/{at.day}（{_DAYS[0][at.weekday()]}）"

    def _local(self, micros: int) -> datetime:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)).astimezone(self._zone)


def language(accepted: str) -> str:
    """The page's language of what a browser accepts; Chinese where it says nothing that we have."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted[:200].split(",")):
        tag, _, rest = part.strip().lower().partition(";")
        name = "zh_TW" if tag.startswith("zh") else "en" if tag.startswith("en") else ""
        try:
            weight = float(rest.partition("=")[2] or 1)
        except ValueError:
            weight = 0.0
        if name and weight > 0:
            wanted.append((-weight, place, name))
    return min(wanted)[2] if wanted else "zh_TW"
