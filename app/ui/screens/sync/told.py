"""Sentences about how it stands, with the moments in the store's time."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.domain.errors import UserError
from app.runtime.counter import Counter
from app.runtime.standing import Link, Standing
from app.ui.shell.errors import sentence

_CONTEXT = "Sync"


def moment(at: int, counter: Counter) -> str:
    """A moment: the time alone on the same day, with the date on another."""
    zone = ZoneInfo(counter.shop.zone)
    then, now = (datetime.fromtimestamp(one // 1_000_000, UTC).astimezone(zone) for one in (at, counter.clock.now()))
    if then.date() == now.date():
        return f"{then:%H:%M}"
    return f"{then.month}/{then.day} {then:%H:%M}"


def second_line(standing: Standing, counter: Counter) -> str:
    """What is to be known below the name of the state: since when, and that nothing is lost."""
    if standing.is_filling:
        words = QCoreApplication.translate("Sync", "第一次接收資料：{} / {}")
        return words.format(f"{standing.whole - standing.left:,}", f"{standing.whole:,}")
    if standing.is_revoked:
        return QCoreApplication.translate("Sync", "照常銷售，資料留在這台，請聯絡總部")
    if standing.link is Link.ATTENTION:
        return trouble_words(standing.why)
    kept = QCoreApplication.translate("Sync", "資料存在這台機器，連線後自動上傳")
    since = "" if standing.since is None else moment(standing.since, counter)
    all_there = QCoreApplication.translate("Sync", "全部都在中心了")
    return {
        Link.ALONE: QCoreApplication.translate("Sync", "沒有連接中心，資料存在這台機器"),
        Link.OFFLINE: QCoreApplication.translate("Sync", "{} 起 · {}").format(since, kept) if since else kept,
        Link.SENDING: QCoreApplication.translate("Sync", "還有 {} 筆在路上").format(f"{standing.unsent:,}"),
    }.get(standing.link, all_there)


def trouble_words(code: str) -> str:
    """A failure in one line."""
    return sentence(UserError(code))
