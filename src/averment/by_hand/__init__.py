"""Claims built by hand: from plain arguments to the fields of a claim.

Ids of measures, places and actors are checked against the record when the claim is; here only what
no claim can say is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel

from averment.by_hand.parts import (
    DIRECTIONS,
    UNITS,
    Figure,
    Ids,
    When,
    listed,
    one_of,
    plain_words,
    ref,
    refs,
    say_number,
    say_value,
    scope_of,
    value_of,
)
from averment.errors import BadClaim


class ByHand(BaseModel):
    """The constructors of claims, one a kind.

    Where a kind is also the name of a field, the constructor has another: `ranked`, `related`,
    `happened`, `ordered`.

    `measure` is an id of the ontology (`civilian_deaths`), `place` of countries (`PAK`) or their
    divisions (`PAK/Balochistan`), `by`, `against` and `of` of actors: who did it, to whom, whose.
    A period is a year, a month or a day (`"2022"`, `"2022-03"`, `"2022-03-01"`) or a pair: from the
    beginning of the first to the end of the second; where the second is a day, that day no longer
    belongs to it. `None` leaves the end open: to the day of the text. `text` are the claim's words
    (by default, plain ones), `negated` turns it round. All raise `averment.errors.BadClaim`.

    >>> from averment import Claim
    >>> claim = Claim.count("civilian_deaths", 2267, place="PAK", window=("2022", "2023"))
    >>> claim.text
    '2,267 civilian deaths (PAK, from 2022 to 2023)'
    >>> claim.window.end.isoformat()
    '2024-01-01'
    """

    @classmethod
    def count(
        cls,
        measure: str,
        number: Figure,
        *,
        place: Ids = None,
        window: When | None = None,
        bound: str = "exact",
        by: Ids = None,
        against: Ids = None,
        of: Ids = None,
        tense: str | None = None,
        negated: bool = False,
        text: str | None = None,
    ) -> Self:
        """Return the claim that so many were counted; `tense` says when a stock is meant.

        >>> from averment import Claim
        >>> Claim.count("refugees", 3_000_000, place="PAK", bound="more_than", tense="past").text
        'more than 3,000,000 refugees (PAK)'
        """
        value = value_of(number, "count", bound)
        plain = f"{say_value(value)} {plain_words(measure)}"
        scope = scope_of(place, window, by, against, of)
        return cls._made("count", plain, scope, text, negated, measure, value=value, tense=tense)

    @classmethod
    def change(
        cls,
        measure: str,
        number: Figure | None = None,
        *,
        unit: str = "percent",
        direction: str = "up",
        from_to: tuple[float, float] | None = None,
        baseline: When | None = None,
        place: Ids = None,
        window: When | None = None,
        bound: str = "exact",
        by: Ids = None,
        against: Ids = None,
        of: Ids = None,
        negated: bool = False,
        text: str | None = None,
    ) -> Self:
        """Return the claim that something rose or fell by so much, or `from_to` two figures.

        `unit` is `percent`, `times`, `points` or `count`; without `baseline` the words leave open
        what is compared with.

        >>> from averment import Claim
        >>> Claim.change("attacks", 60, place="PAK", window="2023", baseline="2022").text
        'attacks up by 60 percent (PAK, 2023, against 2022)'
        """
        one_of("unit", unit, UNITS)
        one_of("direction", direction, DIRECTIONS)
        if (number is None) == (from_to is None):
            raise BadClaim("A change needs a number or from_to, and not both.")
        if from_to is not None:
            value: dict[str, Any] = {"from": from_to[0], "to": from_to[1], "unit": "count"}
            plain = (
                f"{plain_words(measure)} from {say_number(from_to[0])} to {say_number(from_to[1])}"
            )
        else:
            assert number is not None
            value = value_of(number, unit, bound)
            plain = f"{plain_words(measure)} {direction} by {say_value(value)} {unit}"
        scope = scope_of(place, window, by, against, of, baseline)
        return cls._made(
            "change", plain, scope, text, negated, measure, value=value, direction=direction
        )

    @classmethod
    def trend(
        cls,
        measure: str,
        direction: str,
        *,
        place: Ids = None,
        window: When | None = None,
        baseline: When | None = None,
        by: Ids = None,
        against: Ids = None,
        of: Ids = None,
        negated: bool = False,
        text: str | None = None,
    ) -> Self:
        """Return the claim that something goes `up`, `down` or stays `level`.

        >>> from averment import Claim
        >>> Claim.trend("attacks", "down", place="COL", window=("2016", "2019")).text
        'attacks go down (COL, from 2016 to 2019)'
        """
        one_of("direction", direction, DIRECTIONS)
        plain = f"{plain_words(measure)} {'stay' if direction == 'level' else 'go'} {direction}"
        scope = scope_of(place, window, by, against, of, baseline)
        return cls._made("trend", plain, scope, text, negated, measure, direction=direction)

    @classmethod
    def ranked(
        cls,
        measure: str,
        *,
        position: int = 1,
        extremum: str = "highest",
        among: str | None = None,
        place: Ids = None,
        window: When | None = None,
        baseline: When | None = None,
        by: Ids = None,
        of: Ids = None,
        negated: bool = False,
        text: str | None = None,
    ) -> Self:
        """Return the claim that a place or period ranks so high: among the periods of `baseline`,
        or, in words, `among` what.

        >>> from averment import Claim
        >>> Claim.ranked("deaths", place="SYR", window="2014", baseline=("1989", "2023")).text
        'the highest number of deaths (SYR, 2014, against from 1989 to 2023)'
        """
        one_of("extremum", extremum, ("highest", "lowest"))
        if position < 1:
            raise BadClaim(f"A position counts from 1, and {position} is none.")
        order = extremum if position == 1 else f"{extremum}, place {position},"
        plain = f"the {order} number of {plain_words(measure)}" + (
            f" among {among}" if among else ""
        )
        scope = scope_of(place, window, by, None, of, baseline)
        ranked = {"position": position, "extremum": extremum, "among": among}
        return cls._made("rank", plain, scope, text, negated, measure, rank=ranked)

    @classmethod
    def share(
        cls,
        measure: str,
        percent: Figure,
        *,
        whole: str,
        place: Ids = None,
        window: When | None = None,
        bound: str = "exact",
        by: Ids = None,
        of: Ids = None,
        negated: bool = False,
        text: str | None = None,
    ) -> Self:
        """Return the claim that a part is so many percent of a `whole`, given in words.

        >>> from averment import Claim
        >>> Claim.share("civilian_deaths", 75, whole="the dead", place="MLI", window="2022").text
        '75 percent of the dead: civilian deaths (MLI, 2022)'
        """
        value = value_of(percent, "percent", bound)
        plain = f"{say_value(value)} percent of {whole}: {plain_words(measure)}"
        scope = scope_of(place, window, by, None, of)
        return cls._made("share", plain, scope, text, negated, measure, value=value, whole=whole)

    @classmethod
    def related(
        cls,
        subject: str,
        type: str,
        object: str,
        *,
        window: When | None = None,
        tense: str | None = None,
        negated: bool = False,
        text: str | None = None,
    ) -> Self:
        """Return the claim that an actor is so tied to another: `supports`, `shelters`, …

        >>> from averment import Claim
        >>> Claim.related("TCD", "shelters", "rebels", window="2005").text
        'TCD shelters rebels (2005)'
        """
        tie = {"subject": ref(subject), "type": type, "object": ref(object)}
        plain = f"{subject} {plain_words(type)} {object}"
        scope = scope_of(None, window)
        return cls._made("relation", plain, scope, text, negated, relation=tie, tense=tense)

    @classmethod
    def happened(
        cls,
        type: str,
        *,
        by: Ids = None,
        against: Ids = None,
        name: str | None = None,
        place: Ids = None,
        window: When | None = None,
        negated: bool = False,
        text: str | None = None,
    ) -> Self:
        """Return the claim that a dated thing happened: what, by whom, to whom, when.

        >>> from averment import Claim
        >>> Claim.happened("signed", by=["SDN", "splm"], name="peace accord", window="2005-01").text
        'SDN, splm: signed peace accord (2005-01)'
        """
        happened = {"type": type, "by": refs(by), "against": refs(against), "name": name}
        doers, done_to = (", ".join(listed(ids)) for ids in (by, against))
        what = " ".join(filter(None, (plain_words(type), name, done_to)))
        plain = f"{doers}: {what}" if doers else what
        scope = scope_of(place, window)
        return cls._made("event", plain, scope, text, negated, event=happened)

    @classmethod
    def ordered(
        cls, first: str, second: str, *, link: str = "after", text: str | None = None
    ) -> Self:
        """Return the claim that `second` came after `first`, or because of it; each in words.

        >>> from averment import Claim
        >>> Claim.ordered("the withdrawal of the troops", "the first attack").text
        'the first attack after the withdrawal of the troops'
        """
        one_of("link", link, ("after", "because"))
        said = {"first": first, "second": second, "link": link}
        words = "because of" if link == "because" else "after"
        return cls._made("order", f"{second} {words} {first}", {}, text, False, order=said)

    @classmethod
    def quote(cls, words: str, *, source: str) -> Self:
        """Return the claim that `source` said exactly these words.

        >>> from averment import Claim
        >>> Claim.quote("a lifeline", source="the minister").attribution[0].source
        'the minister'
        """
        said = {"source": source, "source_text": source, "cue": "", "stance": "quotes"}
        return cls._made("quote", words, {}, None, False, attribution=(said,))

    @classmethod
    def _made(
        cls,
        kind: str,
        plain: str,
        scope: Mapping[str, Any],
        text: str | None,
        negated: bool,
        measure: str | None = None,
        **fields: Any,
    ) -> Self:
        around = f" ({scope['said']})" if scope.get("said") else ""
        words = text if text is not None else plain + around
        if not words.strip():
            raise BadClaim("A claim needs words.")
        given = {name: part for name, part in scope.items() if name != "said"} | fields
        if measure is not None:
            given["measure"] = {"id": measure, "text": plain_words(measure)}
        return cls.model_validate(
            {
                "id": "c1",
                "kind": kind,
                "text": words,
                "span": (0, len(words)),
                "sentence": (0, len(words)),
                "polarity": "negated" if negated else "affirmed",
                **given,
            }
        )
