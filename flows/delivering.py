"""投递: sends what waits to leave the house, each at least once; part of the relay's run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flows.channels import SENDERS, NotSent, Send
from flows.installation import LOG, Counts
from infra.wiring import Services
from storage.notices import deliveries
from storage.notices.deliveries import Parcel

BATCHES = 10  # per sweep; the rest is taken up by the next


def due(house: Services) -> bool:
    """Whether anything waits to be sent."""
    return deliveries.anything_to_send(house.database, house.clock.now())


def sweep(house: Services, senders: Mapping[str, Send] = SENDERS) -> Counts:
    """Send what is due. A receiver that fails once is spared for the rest of the sweep: it may be slow to fail."""
    counts: Counter[str] = Counter()
    ailing: set[tuple[str, str]] = set()
    for _ in range(BATCHES):
        parcels = deliveries.claim(house.database, house.clock.now())
        if not parcels:
            break
        for parcel in parcels:
            counts[_send(house, parcel, senders, ailing)] += 1
    return dict(counts)


def _send(house: Services, parcel: Parcel, senders: Mapping[str, Send], ailing: set[tuple[str, str]]) -> str:
    receiver = (parcel.channel, "" if parcel.channel in ("mail", "giver") else parcel.target)
    if receiver in ailing:
        deliveries.release(house.database, parcel, house.clock.now() + deliveries.FIRST_PAUSE)
        return "spared"
    try:
        if not parcel.address:
            raise NotSent("渠道已经停用，或者收件人没有邮箱。", for_good=True)
        senders[parcel.channel](house, parcel)
    except Exception as fault:  # a channel is a stranger's machine: whatever it does is a delivery that failed
        found = _told(fault, parcel)
        if not found.alone:
            ailing.add(receiver)
        dead = deliveries.fail(house.database, parcel, house.clock.now(), found.why, for_good=found.for_good)
        return "given_up" if dead else "unsent"
    return "sent" if deliveries.settle(house.database, parcel, house.clock.now()) else "overtaken"


def _told(fault: Exception, parcel: Parcel) -> NotSent:
    """The fault in words for the page of dead letters; what a sender did not foresee stands in the log."""
    if isinstance(fault, NotSent):
        return fault
    LOG.error("delivery %s (%s) failed", parcel.id, parcel.channel, exc_info=fault)
    return NotSent(f"程序故障（{type(fault).__name__}），详见日志。")
