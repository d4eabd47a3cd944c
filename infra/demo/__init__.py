"""The demo: real published matters, taken through the procedure by fictional people, only by Casework.execute."""

from infra.demo.people import accounts
from infra.settings import Settings

__all__ = ["accounts", "seed"]


def seed(settings: Settings) -> str:
    """Fill an empty embedded installation; a filled one is left alone. Returns a Chinese sentence."""
    from infra.demo.building import seed as fill  # builds documents: loaded only when asked for

    return fill(settings)
