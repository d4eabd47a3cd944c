"""文书: the papers that can be drawn up from a matter now, each as a file, and how a file agrees with the matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from states.casework.events import canonical, digest
from states.errors import NotFound
from states.law.values import law_view
from states.procedures.catalogue import PROCEDURES
from storage import families, paper_numbers, register
from storage.database import Database
from storage.documents.enforcement import printed_sheet, word_sheet
from storage.documents.enforcement.check import check, check_own
from storage.documents.enforcement.papers import PAPERS, Drawn, drawable, drawn
from storage.documents.enforcement.reading_back import text_of
from storage.documents.enforcement.sheet import DRAFT, Sheet
from storage.documents.portable import PDF
from storage.documents.word import DOCX
from storage.driver_sql import run
from storage.names import safe_name
from storage.queries.models import Viewer
from storage.queries.reading import Reader, look
from storage.queries.shapes import Shown
from storage.queries.visibility import need_visible

FORMS: Mapping[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "docx": (DOCX, word_sheet.to_docx), "pdf": (PDF, printed_sheet.to_pdf),
}  # fmt: skip
WITH_PAPERS = frozenset(name for one in PAPERS for name in one.procedures) & set(PROCEDURES)


class PaperView(Shown):
    """A paper that can be drawn up. ``entry``: the act that it documents, empty for a draft; ``fixed``: form -> digest."""

    name: str
    title: str
    entry: str
    number: str
    draft: bool
    fixed: dict[str, str]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper to be handed out or filed in one form; ``fixed`` is the digest of its signed-off file, if there is one."""

    name: str
    title: str
    entry: str
    file: str
    media_type: str
    draft: bool
    fixed: str
    differences: tuple[str, ...]
    sheet: Sheet


def papers(database: Database, viewer: Viewer, today: date, case: str) -> tuple[PaperView, ...]:
    """Everything that can be drawn up from this matter now, in the order of its procedure."""
    with look(database) as reader:
        need_visible(reader, viewer, case)
        ask = partial(run, reader.database, reader.connection)
        fixed, found = paper_numbers.fixed(ask, case), _drawable(reader, case)
        return tuple(
            PaperView(name=one.paper.name, title=one.paper.title, entry=_entry(one), number=one.number, draft=one.draft,
                      fixed={form: fixed[place] for form in FORMS if (place := (one.paper.name, _entry(one), form)) in fixed},
                      differences=check_own(one))
            for one in found
        )  # fmt: skip


def ready(database: Database, viewer: Viewer, today: date, case: str, name: str, form: str, entry: str = "") -> Ready:
    """One paper, drawn up from what is on file; NotFound when there is none such now."""
    if form not in FORMS:
        raise NotFound("文书只有 docx、pdf 两种格式。")
    with look(database) as reader:
        one = one_paper(reader, viewer, case, name, entry)
        ask = partial(run, reader.database, reader.connection)
        fixed = paper_numbers.fixed(ask, case).get((name, _entry(one), form), "")
        sheet = one.sheet()
        mark = f"（{DRAFT}）{digest(canonical(asdict(sheet)))[:8]}" if one.draft else one.number  # drafts tell each other apart
        return Ready(
            name=name, title=one.paper.title, entry=_entry(one), file=safe_name(f"{one.paper.title}{mark}.{form}"), media_type=FORMS[form][0],
            draft=one.draft, fixed=fixed, differences=check_own(one), sheet=sheet,
        )  # fmt: skip


def drawn_up(found: Ready) -> bytes:
    """The file itself. PdfUnavailable where this machine prints none."""
    make = next(make for media_type, make in FORMS.values() if media_type == found.media_type)
    return make(found.sheet)


def differences(
    database: Database, viewer: Viewer, today: date, case: str, name: str, content: bytes, media_type: str, entry: str = ""
) -> tuple[str, ...]:
    """What differs between the matter and a file of that paper, perhaps changed by hand."""
    with look(database) as reader:
        return check(one_paper(reader, viewer, case, name, entry), text_of(content, media_type))


def one_paper(reader: Reader, viewer: Viewer, case: str, name: str, entry: str) -> Drawn:
    need_visible(reader, viewer, case)
    found = _drawable(reader, case)
    if not found:
        raise NotFound("本事项现在没有这份文书。")
    matter = found[0].matter
    return drawn(matter.dossier, matter.numbers, name, entry, matter.law)


def _drawable(reader: Reader, case: str) -> tuple[Drawn, ...]:
    ask = partial(run, reader.database, reader.connection)
    dossier = families.matter(ask, case, names=register.names(reader.database, reader.connection))
    if dossier is None or dossier.procedure not in WITH_PAPERS:
        return ()
    law = law_view(dossier.law_as_of, dossier.overlays)
    return tuple(drawable(dossier, paper_numbers.numbers(ask, case), law))


def _entry(one: Drawn) -> str:
    return one.entry.id if one.entry else ""
