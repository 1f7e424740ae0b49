"""Sentences for the line to the centre: what happened, that nothing is lost, what to do."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

CENTRE: dict[str, object] = {
    "centre.bad_address": QT_TRANSLATE_NOOP("Errors", "這不是中心的位址，例如 https://centre.example"),
    "centre.bad_ca_file": QT_TRANSLATE_NOOP("Errors", "讀不到自家憑證檔。照常銷售，請放回原處或重新加入"),
    "centre.certificate_date": QT_TRANSLATE_NOOP(
        "Errors", "中心的憑證今天無效，先確認這台電腦的日期和時間，再通知總部"
    ),
    "centre.garbled": QT_TRANSLATE_NOOP("Errors", "這個位址的回答看不懂，確認位址是中心，不是路由器或代理伺服器"),
    "centre.no_tls": QT_TRANSLATE_NOOP("Errors", "這個位址沒有加密連線，確認連接埠；店內網路請寫 http://"),
    "centre.none": QT_TRANSLATE_NOOP("Errors", "這間店沒有中心"),
    "centre.not_secure": QT_TRANSLATE_NOOP("Errors", "這個位址不加密。是自己店內的網路，才勾選下面的選項"),
    "centre.not_trusted": QT_TRANSLATE_NOOP("Errors", "無法確認對方是中心：憑證不受信任。確認位址，或通知總部"),
    "centre.unreachable": QT_TRANSLATE_NOOP("Errors", "連不上中心，確認網路和位址"),
    "centre.unwell": QT_TRANSLATE_NOOP("Errors", "中心暫時無法回答，稍後會自動再試"),
    "day.differs": QT_TRANSLATE_NOOP("Errors", "有營業日和中心的帳不同，兩邊資料都在，請店長和總部核對"),
    "enrol.bad_code": QT_TRANSLATE_NOOP("Errors", "代碼不對，再核對一次"),
    "enrol.bad_proof": QT_TRANSLATE_NOOP("Errors", "中心沒有接受這台收銀機的金鑰，請總部給新的代碼"),
    "enrol.cancelled": QT_TRANSLATE_NOOP("Errors", "已取消，同一個代碼還能用"),
    "enrol.code_expired": QT_TRANSLATE_NOOP("Errors", "代碼已過期，請總部給新的代碼"),
    "enrol.code_spent": QT_TRANSLATE_NOOP("Errors", "代碼已被另一台收銀機用過，請總部給新的代碼"),
    "enrol.no_address": QT_TRANSLATE_NOOP("Errors", "先輸入中心位址"),
    "enrol.no_code": QT_TRANSLATE_NOOP("Errors", "先輸入一次性代碼"),
    "enrol.not_fresh": QT_TRANSLATE_NOOP("Errors", "這個代碼是給新機器頂替舊收銀機的，這台已經有資料，不能用"),
    "enrol.other_currency": QT_TRANSLATE_NOOP(
        "Errors", "這台用 {found} 收過錢，中心的門市用 {wanted}，不能加入這家門市"
    ),
    "enrol.other_key": QT_TRANSLATE_NOOP("Errors", "中心認得這台收銀機，但金鑰不同，請總部處理"),
    "enrol.revoked": QT_TRANSLATE_NOOP("Errors", "這台收銀機已被總部停用，不能再加入"),
    "journal.forked": QT_TRANSLATE_NOOP("Errors", "中心和這台收銀機的紀錄分歧，資料都在，請通知總部"),
    "token.revoked": QT_TRANSLATE_NOOP("Errors", "總部已停用這台的連線。照常銷售，資料留在這台，請聯絡總部"),
    "token.unknown": QT_TRANSLATE_NOOP("Errors", "中心不認得這台收銀機。照常銷售，請總部給新的代碼重新加入"),
    "vault.link_damaged": QT_TRANSLATE_NOOP("Errors", "連線憑據毀損。照常銷售，請總部給新的代碼重新加入"),
    "vault.link_missing": QT_TRANSLATE_NOOP("Errors", "系統鑰匙圈沒有給出連線憑據。先解鎖，或重新加入"),
    "vault.link_too_new": QT_TRANSLATE_NOOP("Errors", "連線憑據來自較新的版本，請更新 OMO POS"),
}
