"""A law that is not plain is refused at start-up: one fault at a time in a small law of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from states.errors import DefinitionError
from states.law.reading import read_law
from states.law.values import LawView

INSTRUMENT = """\
key = "L1"
title = "某条例"
number = "某令第1号"
level = "行政法规"
in_force_from = 2020-01-01
in_force_to = 2029-12-31
date_exact = true

[rules.A-1]
name = "某期限"
article = "第一条"
kind = "deadline"
modality = "generally"
step = "hearing"
verified = true
overlays = []

[[rules.A-1.periods]]
from = 2020-01-01
n = 7
unit = "calendar_day"
bound = "at_least"
starts = "hearing_date"
falls_on = "agency"
soft = true
before = true

[[rules.A-1.periods]]
from = 2024-01-01
n = 9
unit = "calendar_day"
bound = "at_least"
starts = "hearing_date"
falls_on = "agency"
soft = false
before = true

[rules.A-2]
name = "某材料"
article = "第二条"
kind = "required_material"
modality = "must"
step = "hearing"
verified = true
overlays = []

[rules.A-2.numbers]
copies = { value = 2, unit = "item" }
"""
LOCAL = """\
key = "L2"
title = "某市规定"
number = "某市令第2号"
level = "地方政府规章"
in_force_from = 2021-01-01
date_exact = true

[rules.B-1]
name = "某地方要求"
article = "第三条"
kind = "gate"
modality = "must"
step = "hearing"
verified = true
overlays = ["city"]
"""
CITY = """\
key = "city"
name = "某市"
includes = []
instruments = ["L2"]
rules = ["B-1"]

[[lengthen]]
rule = "A-1"
n = 8
unit = "calendar_day"
source = "某市规定第四条"
from = 2021-01-01

[wider_exclusions]
rule = "B-1"
items = ["某类事项"]
requires_confirmation = true

[[local_holidays]]
name = "市庆"
dates = [2026-05-20]
stops_national_periods = false
"""
NOT_BUILT = '[rules]\nE-1 = "某处罚要求"\n'
FILES = {
    "instruments/one.toml": INSTRUMENT,
    "instruments/two.toml": LOCAL,
    "overlays/city.toml": CITY,
    "not_built.toml": NOT_BUILT,
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the small law with one text replaced in one file."""

    def written(file: str = "", old: str = "", new: str = "", more: dict[str, str] | None = None) -> Path:
        for name, text in {**FILES, **(more or {})}.items():
            if name == file:
                assert old in text, f"nothing to replace in {name}"
                text = text.replace(old, new)
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return written


def test_dated_versions_follow_the_day(write: Write) -> None:
    law = read_law(write())
    assert LawView(date(2023, 12, 31), law=law).period("A-1").n == 7
    assert LawView(date(2023, 12, 31), law=law).period("A-1").soft
    assert LawView(date(2024, 1, 1), law=law).period("A-1").n == 9
    assert law.rules["A-1"].periods[0].until == date(2024, 1, 1)


def test_stricter_of_national_and_local_by_date(write: Write) -> None:
    law = read_law(write())
    assert LawView(date(2020, 6, 1), ("city",), law=law).period("A-1").n == 7, "local text not yet in force"
    assert LawView(date(2021, 1, 1), ("city",), law=law).period("A-1").n == 8
    assert LawView(date(2024, 1, 1), ("city",), law=law).period("A-1").n == 9, "8 is now the lower: inert"


def test_an_expired_instrument_no_longer_applies(write: Write) -> None:
    law = read_law(write())
    assert LawView(date(2029, 12, 31), law=law).applies("A-1")
    assert not LawView(date(2030, 1, 1), law=law).applies("A-1")


ONE, TWO, PLACE, LATER = (
    "instruments/one.toml",
    "instruments/two.toml",
    "overlays/city.toml",
    "not_built.toml",
)
NEXT_PERIOD, COPIES = "from = 2024-01-01", 'copies = { value = 2, unit = "item" }'


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (ONE, COPIES, "copies = 2", r"one.toml: rules.A-2.numbers.copies: .*bare 2"),
        (ONE, 'article = "第一条"\n', "", "one.toml: rules.A-1.article: is missing"),
        (ONE, 'article = "第一条"', 'article = " "', "rules.A-1.article: is empty"),
        (ONE, "verified = true\n", "", "rules.A-1.verified: is missing"),
        (ONE, "overlays = []\n", "", "rules.A-1.overlays: is missing"),
        (ONE, "date_exact = true", "", "one.toml: date_exact: is missing"),
        (ONE, "in_force_from = 2020-01-01\n", "", "date_exact: an exact date needs in_force_from"),
        (ONE, "in_force_to = 2029-12-31", "in_force_to = 2019-12-31", "in_force_to: lies before"),
        (ONE, "in_force_from = 2020-01-01", 'in_force_from = "2020-01-01"', "in_force_from: must be a date"),
        (ONE, "m = 2020-01-01", "m = 2020-01-01T00:00:00", "in_force_from: must be a date"),
        (ONE, 'level = "行政法规"', 'level = "法令"', "level: '法令' is none of"),
        (ONE, 'kind = "deadline"', 'kind = "dead line"', "rules.A-1.kind: 'dead line' is none of"),
        (ONE, 'modality = "generally"', 'modality = "should"', "rules.A-1.modality: 'should' is none of"),
        (ONE, 'modality = "generally"', 'modality = "must"', r"rules.A-1.periods\[0\].soft: only what"),
        (ONE, 'step = "hearing"', 'step = "hearings"', "step: 'hearings' is none of"),
        (ONE, "n = 7", "days = 7", r"rules.A-1.periods\[0\].n: is missing"),
        (ONE, "n = 7", "n = true", r"periods\[0\].n: must be a whole number"),
        (ONE, "n = 7", "n = 0", r"periods\[0\].n: must be at least 1"),
        (ONE, 'unit = "calendar_day"', 'unit = "day"', r"periods\[0\].unit: 'day' is none of"),
        (ONE, 'bound = "at_least"', 'bound = "about"', r"periods\[0\].bound: 'about' is none of"),
        (ONE, 'bound = "at_least"', 'bound = "at_most"', r"periods\[0\].bound: "),
        (ONE, 'falls_on = "agency"', 'falls_on = "nobody"', r"periods\[0\].falls_on: 'nobody' is none of"),
        (ONE, "soft = true", "soft = true\nnote = 1", r"periods\[0\].note: is not a known key"),
        (ONE, NEXT_PERIOD, "from = 2020-01-01", "rules.A-1.periods: two versions of 'main'"),
        (ONE, NEXT_PERIOD, 'from = 2024-01-01\nuntil = 2023-01-01', r"periods\[1\].until: lies before"),
        (ONE, 'kind = "required_material"', 'kind = "deadline"', "rules.A-2.periods: a deadline has periods"),
        (ONE, 'kind = "deadline"', 'kind = "deadline"\nno_number = true', "periods: a deadline has"),
        (ONE, 'kind = "deadline"', 'kind = "gate"', "rules.A-1.kind: only a deadline has periods"),
        (ONE, 'unit = "item"', 'unit = "piece"', "numbers.copies.unit: 'piece' is none of"),
        (ONE, 'article = "第二条"', 'article = "第二条"\ncolour = "red"', "A-2.colour: is not a known"),
        (ONE, 'number = "某令第1号"', 'number = "某令第1号"\naddress = "x"', "toml: address: is not a"),
        (ONE, "[rules.A-2]", "[rules.A-1]", "one.toml: Cannot declare"),
        (TWO, "[rules.B-1]", "[rules.A-2]", "A-2: is defined twice"),
        (TWO, 'key = "L2"', 'key = "L1"', "L1: is defined twice"),
        (TWO, 'overlays = ["city"]', "overlays = []", "rules.B-1.overlays: a local rule needs the overlay"),
        (TWO, 'overlays = ["city"]', 'overlays = ["town"]', "B-1: overlays: there is no overlay 'town'"),
        (
            TWO,
            'overlays = ["city"]',
            'overlays = ["city"]\nalso = [{ instrument = "L9", article = "第一条", overlays = ["city"] }]',
            r"rules.B-1.also\[0\].instrument: 'L9' is none of",
        ),
        (PLACE, 'rules = ["B-1"]', 'rules = ["B-1", "B-2"]', "city.toml: rules: there is no rule 'B-2'"),
        (PLACE, 'rules = ["B-1"]', 'rules = ["B-1", "A-2"]', r"city: rules: \['A-2'\] named on one side"),
        (PLACE, 'rules = ["B-1"]', "rules = []", r"overlay city: rules: \['B-1'\] named on one side"),
        (PLACE, 'rules = ["B-1"]', 'rules = ["B-1", "B-1"]', "city.toml: rules: names something twice"),
        (PLACE, 'instruments = ["L2"]', 'instruments = ["L1"]', r"overlay city: instruments: \['L1', 'L2'\]"),
        (PLACE, "includes = []", 'includes = ["land"]', "overlay city: there is no overlay 'land'"),
        (PLACE, "includes = []", 'includes = ["city"]', "overlay city: includes: comes back to itself"),
        (PLACE, 'rule = "A-1"', 'rule = "A-9"', r"city.toml: lengthen\[0\].rule: 'A-9' is none of"),
        (PLACE, 'rule = "A-1"', 'rule = "A-2"', r"lengthen\[0\].name: A-2 has no period 'main'"),
        (PLACE, 'unit = "calendar_day"', 'unit = "working_day"', r"lengthen\[0\].unit: A-1 is not"),
        (PLACE, 'source = "某市规定第四条"\n', "", r"lengthen\[0\].source: is missing"),
        (PLACE, "requires_confirmation = true", "requires_confirmation = false", "always needs confirmation"),
        (PLACE, "stops_national_periods = false", "", "stops_national_periods: is missing"),
        (LATER, "E-1", "A-1", "not_built.toml: rules.A-1: is also written as a rule in force"),
        (LATER, '"某处罚要求"', "1", "not_built.toml: rules.E-1: must be a text"),
    ],
)  # fmt: skip
def test_fault_is_refused_by_file_and_key(
    write: Write, file: str, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(DefinitionError, match=complaint):
        read_law(write(file, old, new))


def test_bare_period_is_refused(write: Write) -> None:
    bare = INSTRUMENT.split("[[rules.A-1.periods]]")[0] + "periods = 30\n"
    with pytest.raises(
        DefinitionError, match=r"rules.A-1.periods: must be written as \[\[rules.A-1.periods\]\]"
    ):
        read_law(write(more={ONE: bare, TWO: LOCAL}))


def test_a_time_limit_cannot_be_lengthened(write: Write) -> None:
    limit = INSTRUMENT.replace('"at_least"', '"at_most"').replace("before = true", "before = false")
    limit = limit.replace("soft = true", "soft = false")
    with pytest.raises(DefinitionError, match=r"lengthen\[0\].rule: A-1 is a time limit"):
        read_law(write(more={ONE: limit}))
