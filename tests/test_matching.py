"""Other people's fact-checks stand beside the claims that they are on, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from averment import pipeline
from averment.claim import Document
from averment.errors import InputMissing, ReviewsBroken
from averment.ingest.claimreviews import read_reviews
from averment.matching import alike, same, with_factchecks, with_history
from averment.verdict import Analysis, Label

TEXT = (
    "Suicide attacks in Pakistan rose by 500 percent since the interim government of Kabul. "
    "In 2023, 1,500 civilians were killed in Pakistan."
)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return pipeline.check(Document.from_text(TEXT, published="2024-03-25"))


def review(claim: str, **more: object) -> dict[str, object]:
    return {
        "@type": "ClaimReview",
        "url": "https://check.example/one",
        "claimReviewed": claim,
        "author": {"@type": "Organization", "name": "Example Checks"},
        "reviewRating": {"@type": "Rating", "alternateName": "Half true"},
        "datePublished": "2024-04-01T10:00:00Z",
        **more,
    }


def written(folder: Path, value: object) -> Path:
    path = folder / "checks.json"
    path.write_text(json.dumps(value))
    return path


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("There was a 500% increase in suicide attacks in Pakistan", 0),
        ("1,500 civilians were killed in Pakistan in 2023.", 1),
        ("1,500 civilians were killed in Pakistan in 2013.", None),
        ("15 civilians were killed in Pakistan in 2023.", None),
        ("1,500 civilians were killed in Mali in 2023.", None),
        ("Suicide attacks in Pakistan fell by 500 percent.", None),
        ("Des attentats ont eu lieu au Pakistan.", None),
    ],
)
def test_a_fact_check_stands_beside_the_claim_it_is_on(
    analysis: Analysis, tmp_path: Path, text: str, on: int | None
) -> None:
    checks = read_reviews(written(tmp_path, review(text)))
    found = with_factchecks(analysis, checks)
    beside = [index for index, checked in enumerate(found) if checked.factchecks]
    assert beside == ([] if on is None else [on])
    assert [c.verdict for c in found] == [c.verdict for c in analysis]


def test_every_usual_form_of_a_feed_is_read(tmp_path: Path) -> None:
    one = review("Nine died.")
    answer = {
        "claims": [
            {
                "text": "Nine died.",
                "claimant": "A minister",
                "claimReview": [
                    {"publisher": {"name": "Example Checks"}, "url": "https://check.example/one",
                     "textualRating": "Half true", "reviewDate": "2024-04-01"}
                ],
            }
        ]
    }  # fmt: skip
    forms = (one, [one], {"@graph": [one]}, {"dataFeedElement": [{"item": [one]}]}, answer)
    for form in forms:
        (check,) = read_reviews(written(tmp_path, form))
        assert (check.publisher, check.rating) == ("Example Checks", "Half true")
        assert str(check.published) == "2024-04-01"


@pytest.mark.parametrize(
    "value",
    [[], {"a": 1}, review(""), review("Nine died.", url="javascript:alert(1)"), "words", None],
)
def test_a_file_without_a_fact_check_is_refused(tmp_path: Path, value: object) -> None:
    with pytest.raises(ReviewsBroken, match="holds no fact-check"):
        read_reviews(written(tmp_path, value))


def test_what_is_no_file_or_no_json_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        read_reviews(tmp_path / "none.json")
    (tmp_path / "words.json").write_text("words")
    with pytest.raises(ReviewsBroken, match="no JSON"):
        read_reviews(tmp_path / "words.json")


def test_words_alone_match_only_with_the_same_figures() -> None:
    assert alike("Nine of 40 towns fell.", "nine of 40 towns fell")
    assert not alike("Nine of 40 towns fell.", "Nine of 41 towns fell.")


def test_a_claim_is_the_same_as_itself(analysis: Analysis) -> None:
    for checked in analysis:
        assert [same(checked.claim, c.claim) for c in analysis].count(True) == 1


def test_a_label_that_changed_keeps_its_history(analysis: Analysis) -> None:
    first = analysis.checked[0]
    other = first.verdict.model_copy(update={"label": Label.CONTRADICTED, "reason": "As it was."})
    changed = first.model_copy(update={"verdict": other})
    before = analysis.model_copy(update={"checked": (changed, *analysis.checked[1:])})
    after = with_history(analysis, before)
    (earlier,) = after.checked[0].history
    assert (earlier.label, earlier.reason) == (Label.CONTRADICTED, "As it was.")
    assert not after.checked[1].history
    assert with_history(analysis, after).checked[0].history == (earlier,)
