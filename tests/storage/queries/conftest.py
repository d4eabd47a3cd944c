"""Viewers at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.queries.models import Viewer
from tests.offices import PASSWORD, Office

Looks = Callable[[str], Viewer]


@pytest.fixture
def looks(office: Office) -> Looks:
    """Somebody of the staff, signed in, as a viewer."""

    def enter(person: str) -> Viewer:
        token = office.people.sign_in(person, PASSWORD, office.clock.now())
        assert token is not None
        who = office.people.at_desk(token, office.clock.now(), office.casework.today())
        assert who is not None
        return Viewer.of(who)

    return enter
