"""Signed codes and receipts: made with a key, and held against one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.codes.paper import PAPER_CONTEXT, PaperReceipt, PaperSale, paper_message, paper_text
from app.domain.codes.signed import CONTEXT, Balance, Claim, CodeKind, SignedCode, code_text, key_id, message_of
from app.vault.signature import Signer, verify


def sign_code(
    signer: Signer, kind: CodeKind, store: str, subject: str, expires_at: int, balance: Balance | None = None
) -> str:
    """A code of this key.

    Args:
        expires_at: microseconds UTC; counts up to the whole second before.
        balance: of a member, as of the whole second before.

    Raises:
        UserError: ``code.malformed``.
    """
    claim = Claim(kind, key_id(signer.public_key), store, subject, _second(expires_at))
    if balance is not None:
        claim = replace(claim, balance=Balance(balance.points, _second(balance.at)))
    message = message_of(claim)
    return code_text(message, signer.sign(CONTEXT, message))


def _second(moment: int) -> int:
    return moment // 1_000_000 * 1_000_000


def is_genuine(public_key: bytes, code: SignedCode) -> bool:
    """Whether a key signed a code. Never raises."""
    return code.claim.key == key_id(public_key) and verify(public_key, CONTEXT, code.message, code.signature)


def sign_paper(public_key: bytes, sign: Callable[[str, bytes], bytes], sale: PaperSale) -> str:
    """The code of a receipt, signed by the terminal that made the sale.

    Args:
        sign: signs a message in a context with the private half of the key.

    Raises:
        UserError: ``code.malformed``.
    """
    message = paper_message(sale, key_id(public_key))
    return paper_text(message, sign(PAPER_CONTEXT, message))


def is_genuine_paper(public_key: bytes, receipt: PaperReceipt) -> bool:
    """Whether a key signed a receipt. Never raises."""
    return receipt.key == key_id(public_key) and verify(public_key, PAPER_CONTEXT, receipt.message, receipt.signature)
