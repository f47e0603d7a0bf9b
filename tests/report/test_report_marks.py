from hypothesis import given
from hypothesis import strategies as st

from averment.claim import Claim, Kind, Span
from averment.report.marks import paragraphs


def at(number: int, start: int, end: int) -> Claim:
    span = Span(start, end)
    return Claim(id=f"c{number}", kind=Kind.EVENT, text="x", span=span, sentence=span)


def shape(text, spans):
    claims = [at(n, *span) for n, span in enumerate(spans, start=1)]
    return [
        [(p.text, [c.id for c in p.covers], [c.id for c in p.ends]) for p in block.pieces]
        for block in paragraphs(text, claims)
    ]


def test_nested_claims_are_both_there_the_longer_outside():
    assert shape("abcdef", [(0, 6), (2, 4)]) == [
        [("ab", ["c1"], []), ("cd", ["c1", "c2"], ["c2"]), ("ef", ["c1"], ["c1"])]
    ]


def test_overlapping_claims_share_the_middle():
    assert shape("abcdef", [(0, 4), (2, 6)]) == [
        [("ab", ["c1"], []), ("cd", ["c1", "c2"], ["c1"]), ("ef", ["c2"], ["c2"])]
    ]


def test_a_claim_over_two_paragraphs_ends_once():
    assert shape("ab\n\ncd", [(1, 5)]) == [
        [("a", [], []), ("b", ["c1"], [])],
        [("c", ["c1"], ["c1"]), ("d", [], [])],
    ]


def test_blank_lines_part_paragraphs_and_single_ends_do_so_without_them():
    assert [[p[0] for p in block] for block in shape("a\nb\n \n\n  c ", [])] == [["a\nb"], ["c"]]
    assert [[p[0] for p in block] for block in shape("a\nb", [])] == [["a"], ["b"]]


def test_no_text_no_paragraph():
    assert shape("", []) == shape(" \n\n ", []) == []


def solid(text: str) -> str:
    return "".join(text.split())


spans = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=8)


@given(text=st.text(alphabet="ab \n", max_size=40), found=spans)
def test_text_is_kept_and_every_claim_ends_once_where_it_stands(text, found):
    claims = [at(n, min(span), max(span)) for n, span in enumerate(found, start=1)]
    blocks = paragraphs(text, claims)
    words = "".join(piece.text for block in blocks for piece in block.pieces)
    assert solid(words) == solid(text)
    begun = [c.id for block in blocks for c in block.begins]
    ended = [c.id for block in blocks for piece in block.pieces for c in piece.ends]
    assert sorted(begun) == sorted(ended) == sorted(set(begun))
    for claim in claims:
        covered = "".join(p.text for block in blocks for p in block.pieces if claim in p.covers)
        assert solid(covered) == solid(claim.span.of(text))
