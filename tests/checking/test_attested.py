"""Ties before made-up records: a plain checker beside, and the laws that verdicts keep."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from averment.checking import Context, load_settings
from averment.checking.attested.accounts import Account, Accounts
from averment.checking.attested.known import known_then
from averment.checking.attested.readings import Inquiry
from averment.checking.attested.ties import tie_case
from averment.checking.attested.verdicts import verdict_of
from averment.claim import Claim, Document, EntityRef, Polarity, Relation
from averment.evidence import Evidence
from averment.reference import Gazetteer, Milestones
from averment.verdict import Label, Verdict

DAY = dt.timedelta(days=1)
TEXT_DAY = dt.date(2024, 3, 25)
SETTINGS = load_settings()
#: Two states and two groups whose names mean one actor at all times.
ACTORS = ("PER", "CHL", "unita", "renamo")


@dataclass(frozen=True)
class Record:
    """A record without a store."""

    evidence: Evidence
    holdings: tuple[Any, ...] = ()

    def datasets(self) -> Any:
        return self.evidence.datasets()

    def vintages(self, name: str) -> Any:
        return ()

    def hashes(self, name: str) -> str:
        return ""


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    one, other = draw(st.permutations(ACTORS))[:2]
    start = dt.date(2015, 1, 1) + dt.timedelta(days=draw(st.integers(0, 3600)))
    end = start + dt.timedelta(days=draw(st.integers(1, 1500)))
    root = draw(st.sampled_from(["Lake Institute", "Hill Institute", "River News"]))
    return Account(
        type=draw(st.sampled_from(["supports", "supports", "shelters", "fights"])),
        sides=(frozenset({one}), frozenset({other})),
        affirms=draw(st.booleans()),
        root=root,
        says=root,
        standing="independent",
        party=draw(st.sampled_from(["", "", "", one, other])),
        begins=(start, start),
        ends=(end, end),
        published=draw(st.sampled_from([None, start])),
        detail=f"something between {one} and {other}",
        row=f"subject = '{one}'",
    )


records = st.lists(accounts(), max_size=8)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    one, other = draw(st.permutations(ACTORS))[:2]
    window = None
    if draw(st.booleans()):
        start = dt.date(2016, 1, 1) + dt.timedelta(days=draw(st.integers(0, 2500)))
        window = {"start": start, "end": start + dt.timedelta(days=draw(st.integers(1, 800)))}
    return Claim.model_validate(
        {
            "id": "c1",
            "kind": "relation",
            "text": f"{one} and {other}",
            "span": (0, 1),
            "sentence": (0, 1),
            "polarity": draw(st.sampled_from(["affirmed", "negated"])),
            "tense": draw(st.sampled_from(["past", "present"])),
            "window": window,
            "relation": Relation(
                subject=EntityRef(id=one, text=one),
                type=draw(st.sampled_from(["supports", "fights"])),
                object=EntityRef(id=other, text=other),
            ),
        }
    )


@pytest.fixture(scope="session")
def record(evidence: Evidence) -> Any:
    return Record(evidence)


def inquiry_of(claim: Claim, found: list[Account], record: Any) -> Inquiry:
    context = Context(
        document=Document.from_text("A text.", published=TEXT_DAY),
        claims=(claim,),
        milestones=Milestones(()),
        last_day=dt.date(2025, 1, 1),
        names=Gazetteer.default(),
    )
    return Inquiry(Accounts(tuple(found), {}), record, context, SETTINGS)


def verdict(claim: Claim, found: list[Account], record: Any) -> Verdict:
    inquiry = inquiry_of(claim, found, record)
    return verdict_of(claim, tie_case(claim, inquiry), inquiry)


def slow_label(claim: Claim, found: list[Account]) -> Label:
    """One source and one time after the other, in plain Python."""
    assert claim.relation is not None
    one, other = claim.relation.subject.id, claim.relation.object.id
    if claim.window is None and claim.tense == "present":
        back = {"lately": 365, "two-years": 730, "that-day": 0}
        times = {k: (TEXT_DAY - dt.timedelta(days=n), TEXT_DAY + DAY) for k, n in back.items()}
    elif claim.window is None:
        times = {"ever": (dt.date.min, TEXT_DAY + DAY)}
    else:
        assert claim.window.start is not None
        assert claim.window.end is not None
        start, end = claim.window.start, claim.window.end
        slack = 1 if (end - start).days <= 10 else 5 if (end - start).days <= 100 else 31
        around = dt.timedelta(days=slack)
        times = {"worded": (start, end), "nearby": (start - around, end + around)}
    true = false = undetermined = 0.0
    decide: set[str] = set()
    roots = sorted({a.root for a in found})
    heard: dict[str, dict[str, int]] = {}
    for root in roots:
        for name, (start, end) in times.items():
            says = set()
            for a in found:
                pair = (set(a.sides[0]), set(a.sides[1]))
                same = pair == ({one}, {other})
                turned = pair == ({other}, {one}) and a.type == "fights"
                mine = a.root == root and not a.party and a.type == claim.relation.type
                if mine and (same or turned) and a.begins[0] < end and a.ends[0] > start:
                    says.add(a.affirms)
            if says:
                heard.setdefault(root, {})[name] = 0 if len(says) > 1 else 1 if True in says else -1
    for root, by_time in heard.items():
        worth = {name: SETTINGS.option("when", name).worth for name in by_time}
        for name, truth in by_time.items():
            weight = worth[name] / sum(worth.values()) / len(heard)
            truth = -truth if claim.polarity is Polarity.NEGATED else truth
            true, false = true + weight * (truth > 0), false + weight * (truth < 0)
            undetermined += weight * (truth == 0)
            decide |= {root} if truth else set()
    if not true + false or round(undetermined, 9) > 0.5:
        return Label.NOT_COVERED
    share = round(true / (true + false), 9)
    alone = len(decide) == 1
    if share >= 0.75:
        return Label.SUPPORTED if share >= 0.95 and not alone else Label.MOSTLY_SUPPORTED
    if share <= 0.25:
        return Label.CONTRADICTED if share <= 0.05 and not alone else Label.MOSTLY_CONTRADICTED
    return Label.CONTESTED


@given(claims(), records)
@settings(deadline=None)
def test_labels_as_the_plain_checker_has_them(
    record: Any, claim: Claim, found: list[Account]
) -> None:
    assert verdict(claim, found, record).label is slow_label(claim, found)


@given(claims(), records)
@settings(deadline=None)
def test_swapping_the_parties_swaps_the_verdicts(
    record: Any, claim: Claim, found: list[Account]
) -> None:
    swap = dict(zip(ACTORS, (ACTORS[1], ACTORS[0], ACTORS[3], ACTORS[2]), strict=True))

    def turned(ref: EntityRef) -> EntityRef:
        return EntityRef(id=swap[ref.id or ""], text=swap[ref.text])

    assert claim.relation is not None
    tie = claim.relation.model_copy(
        update={"subject": turned(claim.relation.subject), "object": turned(claim.relation.object)}
    )
    others = [
        replace(
            a,
            sides=tuple(frozenset(swap[id] for id in side) for side in a.sides),  # type: ignore[arg-type]
            party=swap.get(a.party, ""),
        )
        for a in found
    ]
    before = verdict(claim, found, record)
    after = verdict(claim.model_copy(update={"relation": tie}), others, record)
    assert after.label is before.label
    assert [f.id for f in after.flags] == [f.id for f in before.flags]
    assert [o.weight for o in after.outcomes] == [o.weight for o in before.outcomes]
    assert len(after.said_by_parties) == len(before.said_by_parties)


@given(claims(), records)
@settings(deadline=None)
def test_a_claim_and_its_negation_share_one_whole(
    record: Any, claim: Claim, found: list[Account]
) -> None:
    turned = {"affirmed": Polarity.NEGATED, "negated": Polarity.AFFIRMED}[claim.polarity.value]
    one = verdict(claim, found, record)
    other = verdict(claim.model_copy(update={"polarity": turned}), found, record)
    assert one.undetermined == pytest.approx(other.undetermined)
    if one.weighted_share is not None and other.weighted_share is not None:
        assert one.weighted_share + other.weighted_share == pytest.approx(1.0)


@given(claims(), records, records)
@settings(deadline=None)
def test_what_parties_say_decides_nothing(
    record: Any, claim: Claim, found: list[Account], said: list[Account]
) -> None:
    by_parties = [replace(a, party="PER") for a in said]
    alone, beside = verdict(claim, found, record), verdict(claim, [*found, *by_parties], record)
    assert beside.label is alone.label
    assert beside.outcomes == alone.outcomes


@given(claims(), records)
@settings(deadline=None)
def test_several_reports_of_one_body_are_one_source(
    record: Any, claim: Claim, found: list[Account]
) -> None:
    again = [replace(a, says=f"{a.says}, second report") for a in found]
    once, twice = verdict(claim, found, record), verdict(claim, [*found, *again], record)
    assert twice.label is once.label
    assert [o.weight for o in twice.outcomes] == [o.weight for o in once.outcomes]


@given(claims(), records, records)
@settings(deadline=None)
def test_what_was_known_is_the_label_without_what_was_said_later(
    record: Any, claim: Claim, found: list[Account], added: list[Account]
) -> None:
    out = [replace(a, published=TEXT_DAY) for a in found]
    later = [replace(a, published=TEXT_DAY + DAY) for a in added]
    inquiry = inquiry_of(claim, [*out, *later], record)
    case = tie_case(claim, inquiry)
    now = verdict_of(claim, case, inquiry)
    then, past = known_then(claim, tie_case, case, now, inquiry), verdict(claim, out, record)
    same = past.label in (now.label, Label.NOT_COVERED)
    assert (then is None) if same else (then is not None and then.label is past.label)
