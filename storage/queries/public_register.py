"""事前公开, for everybody: what a body's register holds of bodies, officers, items, benchmarks, channels; and the flow charts.

Each kind is read with the fields that are public and no others: of an officer the certificate, post and area (三项制度).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from states.dossier.discretion_words import FineBase
from states.dossier.enforcement_words import BasisLevel, BodyStanding, CertificateStanding
from states.dossier.model import Dossier, Entry, in_place
from states.dossier.schema import Value
from states.dossier.vocabulary import Confidentiality
from states.errors import NotFound
from states.law.discretion import code_of, tiers
from states.law.officers import certified
from states.procedures.catalogue import PROCEDURES
from states.procedures.flow_chart import flow
from storage import statements
from storage.database import Database
from storage.queries.public_enforcement import BODY, KINDS, UNCLASSIFIED
from storage.queries.public_shapes import (
    FlowChart,
    FlowStage,
    FlowStep,
    PublicChannel,
    PublicItem,
    PublicOfficer,
    PublicPaper,
    PublicRegister,
    PublicTable,
)
from storage.queries.reading import Reader, look, marks
from storage.queries.showing import lookup
from storage.reviving import revive_entry

# What is read of the register, and what of it is never shown although it decides (a certificate's withholding).
READ = ("enforcement_body", "officer_certificate", "certificate_change", "enforcement_item", "item_cancelled", "discretion_table", "report_channel",
        "prior_publication", "inspection_plan", "no_penalty_list", "review_list", "yearly_statistics")
DRAW = "random_draw"


def public_register(database: Database, today: date, body: str) -> PublicRegister:
    """What the body publishes before it acts; NotFound where it keeps no register here."""
    kinds, params = marks("k", READ)
    where = f"c.procedure = 'enforcement_register' AND c.body_id = :body AND NOT c.ended AND {UNCLASSIFIED}"
    with look(database) as reader:
        row = reader.one(f"SELECT c.id, c.body_id, {BODY} FROM case_file c WHERE {where} ORDER BY c.id LIMIT 1", {"body": body})
        if row is None:
            raise NotFound("没有这一执法主体的公示信息。")
        sql = f"SELECT {statements.ENTRY} FROM entry e WHERE e.case_id = :case AND e.kind IN ({kinds}) ORDER BY e.seq, e.place"
        entries = in_place(revive_entry(tuple(one)) for one in reader.all(sql, params | {"case": row[0]}))
        return _shown(reader, _kept(entries, today), today, row)


def _kept(entries: tuple[Entry, ...], today: date) -> Dossier:
    """The register as far as it was read, for the rules that say whose certificate and which item holds."""
    return Dossier("", "", "enforcement_register", "", "", "", Confidentiality.INTERNAL, today, entries=entries)


def _shown(reader: Reader, kept: Dossier, today: date, row: Any) -> PublicRegister:
    body = kept.last("enforcement_body")
    return PublicRegister(
        body=row[1], body_name=row[2], standing=_label(BodyStanding, body, "standing"), powers_basis=body.text("powers_basis") if body else "",
        area=body.text("area") if body else "", entrusted_by=body.text("entrusted_by") if body else "",
        officers=_officers(reader, kept, today), items=tuple(_items(kept)), tables=tuple(_tables(kept, today)),
        channels=tuple(PublicChannel(telephone=one.text("telephone"), mail=one.text("mail"), published_on=one.on) for one in kept.all("report_channel")),
        papers=tuple(_papers(kept)), charts=charts(),
    )  # fmt: skip


def _officers(reader: Reader, kept: Dossier, today: date) -> tuple[PublicOfficer, ...]:
    """Who holds a valid certificate today, in the order of the register."""
    papers = [one for one in kept.all("officer_certificate") if one.text("standing") == CertificateStanding.OFFICER and _runs(one, today)]
    asked = Dossier("", "", "", "", "", "", Confidentiality.INTERNAL, today, above=kept)
    valid = [one for one in papers if certified(asked, one.text("person"), today)]
    names = lookup(reader, "person", [one.text("person") for one in valid])
    return tuple(
        PublicOfficer(name=names.get(one.text("person"), one.text("person")), number=one.text("number"), post=one.text("post"),
                      area=one.text("area"), valid_to=one.day("valid_to") or today)
        for one in valid
    )  # fmt: skip


def _runs(paper: Entry, today: date) -> bool:
    since, until = paper.day("valid_from"), paper.day("valid_to")
    return since is not None and until is not None and since <= today <= until


def _items(kept: Dossier) -> Iterator[PublicItem]:
    """Every item that stands listed, as it was listed last."""
    told = {one.text("code"): one for one in sorted((*kept.all("enforcement_item"), *kept.all("item_cancelled")), key=lambda one: (one.on, kept.order(one)))}
    for code, one in sorted(told.items()):
        if one.kind == "enforcement_item":
            yield PublicItem(
                code=code, name=one.text("name"), basis=one.text("basis"), basis_level=_label(BasisLevel, one, "basis_level"),
                power=one.text("power"), procedure=one.text("procedure"), responsibility=one.text("responsibility"), listed_on=one.on,
                inspected=one.flag("inspected"), yearly_cap=one.number("yearly_cap"),
            )  # fmt: skip


def _tables(kept: Dossier, today: date) -> Iterator[PublicTable]:
    """Every benchmark that has not ended, one after the other for each item that it is about."""
    for one in kept.all("discretion_table"):
        ends = one.day("ends_on")
        for code in dict.fromkeys(code_of(one, row) for row in one.rows("tiers")) if ends is None or today <= ends else ():
            yield PublicTable(code=code, issuer=one.text("issuer"), document=one.text("document"), published_at=one.text("published_at"),
                              in_force_on=one.day("in_force_on"), tiers=tuple(map(_tier, tiers(one, code))))


def _tier(row: Mapping[str, Value]) -> tuple[str, str, str, str]:
    share = _share(row)
    told = "；".join(filter(None, (str(row.get("violation", "")), str(row.get("circumstance", "")), str(row.get("other", "")))))
    return str(row.get("tier", "")), told, _range(row, "unit") or share, _range(row, "person") or share


def _share(row: Mapping[str, Value]) -> str:
    low, high = row.get("share_from"), row.get("share_to")
    base = next((one.label.partition("（")[0] for one in FineBase if one == row.get("base")), "")
    return f"{base}的{low}" + ("" if low == high else f"至{high}") if base and low is not None else ""


def _range(row: Mapping[str, Value], whom: str) -> str:
    low, high = row.get(f"{whom}_from"), row.get(f"{whom}_to")
    return "" if low is None or high is None else f"{low}元" if low == high else f"{low}元至{high}元"


def _papers(kept: Dossier) -> Iterator[PublicPaper]:
    if (plan := kept.last("inspection_plan")) is not None:
        yield PublicPaper(label="年度监督检查计划", text=plan.text("document"), on=plan.on)
    if (listed := kept.last("no_penalty_list")) is not None:
        yield PublicPaper(label="轻微违法行为不予处罚清单", text=listed.text("document"), on=listed.day("in_force_on"))
    if (review := kept.last("review_list")) is not None:
        yield PublicPaper(label="重大执法决定法制审核目录", text=review.text("document"), on=review.on)
    if (prior := kept.last("prior_publication")) is not None:
        yield PublicPaper(label="事前公示平台", text=prior.text("published_at"), on=prior.on)
    for one in sorted(kept.all("yearly_statistics"), key=lambda one: -one.number("year"))[:5]:
        yield PublicPaper(label=f"{one.number('year')}年度行政执法数据", text=one.text("content"), on=one.on)


def charts() -> tuple[FlowChart, ...]:
    """The flow charts of what the body does to others, as the procedures themselves have them."""
    return tuple(
        FlowChart(name=name, label=PROCEDURES[name].label, stages=tuple(
            FlowStage(label=stage.label, steps=tuple(FlowStep(label=one.label, to=one.to, way=one.way) for one in stage.leading))
            for stage in flow(PROCEDURES[name])
        ))
        for name in (*KINDS, DRAW)
    )  # fmt: skip


def _label(options: Any, entry: Entry | None, name: str) -> str:
    return next((str(one.label) for one in options if entry is not None and one == entry.text(name)), "")
