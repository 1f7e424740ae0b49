"""The sentences of errors between a terminal and its centre, and of the centre itself."""

from __future__ import annotations

#: By the error's code: what is wrong, and what to do. `{name}` is a parameter of the error.
CENTRE = {
    "basket.full": "the basket is full: {most} kinds of goods at most",
    "campaign.malformed": "{field} of this campaign cannot be used",
    "campaign.other_code": "a campaign of single codes has no shared one: {found}",
    "campaign.other_kind": "whether a campaign's code is shared never changes: make another campaign",
    "campaign.shared": "campaign {campaign} has one code for everybody: no coupons are made of it",
    "campaign.taken_code": "another campaign has this code: {campaign}",
    "campaign.unknown": "there is no campaign {campaign}",
    "central.bad_certificate": "{path} and its key cannot be served as a certificate (PEM, no password): {reason}",
    "central.bad_database": "a database is named as sqlite:///FILE or postgresql://..., not {kind}",
    "central.bad_line": "{path} holds a line that is no product: {reason}",
    "central.busy": "the centre's database is busy: try again",
    "central.newer_schema": "the centre's database is from a newer OMO POS: update OMO POS",
    "central.port_taken": "another program uses the port {port}: end it, or name another port",
    "central.unknown_terminal": "the centre knows no terminal {terminal}",
    "central.unreachable": "the centre's database cannot be used: {detail}",
    "centre.bad_address": "{url} is no centre's address: it begins with https://",
    "centre.bad_ca_file": "{path} holds no certificates (PEM) that can be read: name the shop's own CA ({reason})",
    "centre.certificate_date": (
        "the centre's certificate is not valid today: look at this computer's date and time first ({reason})"
    ),
    "centre.garbled": (
        "what answered is no OMO POS centre, or something between changed its words: look at the address"
    ),
    "centre.no_tls": (
        "this address does not speak HTTPS: look at the port, or write http:// on the shop's own network ({reason})"
    ),
    "centre.none": "this shop has no centre",
    "centre.not_secure": (
        "{url} is plain HTTP to another machine, where anybody can read it: use https, or --lan on the "
        "shop's own network"
    ),
    "centre.not_trusted": (
        "the centre's certificate is not trusted by this computer: look at the address, or ask who runs it ({reason})"
    ),
    "centre.unreachable": "the centre does not answer ({reason}): look at the network and the address",
    "centre.unwell": "the centre cannot answer now (status {status}): try again in a moment",
    "code.bad_form": "no codes have the form {form}: give it a beginning and lengths, or 13 signs ending in C",
    "code.malformed": "no code can say {subject}: give it a shorter name",
    "conflict.unknown": "there is no conflict {conflict}",
    "contact.key_destroyed": "the key that this was sealed to is destroyed: nobody can read it any more",
    "coupon.malformed": "coupon {coupon} has a bad form: {wanted}",
    "coupon.unknown": "there is no coupon {coupon}",
    "enrol.bad_code": "this code is wrong: look at it again, or ask for a new one",
    "enrol.bad_proof": "the centre did not accept this terminal's key: ask for a new code",
    "enrol.cancelled": "nothing was changed: the same code may be used again",
    "enrol.code_expired": "this code is too old: ask for a new one",
    "enrol.code_spent": "this code was used by another machine: ask for a new one",
    "enrol.no_address": "say where the centre is",
    "enrol.no_code": "a one-time code is needed: omo-pos central enrol-code gives one",
    "enrol.no_epoch": "the journal of {terminal} has no number left for a new machine: enrol it as a new terminal",
    "enrol.not_fresh": (
        "this code puts a new machine in the place of a dead one: use it where nothing was sold yet (an empty "
        "--data-dir)"
    ),
    "enrol.other_currency": "money was counted in {found} here, the store counts in {wanted}: use another --data-dir",
    "enrol.other_key": (
        "the centre knows this terminal under another key: bring its key back with omo-pos key restore"
    ),
    "enrol.revoked": "this terminal was revoked: it can be enrolled no more",
    "feed.bad_cursor": "this cursor is none of the centre's: begin without one",
    "intake.paused": "the store takes no orders in just now: try again later",
    "key.too_many": "codes are read by {most} keys already: end the former ones first",
    "member.erased": "this member was erased, which cannot be taken back: give another id",
    "member.malformed": "{field} of this member cannot be used",
    "member.taken_contact": "another member has this contact: {member}",
    "member.too_many": "too many members were looked up: wait a while",
    "member.unknown": "there is no such member",
    "message.bad_sender": "{sender} is no address to send mail from: give one with --mail-from",
    "message.bad_server": "the mail server is named as smtps://USER@HOST:PORT, or smtp://HOST:PORT",
    "message.no_address": "nobody can be written to at what this message is for",
    "message.not_sayable": "what this message is about cannot be read: nobody can say it",
    "message.not_yet": "the sale that this message is about has not come in yet: take it later",
    "message.refused": "the mail server refuses this address ({reply})",
    "message.server_in_clear": "{host} encrypts nothing: use smtps://, or a server that offers STARTTLS",
    "message.server_unreachable": "the mail server {host} does not answer ({reason}): it is tried again",
    "message.taken": "this message is {state} already",
    "message.unknown": "there is no such message",
    "order.malformed": "{field} of this order cannot be used",
    "order.nothing_wanted": "there is nothing in the basket: put something in first",
    "order.other_state": "the order is {found}: that cannot be done with it now",
    "order.sold_out": "of {sku} only {left} thousandths are free: order less",
    "order.taken_code": "another open order has this pickup code: give it another",
    "order.taken_id": "another order has this id: give it another",
    "order.too_many_open": "the store keeps goods for {most} trial orders already: end some of them first",
    "order.unknown": "there is no order {order}",
    "product.malformed": "{sku}: its {field} cannot be used",
    "product.taken_code": "{barcode} already belongs to {sku} in the catalogue: one code means one product",
    "product.unknown": "there is no product {sku}",
    "promotion.damaged": "the promotion {id} is damaged: {detail}",
    "promotion.duplicate_id": "two promotions have the id {id}: give one of them another",
    "promotion.malformed": "{field} of this promotion cannot be used",
    "promotion.out_of_range": "a promotion's {what} is out of range",
    "promotion.unreadable": "the promotions, at {at}: {reason}",
    "request.malformed": "the request is not understood at {where}: {reason}",
    "request.too_large": "the request is larger than {most} bytes: send it in parts",
    "request.too_many": "too many tries: wait {retry_s} seconds",
    "request.too_many_days": "at most {most} days at once: ask in parts",
    "request.too_slow": "the rest of the request did not come within {most} seconds: look at the network",
    "request.unknown_path": "there is nothing at this address",
    "rescue.gap": "the centre holds nothing of this terminal before entry {seq}: let the terminal itself send",
    "rescue.no_centre": "this terminal has no centre that it could send anything to: enrol it first",
    "rescue.not_one": "this is no file of omo-pos rescue export",
    "rescue.other_centre": "this file is for another centre ({centre})",
    "rescue.revoked": (
        "the machine that wrote this of {terminal} was revoked or replaced: add --revoked to take its entries "
        "all the same"
    ),
    "rescue.unknown_terminal": "the centre does not know the terminal {terminal}",
    "shop.link_ended": "this link was used, or is too old: open the member page for another one",
    "staff.many_badge_keys": "badges are hashed under {most} keys already: end the former ones first",
    "stock.no_reason": "a stock movement needs a reason",
    "stock.nothing_moved": "a stock movement needs goods",
    "stock.out_of_range": "a stock that large cannot be kept: check the quantity",
    "stock.too_many": "more than {most} goods in one movement: split it",
    "store.other_currency": "this store counts in {found}, for ever: name it with --currency {found}",
    "store.unknown": "there is no store {store}: make it with omo-pos central init --store {store}",
    "terminal.unknown": "there is no terminal {terminal}",
    "token.bad_scopes": "name what the token allows with --scopes, out of {allowed}",
    "token.none": "put a token of the admin API (omo-pos central token) into {variable}",
    "token.not_allowed": "this token does not allow {scope}",
    "token.other_store": "this token is of another store",
    "token.revoked": "this terminal was revoked: it goes on selling, and tells the centre nothing",
    "token.unknown": "the centre does not know this terminal: enrol it again with a new code",
}
