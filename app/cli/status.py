"""Exit statuses, and the one clear line that an error becomes."""

from __future__ import annotations

from enum import IntEnum

from app.domain.errors import AppError, ConflictError, FaultError, UserError


class Status(IntEnum):
    """What the command line answers; the README lists them."""

    OK = 0
    BROKEN = 1  # a check was made and failed
    USAGE = 2
    INPUT = 3  # the input or the act cannot be accepted; the line says what to do
    FAULT = 4  # the disk, a key, a damaged file
    CONFLICT = 5
    IN_USE = 6  # another process runs on the data directory
    BUG = 70


#: The sentence of each error: what is wrong, and what to do. `{name}` is a parameter of the error.
SENTENCES = {
    "act.id_means_another": "this id ({id}) already stands for another act: nothing was changed",
    "approval.missing": "{permission} on line {line} needs a manager's approval: have it allowed first",
    "approval.not_allowed": "{staff_id} may not allow {permission}: ask a manager",
    "archive.changed": "the archive {path} is not as it was written: bring it back from beside a copy",
    "archive.missing": "the archive {path} is not there: bring it back from beside a copy",
    "archive.nothing": "there is nothing to archive: only what lies before a sealed Z is, once",
    "backup.cannot_write": "cannot write copies to {path}: {detail}",
    "backup.not_a_copy": "{path} is no copy with its .json beside it: name one that omo-pos backup made",
    "backup.not_whole": "the copy {path} is not whole ({reason}): use another one",
    "backup.of_another_terminal": "the copy {path} is of another terminal: use one of this terminal",
    "basket.full": "the basket is full: {most} kinds of goods at most",
    "campaign.malformed": "{field} of this campaign cannot be used",
    "campaign.other_code": "a campaign of single codes has no shared one: {found}",
    "campaign.taken_code": "another campaign has this code: {campaign}",
    "campaign.unknown": "there is no campaign {campaign}",
    "cart.already_parked": "this cart is parked already",
    "cart.amount_out_of_range": "the amount of {sku} is too large for one line: split it",
    "cart.being_paid": "the cart is being paid: go back to it before it changes",
    "cart.empty": "the cart is empty: scan something first",
    "cart.edit_waiting": "a change was typed and not applied: apply it or give it up first",
    "cart.ended": "this cart was sold or cancelled: open a new one",
    "cart.goods_waiting": "goods wait for a price or a measure: type it or give them up first",
    "cart.moving": "the cart is being put aside or fetched: try again in a moment",
    "cart.no_such_line": "there is no line {line_id} in the cart",
    "cart.part_paid": "money was taken for the cart: remove it before the cart changes",
    "edit.no_note": "another reason needs a note that says which",
    "cart.was_paid": "money was taken for this cart: it ends by being voided",
    "cart.not_empty": "there are goods in the open cart: park or sell them first",
    "cart.not_parked": "this cart is not parked: it was fetched or cancelled",
    "cart.other_currency": "the cart counts in {found}, the drawer in {wanted}",
    "cart.parked": "this cart is parked: fetch it first",
    "cart.quantity_out_of_range": "a quantity of {quantity} cannot be sold: it must be more than zero",
    "cart.too_many_lines": "more than {most} lines on one sale: split it",
    "cart.unit_changed": "line {line_id} is sold in another unit: remove it and add it anew",
    "catalog.code_in_file": "{barcode} is already on line {line}, for {sku}: one code means one product",
    "catalog.code_taken": "{barcode} already belongs to {sku} in the catalogue: one code means one product",
    "catalog.column_twice": "of the columns {first} and {second}, which mean the same, {first} is used",
    "catalog.columns_ignored": "columns not understood and left out: {columns}",
    "catalog.counted_before": "this very file was taken in before: its stock counts are not booked once more",
    "catalog.date_unreadable": "{column} {text} is not a date such as 2026-12-31",
    "catalog.dates_reversed": "{column} {text} is before the price starts",
    "catalog.dates_without_price": "{column} {text} has no price beside it",
    "catalog.empty": "{column} is empty",
    "catalog.flag_unreadable": "{column} {text} is neither yes nor no (是, 否)",
    "catalog.missing_columns": "{path} has no column for {missing}; its columns are: {found}",
    "catalog.no_price": "has no price: give one, or mark it as open price (時價)",
    "catalog.no_rows": "{path} holds no products",
    "catalog.number_mangled": (
        "{column} {text} was cut short by a spreadsheet: make the column text and fill it in again"
    ),
    "catalog.open_quote": "{column} begins with a quotation mark that is not closed",
    "catalog.pack_out_of_range": "{column} {text}: a pack holds 1 to 10,000",
    "catalog.pack_twice": "{column} has {barcode} for two pack sizes",
    "catalog.price_negative": "{column} {text} is below zero",
    "catalog.price_over": "the price ended already ({column} {text}): it is not used",
    "catalog.price_too_fine": "{column} {text} has more decimals than {currency} has ({most})",
    "catalog.price_too_high": "{column} {text} is too high for a price: is it a barcode?",
    "catalog.price_unreadable": "{column} {text} is not an amount",
    "catalog.price_zero": "{column} is 0: the product will be given away",
    "catalog.sheet_error": "{column} holds the spreadsheet's error {text}",
    "catalog.sku_twice": (
        "{sku} is already on line {line}, which holds: rows of one product may differ in price dates only"
    ),
    "catalog.stock_negative": "{column} {text} is below zero: booked as it stands",
    "catalog.stock_not_whole": "the stock of goods sold by the piece must be a whole number",
    "catalog.stock_unreadable": "{column} {text} is not a quantity",
    "catalog.text_control": "{column} holds the control character {character}",
    "catalog.text_too_long": "{column} is longer than {most} characters",
    "catalog.text_unreadable": "{column} holds a character that cannot be read: save the file as UTF-8",
    "catalog.too_many_cells": "has {found} cells, the header {expected}: a text with a comma needs quotation marks",
    "catalog.too_many_levels": "{column} {text} has too many levels",
    "catalog.unit_mismatch": "{column} {text} does not fit the unit",
    "catalog.unit_needs_base": "{column} {text}: say what the price is for, such as 100g, in a column 計價單位 (per)",
    "catalog.unknown_tax": "{column} {text} is not known: use 應稅, 零稅率, 免稅 or one of {allowed}",
    "catalog.unknown_unit": "{column} {text} is not a unit: use 個, 包, 瓶, 公斤, 100g, 台斤 or the like",
    "catalog.wrong_check_digit": "{barcode} has a wrong check digit (it should end in {digit}): kept as a house code",
    "catalog.zeros_lost": "{barcode} seems to have lost its leading zeros: it is found as {mended} too",
    "central.bad_database": "a database is named as sqlite:///FILE or postgresql://..., not {kind}",
    "central.bad_line": "{path} holds a line that is no product: {reason}",
    "central.busy": "the centre's database is busy: try again",
    "central.newer_schema": "the centre's database is from a newer OMO POS: update OMO POS",
    "central.port_taken": "another program uses the port {port}: end it, or name another port",
    "central.unknown_terminal": "the centre knows no terminal {terminal}",
    "central.unreachable": "the centre's database cannot be used: {detail}",
    "centre.bad_address": "{url} is no centre's address: it begins with https://",
    "centre.certificate_date": (
        "the centre's certificate is not valid today: look at this computer's date and time first ({reason})"
    ),
    "centre.garbled": (
        "what answered is no OMO POS centre, or something between changed its words: look at the address"
    ),
    "centre.no_tls": (
        "this address does not speak HTTPS: look at the port, or write http:// on the shop's own network ({reason})"
    ),
    "centre.not_secure": (
        "{url} is plain HTTP to another machine, where anybody can read it: use https, or --lan on the "
        "shop's own network"
    ),
    "centre.not_trusted": (
        "the centre's certificate is not trusted by this computer: look at the address, or ask who runs it ({reason})"
    ),
    "centre.unreachable": "the centre does not answer ({reason}): look at the network and the address",
    "centre.unwell": "the centre cannot answer now (status {status}): try again in a moment",
    "code.malformed": "no code can say {subject}: give it a shorter name",
    "config.bad_keyring": "OMO_POS_KEYRING is {found}: use one of {allowed}",
    "config.keys_in_data_dir": "keys must lie outside the data directory: set OMO_POS_KEY_DIR elsewhere than {path}",
    "conflict.unknown": "there is no conflict {conflict}",
    "correct.no_reason": "putting a payment right needs a reason",
    "correct.not_this_kind": "money that a provider moved is not put right by hand: give it back there",
    "correct.nothing": "it is booked so already",
    "correct.shift_closed": "the shift of this sale is closed, its Z is sealed: nothing of it changes any more",
    "coupon.malformed": "coupon {coupon} has a bad form: {wanted}",
    "coupon.unknown": "there is no coupon {coupon}",
    "data_dir.cannot_make": "cannot use {path}: {detail}",
    "data_dir.damaged": "{path} is damaged: restore it from a copy (omo-pos restore)",
    "data_dir.database_missing": "the database {path} is gone: restore a copy with omo-pos restore",
    "data_dir.empty": "there is no terminal in {path}: make one with omo-pos init, or name another --data-dir",
    "data_dir.exists": "{path} already holds a terminal: name another --data-dir (a recovery code: omo-pos key code)",
    "data_dir.in_use": "another OMO POS is running on {path}: close it first",
    "data_dir.other_currency": "{path} counts in {found}, not {asked}: use another --data-dir or --currency {found}",
    "data_dir.other_kind": "{path} is encrypted and cannot be opened as --plain: leave --plain away",
    "days.unknown": "the terminal told nothing of {on} yet: it does once the date is over and sent",
    "db.busy": "{path} is busy: another program holds it; try again",
    "db.closed": "the terminal is closing",
    "db.damaged": "{path} is damaged: restore a copy with omo-pos restore",
    "db.disk_full": "the disk is full: make room, nothing that was sold is lost",
    "db.io": "cannot read or write {path}: {detail}",
    "db.missing": "there is no database at {path}",
    "db.newer_schema": "this data is from a newer OMO POS (schema {found}, this one knows {known}): update OMO POS",
    "db.unreadable": "{path} cannot be opened: wrong key or a damaged file",
    "demo.no_centre": "the demo's centre did not start: {detail}",
    "demo.no_such_goods": "the demo shop has no {text}: install OMO POS again",
    "demo.other_shop": "{path} is another shop's terminal: the demo sells into a directory of its own",
    "demo.sold_twice": "the demo sold {number} twice: use a fresh --data-dir",
    "discount.no_reason": "a discount needs a reason",
    "discount.out_of_range": "a discount of {value} is out of range",
    "drawer.no_reason": "opening the drawer needs a reason",
    "enrol.bad_code": "this code is wrong: look at it again, or ask for a new one",
    "enrol.bad_proof": "the centre did not accept this terminal's key: ask for a new code",
    "enrol.cancelled": "nothing was changed: the same code may be used again",
    "enrol.code_expired": "this code is too old: ask for a new one",
    "enrol.code_spent": "this code was used by another machine: ask for a new one",
    "enrol.no_address": "say where the centre is",
    "enrol.no_code": "a one-time code is needed: omo-pos central enrol-code gives one",
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
    "file.cannot_write": "cannot write {path}: {detail}",
    "file.not_found": "there is no file {path}",
    "file.too_large": "{path} holds more than {most} MiB: split it",
    "file.unreadable": "cannot read {path}: {detail}",
    "journal.entry_too_large": "one act is larger than {most} bytes: split it",
    "journal.forked": (
        "the centre holds other entries of this terminal that cannot be joined: ask whoever runs the centre"
    ),
    "journal.id_taken": "the id {id} is in the journal already: nothing was changed",
    "journal.no_epoch": "the journal has not begun: make the terminal with omo-pos init",
    "limits.out_of_range": "these limits are out of range",
    "member.malformed": "{field} of this member cannot be used",
    "member.taken_contact": "another member has this contact: {member}",
    "money.not_an_amount": "{amount} is not an amount",
    "money.too_fine": "{amount} has more decimals than {currency} has",
    "money.unknown_currency": "unknown currency {currency}: use an ISO 4217 code such as TWD or GBP",
    "order.malformed": "{field} of this order cannot be used",
    "order.nothing_wanted": "there is nothing in the basket: put something in first",
    "order.other_state": "the order is {found}: that cannot be done with it now",
    "order.sold_out": "of {sku} only {left} thousandths are free: order less",
    "order.taken_code": "another open order has this pickup code: give it another",
    "order.taken_id": "another order has this id: give it another",
    "order.unknown": "there is no order {order}",
    "override.no_reason": "a changed price needs a reason",
    "price.missing": "a price is missing: type it first",
    "price.negative": "a price must not be below zero",
    "pricing.bad_input": "{file}, at {at}: {reason}",
    "pricing.bad_time": "{text} is not a moment such as 2026-12-31T18:00",
    "pricing.unknown_zone": "unknown time zone {zone}: use an IANA name such as Asia/Taipei",
    "printer.closed": "printing is ending",
    "printer.cover_open": "the printer's cover is open: close it",
    "printer.folder": "cannot write papers into {path}: {detail}",
    "printer.no_document": "the paper {job_id} is of a kind that this version cannot print",
    "printer.none": "there is no printer here: the sale is kept, print it later",
    "printer.out_of_paper": "the printer is out of paper: put a roll in",
    "printer.power_lost": "the printer lost its power in the middle of a paper: look at what came out",
    "printer.unplugged": "the printer does not answer: look at its cable and its power",
    "product.malformed": "{sku}: its {field} cannot be used",
    "product.taken_code": "{barcode} already belongs to {sku} in the catalogue: one code means one product",
    "product.unknown": "there is no product {sku}",
    "promotion.damaged": "the promotion {id} is damaged: {detail}",
    "promotion.duplicate_id": "two promotions have the id {id}: give one of them another",
    "promotion.malformed": "{field} of this promotion cannot be used",
    "promotion.out_of_range": "a promotion's {what} is out of range",
    "promotion.unreadable": "the promotions, at {at}: {reason}",
    "quantity.nothing": "a quantity is missing: type it first",
    "quantity.too_fine": "{text} has more than three decimals",
    "quantity.unreadable": "{text} is not a quantity",
    "refund.cart_not_empty": "there are goods in the open cart: sell or park them first, then give money back",
    "refund.no_reason": "choose why the goods come back",
    "refund.no_receipt": "find the receipt first",
    "refund.nothing_chosen": "choose what comes back",
    "refund.of_a_refund": "{number} gave goods back itself: look for the sale they were bought on",
    "refund.unknown_receipt": "no receipt {text}: check its number",
    "replay.bad_row": "{reason}",
    "replay.missing_columns": "{path} lacks the columns {columns}",
    "replay.no_rows": "{path} holds no transactions",
    "replay.nothing_usable": "no row of {path} can be used; line {line}: {reason}",
    "replay.sold_otherwise": "it was sold before with other lines",
    "request.malformed": "the request is not understood at {where}: {reason}",
    "request.too_large": "the request is larger than {most} bytes: send it in parts",
    "request.too_many_days": "at most {most} days at once: ask in parts",
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
    "resources.missing": "{address} is not there: the installation is not whole, install OMO POS again",
    "return.changed": "some of these goods came back meanwhile: look at the return again",
    "return.more_than_remains": "more comes back than is left of what was sold: make it less",
    "return.unit_changed": "what comes back on line {line} was sold in another unit",
    "return.unknown_line": "this terminal sold no line {line} of {sale_id}: look at the receipt again",
    "sale.unknown": "this terminal made no sale {sale_id}",
    "sale.unreadable": "the sale {sale_id} is not one that this version can read",
    "scan.no_quantity": "a weight or quantity is missing: type it first",
    "sheet.damaged": "{path} cannot be read, it is damaged: {detail}",
    "sheet.empty": "{path} is empty",
    "sheet.old_excel": "{path} is in Excel's old form, or has a password: save it as xlsx without one, or as CSV",
    "sheet.other_kind": "{path} is neither a CSV nor an Excel workbook (xlsx)",
    "sheet.too_large": "{path} is larger than {most} MB: split it",
    "sheet.too_many_lines": "the file has more than {most} lines: split it",
    "sheet.web_page": "{path} is a web page, whatever its name: open it in a spreadsheet and save it as xlsx or CSV",
    "shift.already_open": "a shift is already open: close it first",
    "shift.bad_count": "{minor} cannot be a count of money",
    "shift.bad_float": "{minor} cannot be a float",
    "shift.changed": "the shift went on since it was counted: look at the new figures",
    "shift.not_open": "no shift is open: open one first",
    "shift.nothing_counted": "nothing was counted yet: count the drawer first",
    "shift.unknown": "there is no closed shift {entry_id}",
    "shop.bad_day_start": "the trading day cannot start {minute} minutes after midnight: use 0 to 1439",
    "shop.bad_register": "the register number is {register}: use 1 to 999",
    "shop.bad_store_code": "the store code is {store}: use 1 to 8 capitals and digits",
    "shop.currency_is_fixed": "money was counted in {currency} here: another currency needs another --data-dir",
    "shop.no_name": "a shop needs a name",
    "shop.other_form": "this form has expired: open its page again",
    "shop.unknown_zone": "unknown time zone {zone}: use an IANA name such as Asia/Taipei",
    "staff.bad_id": "{staff_id} cannot be a staff id: use up to 40 letters, digits, dots and dashes",
    "staff.badge_length": "a badge has {shortest} to {longest} characters",
    "staff.badge_taken": "this badge is {staff_id}'s: use another one",
    "staff.exists_already": "there are people already: add others as one of the managers",
    "staff.first_is_manager": "the first of the staff is the manager: leave --role away",
    "staff.id_taken": "the id {staff_id} is somebody's already: use another one",
    "staff.inactive": "{staff_id} left the shop: reactivate them first",
    "staff.last_manager": "{staff_id} is the last manager: make somebody else one first",
    "staff.may_not_sell": "{staff_id} is not of those who sell: sign in as a cashier",
    "staff.may_not": "{staff_id} may not do this ({permission}): ask a manager",
    "staff.no_manager": "{staff_id} is no manager: a manager gives them a new PIN (omo-pos staff pin)",
    "staff.no_name": "a person needs a name",
    "staff.no_pin": "a person needs a PIN",
    "staff.nobody_named": "name the manager who does it with --by ID",
    "staff.pin_length": "a PIN has {shortest} to {longest} digits",
    "staff.pin_not_digits": "a PIN has digits only",
    "staff.pin_trivial": "this PIN is too easy to guess: choose another",
    "staff.pins_differ": "the two PINs differ: try again",
    "staff.taken_badge": "somebody else has the badge of {staff_id}",
    "staff.unknown": "there is nobody with the id {staff_id}: see omo-pos staff list",
    "staff.unknown_badge": "nobody has this badge; the next may be tried in {seconds} s",
    "staff.wait": "too many wrong ones: try again in {seconds} s",
    "staff.wrong_pin": "this is not the PIN of {staff_id}; the next may be tried in {seconds} s",
    "stock.no_reason": "a stock movement needs a reason",
    "stock.nothing_moved": "a stock movement needs goods",
    "stock.out_of_range": "a stock that large cannot be kept: check the quantity",
    "stock.too_many": "more than {most} goods in one movement: split it",
    "store.other_currency": "this store counts in {found}, for ever: name it with --currency {found}",
    "store.unknown": "there is no store {store}: make it with omo-pos central init --store {store}",
    "task.is_closed": "the task {task_id} is closed already",
    "task.unknown": "there is no task {task_id}",
    "tax.bad_rate": "{text} is not a rate in per cent such as 5 or 7.75",
    "tax.unknown_class": "the tax class {tax_class} is not set up in this shop",
    "tender.bad_reference": "an approval code has {shortest} to {longest} letters and digits",
    "tender.changed": "a part of the payment is not as it was taken: look at the payment again",
    "tender.declined": "the payment was declined: nothing was taken",
    "tender.left_out": "a part of the payment was left out: give it back or count it in",
    "tender.more_than_due": "{amount} is more than the {due} that is due",
    "tender.no_answer": "whoever takes the payment did not answer: ask again, and take nothing twice",
    "tender.no_change_on": "no change is given on {kind}: take the exact amount",
    "tender.no_provider": "nobody is set up who takes {kind}: what was asked for cannot be asked again",
    "tender.no_reference": "a card payment needs its approval code",
    "tender.nothing": "a payment of nothing",
    "tender.nothing_due": "nothing is left to pay",
    "tender.out_of_range": "a payment is at most {most}",
    "tender.pending": "money was taken for the cart {cart_id}: complete it or give the money back first",
    "tender.refund_is_exact": "a refund is given back exactly",
    "tender.remaining": "{minor} is left to pay",
    "tender.sale_is_complete": "the cart {cart_id} was sold or cancelled: no more money is taken for it",
    "tender.too_little": "{tendered} does not cover {amount}",
    "tender.unknown": "there is no such payment: it was given back, or its sale is complete",
    "tender.unresolved": "a provider did not answer for the cart {cart_id}: ask again where payments are taken",
    "tender.wrong_direction": "{amount} cannot pay {due}",
    "terminal.unknown": "there is no terminal {terminal}",
    "text.too_long": "{text} ... is longer than {most} characters",
    "text.unreadable": "{text} holds half a character: type it again",
    "token.bad_scopes": "name what the token allows with --scopes, out of {allowed}",
    "token.none": "put a token of the admin API (omo-pos central token) into {variable}",
    "token.not_allowed": "this token does not allow {scope}",
    "token.other_store": "this token is of another store",
    "token.revoked": "this terminal was revoked: it goes on selling, and tells the centre nothing",
    "token.unknown": "the centre does not know this terminal: enrol it again with a new code",
    "tour.stuck": "the tour of the counter got stuck at {at}; nothing that was sold is lost",
    "vault.already_minted": "this terminal has its keys already, in {where}",
    "vault.bad_private_key": "a private key is damaged: bring it back with omo-pos key restore",
    "vault.bad_public_key": "a public key is damaged",
    "vault.bad_terminal_id": "the terminal's id cannot be a file's name: restore terminal.json from a copy",
    "vault.cannot_read": "cannot read {path}: {reason}",
    "vault.cannot_write": "cannot write {path}: {reason}",
    "vault.epoch_damaged": "the memory of epochs in {where} is damaged: see omo-pos doctor",
    "vault.epoch_too_new": "the memory of epochs in {where} is from a newer OMO POS: update OMO POS",
    "vault.hashing_failed": "this computer has too little free memory for it: close other programs and try again",
    "vault.key_damaged": "this terminal's key in {where} is damaged: bring it back with omo-pos key restore",
    "vault.key_missing": (
        "this terminal's key is not on this computer: bring it back with omo-pos key restore and the recovery code"
    ),
    "vault.key_of_another_terminal": "the key in {where} is another terminal's: set OMO_POS_KEY_DIR to this one's",
    "vault.key_too_new": "this terminal's key in {where} is from a newer OMO POS: update OMO POS",
    "vault.keyring_unusable": "the keyring cannot be used ({reason}): unlock it, or set OMO_POS_KEYRING=file",
    "vault.link_damaged": (
        "what ties this terminal to its centre is damaged, in {where}: enrol it again with a new code"
    ),
    "vault.link_missing": "the keyring does not give the token for the centre ({reason}): unlock it, or enrol again",
    "vault.link_too_new": "what ties this terminal to its centre is from a newer OMO POS: update OMO POS",
    "vault.no_recovery_code": "no recovery code was ever made for this terminal: only its own key opens it",
    "vault.other_key_present": "{where} holds another key of this terminal: move it away first",
    "vault.sealed_damaged": "a sealed text is damaged",
    "vault.sealed_to_another_key": "a sealed text is for another key",
    "vault.sealed_too_new": "a sealed text is from a newer OMO POS: update OMO POS",
    "vault.wrapped_damaged": "the key kept under the recovery code is damaged: use the one beside another copy",
    "vault.wrapped_of_another_terminal": (
        "the key kept under the recovery code is another terminal's: use this one's copy"
    ),
    "vault.wrapped_too_new": "the key kept under the recovery code is from a newer OMO POS: update OMO POS",
    "vault.wrong_recovery_code": "the recovery code is wrong: check it and type it again",
    "window.no_screen": "there is no screen here for a window: name one with DISPLAY, or see omo-pos --help",
}


#: What a verification may find, in words, with what to do.
PROBLEMS = {
    "anchor.bad_signature": "the anchor was not signed by this terminal: somebody else wrote anchor.json",
    "anchor.leads": (
        "entries at the end of the journal are missing: an older file was put back, or the end was cut off; restore "
        "the newest copy with omo-pos restore"
    ),
    "anchor.missing": "anchor.json was taken away: nothing vouches for the journal's end; take a copy and restore it",
    "anchor.other_history": "this is not the journal that was anchored: restore the newest copy with omo-pos restore",
    "archive.changed": "an archive file was changed: bring it back from a copy's archive folder",
    "archive.missing": "an archive file is missing: bring it back from a copy's archive folder",
    "journal.bad_epoch": "an entry stands in an epoch that nobody opened: restore a copy with omo-pos restore",
    "journal.empty": "the journal is empty: restore a copy with omo-pos restore",
    "journal.gap": "an entry is missing here: restore a copy with omo-pos restore",
    "journal.hash_mismatch": "this entry, or one before it, was changed: restore a copy with omo-pos restore",
    "journal.stray": "an entry was put in beside the chain: restore a copy with omo-pos restore",
    "journal.unreadable_body": "this entry cannot be read: restore a copy with omo-pos restore",
    "journal.wrong_type": "this entry was changed: restore a copy with omo-pos restore",
}


class _Params(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def sentence(error: AppError) -> str:
    """One line that says what is wrong and what to do."""
    template = SENTENCES.get(error.code)
    text = str(error) if template is None else template.format_map(_Params(error.params))
    return " ".join(text.split())


def status_of(error: AppError) -> Status:
    """The exit status of an error."""
    if error.code == "data_dir.in_use":
        return Status.IN_USE
    match error:
        case UserError():
            return Status.INPUT
        case ConflictError():
            return Status.CONFLICT
        case FaultError():
            return Status.FAULT
        case _:
            return Status.BUG
