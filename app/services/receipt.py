"""Receipts: the papers of what was journalled, and one asked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import field

from app.contract.journal import SaleCompleted, ShiftClosed, read_body
from app.contract.receipt import ReceiptReprinted
from app.domain.codes.paper import PaperSale, paper_sale
from app.domain.errors import ConflictError, FaultError, UserError
from app.domain.frozen import frozen
from app.domain.receipt import Document, Shown, ShownShift, sale_receipt, trial, x_report, z_report
from app.domain.receipt.coupon import NextCoupon
from app.domain.receipt.mask import masked_id, masked_staff
from app.domain.receipt.sale import MemberPoints
from app.domain.sale import Sale
from app.domain.sales import PrintJob
from app.domain.shift import Remark, Sealed, ShiftSums
from app.services.desk import Desk
from app.services.member import Moved, moved_with
from app.services.ports import Catalog, Entry, Reads, UnitOfWork
from app.services.sales import sale_view
from app.services.shift import Reading


@frozen
class Papers:
    """Documents made from entries, in a language.

    Args:
        reads, catalog: on the calling thread's connection.
        tender_names: how kinds of tenders are named that came with a provider.
        footer: the shop's own words at the end of a receipt.
        sign: makes the code that says what a sale was, signed by this terminal. Raises UserError.
    """

    desk: Desk
    reads: Callable[[], Reads]
    catalog: Callable[[], Catalog]
    tender_names: Mapping[str, str] = field(default_factory=dict)
    footer: str = ""
    sign: Callable[[PaperSale], str] | None = None

    def receipt(self, sale_id: str, language: str, reprint: int = 0, *, may_be_second: bool = False) -> Document:
        """The receipt of a sale, its tenders as they stand now.

        Args:
            reprint: which copy it is; 0 for the first paper.
            may_be_second: the first may have come out though nobody knows.

        Raises:
            UserError: ``sale.unknown``.
            FaultError: ``archive.missing``, ``archive.changed``: of a sale whose entry is archived.
        """
        view = sale_view(self.reads(), sale_id)
        shown = Shown(
            language=language,
            cashier=self._person(view.sale.cashier, language),
            members=self._members(view.sale),
            name_of=self._english if language == "en" else _as_sold,
            promotion_of=self.reads().promotion_english if language == "en" else _as_sold,
            origins=view.origins,
            reprint=reprint,
            may_be_second=may_be_second,
            tender_names=self.tender_names,
            footer=self.footer,
            coupons=self._coupons(sale_id, language),
            code=self._code(view.sale),
        )
        return sale_receipt(view.sale, self.desk.shop, shown)

    def _members(self, sale: Sale) -> tuple[MemberPoints, ...]:
        """The member of a sale, and whoever else's points came or went with it, each by name."""
        members, own = self.reads().members, sale.ticket.member_id
        moves = {one.member_id: one for one in moved_with(members, sale.ticket.sale_id)}
        known = None if own is None else members.member(own)
        first = own if known is None else known.member_id
        ids = dict.fromkeys([*([] if first is None else [first]), *moves])
        return tuple(self._member(one, moves.get(one)) for one in ids)

    def _member(self, member_id: str, moved: Moved | None) -> MemberPoints:
        known = self.reads().members.member(member_id)
        name = known.name if known is not None and known.name else masked_id(member_id)
        if moved is None:
            return MemberPoints(name)
        return MemberPoints(name, moved.moved if moved.moved or not moved.spent else None, moved.spent)

    def _code(self, sale: Sale) -> str:
        """The signed code of a sale; empty where there is none: then its plain one is printed."""
        told = paper_sale(sale)
        if self.sign is None or told is None:
            return ""
        try:
            return self.sign(told)
        except UserError:  # such as a store's code that no code can say
            return ""

    def z(self, entry_id: str, language: str, *, may_be_second: bool = False) -> Document:
        """The Z of a sealed shift, by its entry.

        Raises:
            UserError: ``shift.unknown``.
            FaultError: ``archive.missing``, ``archive.changed``.
        """
        reads = self.reads()
        entry = reads.entry(entry_id)
        if entry is None:
            raise UserError("shift.unknown", entry_id=entry_id)
        shown = self._shown_shift(language, may_be_second=may_be_second)
        return z_report(sealed_of(reads, entry), self.desk.shop, shown)

    def x(self, reading: Reading, actor: str, language: str) -> Document:
        """The X of an open shift, as it was read."""
        read = (self.desk.clock.now(), actor)
        return x_report(
            reading.shift, reading.sums, reading.expected, read, self.desk.shop, self._shown_shift(language)
        )

    def trial(self, language: str) -> Document:
        """A test paper."""
        return trial(self.desk.shop, self.desk.clock.now(), language)

    def of_job(self, job: PrintJob, language: str) -> Document:
        """What a print job prints.

        Raises:
            FaultError: ``printer.no_document``: its entry is of a kind that this version cannot print; of archives.
        """
        entry = self.reads().entry(job.job_id)
        body = None if entry is None else read_body(entry.kind, entry.schema, entry.body)
        second = job.copies > 0
        match body:
            case SaleCompleted():
                return self.receipt(job.subject_id, language, may_be_second=second)
            case ReceiptReprinted():
                return self.receipt(body.sale_id, language, body.count, may_be_second=second)
            case ShiftClosed():
                return self.z(job.job_id, language, may_be_second=second)
            case _:
                raise FaultError("printer.no_document", job_id=job.job_id)

    def _shown_shift(self, language: str, *, may_be_second: bool = False) -> ShownShift:
        return ShownShift(
            language=language,
            name_of=lambda staff_id: self._name(staff_id, language),
            tender_names=self.tender_names,
            may_be_second=may_be_second,
        )

    def _name(self, staff_id: str, language: str) -> str:
        person = self.reads().person(staff_id)
        if person is None:
            return staff_id
        return (person.name_en if language == "en" else "") or person.name

    def _person(self, staff_id: str, language: str) -> str:
        """Somebody of the staff as a customer may read it; an id that belongs to nobody as it is."""
        name = self._name(staff_id, language)
        return staff_id if name == staff_id else masked_staff(name)

    def _coupons(self, sale_id: str, language: str) -> tuple[NextCoupon, ...]:
        """The coupons for the next purchase that a receipt carries."""
        reads, found = self.reads(), []
        for one in reads.printed_with(sale_id):
            campaign = reads.campaign(one.campaign)
            name = "" if campaign is None else (campaign.name_en if language == "en" else "") or campaign.name
            found.append(NextCoupon(name or one.code, one.code, one.signed or one.code, one.ends_at))
        return tuple(found)

    def _english(self, sku: str) -> str | None:
        found = self.catalog().find(sku, self.desk.clock.now())
        return found.product.name_en or None if found is not None and found.product.sku == sku else None


def _as_sold(sku: str) -> str | None:  # noqa: ARG001 - goods are printed as they were sold
    return None


def sealed_of(reads: Reads, entry: Entry) -> Sealed:
    """A sealed shift from the entry of its Z.

    Raises:
        UserError: ``shift.unknown``.
    """
    body = read_body(entry.kind, entry.schema, entry.body)
    shift = reads.shift(body.shift_id) if isinstance(body, ShiftClosed) else None
    if shift is None or not isinstance(body, ShiftClosed):
        raise UserError("shift.unknown", entry_id=entry.entry_id)
    tenders = tuple((one.kind, one.count, one.amount.minor) for one in body.tenders)
    taxes = tuple((one.tax_class, one.rate_ppm, one.taxed.minor, one.tax.minor) for one in body.taxes)
    cash = body.expected.minor - body.opening_float.minor
    return Sealed(
        shift=shift,
        sums=ShiftSums(
            body.sales, body.refunds, body.sold.minor, body.returned.minor, body.rounding.minor, tenders, taxes, cash
        ),
        z_number=body.z_number,
        numbered_in=body.numbered_in,
        closed_at=entry.occurred_at,
        closed_by=entry.actor,
        first_seq=body.first_seq,
        last_seq=body.last_seq,
        entries=body.entries,
        head=body.head,
        acknowledged=body.acknowledged,
        expected=body.expected.minor,
        counted=body.counted.minor,
        over_short=body.over_short.minor,
        reason=body.reason,
        counts=tuple((one.face.minor, one.count) for one in body.counts if one.count),
        parked=body.parked,
        slips=tuple((one.kind, one.count) for one in body.slips),
        earlier=tuple(one.counted.minor for one in body.earlier),
        float_left=None if body.float_left is None else body.float_left.minor,
        approved_by=_approver(reads, body.approval_id),
        drawer_opened=body.drawer_opened,
        voided=body.voided,
        remarks=tuple(Remark(one.kind, one.count, one.amount.minor) for one in body.remarks),
    )


def _approver(reads: Reads, approval_id: str | None) -> str | None:
    approval = None if approval_id is None else reads.approval(approval_id)
    return None if approval is None else approval.approved_by


@frozen
class Receipts:
    """Papers that are asked for."""

    desk: Desk

    def reprint(self, sale_id: str, entry_id: str, actor: str, at: int | None = None) -> Future[int]:
        """Ask for a sale's receipt again: an entry, and a print job with it; which copy it is.

        0 where no paper was wanted with the sale: then this is the first.

        Raises (in the future):
            UserError: ``sale.unknown``.
            ConflictError: ``act.id_means_another``.
        """
        when = self.desk.clock.now() if at is None else at

        def job(work: UnitOfWork) -> int:
            if (before := work.entry(entry_id)) is not None:
                told = read_body(before.kind, before.schema, before.body)
                if not isinstance(told, ReceiptReprinted) or told.sale_id != sale_id:
                    raise ConflictError("act.id_means_another", id=entry_id)
                return told.count
            if work.shift_of_sale(sale_id) is None:
                raise UserError("sale.unknown", sale_id=sale_id)
            body = ReceiptReprinted(sale_id=sale_id, count=len(work.print_jobs(sale_id)))
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return body.count

        return self.desk.writer.write(job)
