"""PDF, Word files and mail become documents, or say plainly why they cannot."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from files import mail, paragraph, pdf, word

from averment.cli import main
from averment.errors import BinaryInput, BrokenInput, EmptyInput, InputTooLarge
from averment.ingest import MAX_BYTES, from_bytes, load
from averment.ingest import word as word_reader
from averment.ingest.paragraphs import Line, paragraphs

WHERE = ("north", "east", "south")


def paged(count: int) -> list[list[str]]:
    """Pages with a running head and foot, a cut word, and a paragraph that goes on overleaf."""
    return [
        [
            "The Quarterly Review",
            "",
            f"{WHERE[page].title()} of the river, the ministry said, 41 sol-",
            f"diers had been killed in the {WHERE[page]}.",
            "",
            "Aid workers counted 1,200 people who fled",
            f"across the border to the {WHERE[page]}.",
            "",
            f"The talks went on in the {WHERE[page]} while",
            "",
            f"page {page + 1}",
        ]
        for page in range(count)
    ]


# --- PDF ---------------------------------------------------------------------------------------


def test_a_pdf_is_read_in_paragraphs_without_what_runs_on_every_page() -> None:
    document = from_bytes(pdf(paged(3), title="Fighting in the north"))
    assert document.title == "Fighting in the north"
    assert document.author == "A. Writer"
    assert document.published is None
    assert document.text.split("\n\n")[:3] == [
        "North of the river, the ministry said, 41 soldiers had been killed in the north.",
        "Aid workers counted 1,200 people who fled across the border to the north.",
        "The talks went on in the north while East of the river, the ministry said, 41 soldiers "
        "had been killed in the east.",
    ]
    assert "Quarterly" not in document.text
    assert "page" not in document.text


@pytest.mark.parametrize("title", ["Microsoft Word - draft 3", "report_final.docx", ""])
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    assert from_bytes(pdf([["Some words that were said."]], title=title)).title is None


def test_a_pdf_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "statement.txt"
    path.write_bytes(b"\n\n" + pdf([["Nine people were killed in Gao."]]))
    assert load(path, published="2024-01-02").published == dt.date(2024, 1, 2)
    assert load(path).text == "Nine people were killed in Gao."


def test_a_scan_says_that_it_has_no_text() -> None:
    with pytest.raises(EmptyInput, match="300 pages and no text in them") as found:
        from_bytes(pdf([[]] * 300), name="scan.pdf")
    assert "OCR" in str(found.value.hint)


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(BrokenInput, match="locked by a password"):
        from_bytes(pdf([["Secret."]], locked=True), name="secret.pdf")


@pytest.mark.parametrize("cut", [9, 40, 300])
def test_a_pdf_that_breaks_off_says_so_or_is_read(cut: int) -> None:
    with pytest.raises((BrokenInput, EmptyInput), match=r"broken\.pdf"):
        from_bytes(pdf(paged(2))[:cut], name="broken.pdf")


def test_no_more_pages_are_taken_apart_than_are_read() -> None:
    from averment.ingest.pages import take_apart

    content = pdf([["A line of forty characters, more or less."]] * 50)
    assert len(take_apart(content, 100)["pages"]) == 3
    assert take_apart(content, 10_000)["count"] == 50


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        ([("One two", 100, 700, 11), ("three.", 60, 686, 11)], ["One two three."]),
        ([("One two.", 60, 700, 11), ("Three four", 100, 686, 11)], ["One two.", "Three four"]),
        ([("Heading", 90, 700, 20), ("Body text", 100, 670, 11)], ["Heading", "Body text"]),
        ([("A long", 100, 700, 20), ("heading", 60, 675, 20)], ["A long heading"]),
        ([("The north-", 100, 700, 11), ("ern front", 100, 686, 11)], ["The northern front"]),
        ([("The ﬁrst", 100, 700, 11), ("oﬃcer", 100, 686, 11)], ["The first officer"]),
        ([("Ends here.", 100, 100, 11), ("Next", 200, 700, 11)], ["Ends here.", "Next"]),
        ([("Goes on", 100, 100, 11), ("overleaf", 200, 700, 11)], ["Goes on overleaf"]),
    ],
)
def test_lines_are_put_together(lines: list[tuple[str, int, int, int]], made: list[str]) -> None:
    page = [Line(text, 50, right, bottom, bottom + size) for text, right, bottom, size in lines]
    assert paragraphs([page]) == made


# --- Word --------------------------------------------------------------------------------------


def test_a_word_file_is_read_with_its_properties() -> None:
    deleted = "<w:del><w:r><w:delText>Forty</w:delText></w:r></w:del>"
    mended = f"<w:p>{deleted}<w:r><w:t>Nine</w:t></w:r></w:p>"
    content = word(paragraph("One.") + mended, title="On &lt;the&gt; talks", author="B. Writer")
    document = from_bytes(content)
    assert document.text == "One.\n\nNine"
    assert (document.title, document.author) == ("On <the> talks", "B. Writer")
    assert document.published is None


def test_a_word_file_that_unpacks_to_too_much_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(word_reader, "MAX_PART", 100_000)
    with pytest.raises(InputTooLarge, match="unpacks to"):
        from_bytes(word(paragraph("a" * 200_000)), name="bomb.docx")


def test_a_word_file_that_multiplies_itself_is_refused() -> None:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE w:document [<!ENTITY e0 "killed">{layers}]>'
    with pytest.raises(BrokenInput, match="cannot be read"):
        from_bytes(word(paragraph("&e8;"), more=bomb), name="bomb.docx")


def test_a_damaged_word_file_says_so() -> None:
    with pytest.raises(BrokenInput, match=r"cut\.docx is a Word file that cannot be read"):
        from_bytes(word("<w:p>"), name="cut.docx")


@pytest.mark.parametrize("content", [b"PK\x03\x04 and then nothing", b"PK\x03\x04" * 40])
def test_another_zipped_file_is_named_as_such(content: bytes) -> None:
    with pytest.raises(BinaryInput, match="zipped file"):
        from_bytes(content)


# --- mail --------------------------------------------------------------------------------------


def test_a_mail_gives_its_body_sender_subject_and_day() -> None:
    document = from_bytes(mail("Nine people were killed in Ségou.\r\n"))
    assert document.text.strip() == "Nine people were killed in Ségou."
    assert document.title == "Statement on the fighting in Ségou"
    assert document.author == "Press Office"
    assert document.published == dt.date(2024, 3, 25)


def test_the_html_of_a_mail_is_read_as_a_page_is() -> None:
    body = "<p>Nine were <b>killed</b>.</p><script>forty()</script><p>Four fled.</p>"
    assert from_bytes(mail(body, "text/html")).text == "Nine were killed.\n\nFour fled."


def test_attachments_of_a_mail_are_not_read() -> None:
    parts = (
        "--x\r\nContent-Type: text/plain\r\n\r\nThe body.\r\n"
        "--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\n"
        "Not this.\r\n--x--"
    )
    document = from_bytes(mail(parts, 'multipart/mixed; boundary="x"'))
    assert document.text.strip() == "The body."


def test_a_mail_without_a_day_or_with_a_wrong_one_has_none() -> None:
    assert from_bytes(mail("Nine people fled.", date="some day")).published is None


def test_a_text_with_colons_is_no_mail() -> None:
    text = "From: the north\nDate: 2022\n\nNine people were killed."
    assert from_bytes(text.encode()).text == text


# --- on the command line -----------------------------------------------------------------------


def test_the_command_reads_a_pdf_and_refuses_a_scan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, scan = tmp_path / "a.pdf", tmp_path / "scan.pdf"
    path.write_bytes(pdf([["At least 40 soldiers were killed in Mali in 2022."]]))
    scan.write_bytes(pdf([[]]))
    with pytest.raises(SystemExit) as ended:
        main(["read", str(path), "--published", "2023-02-01"])
    assert not ended.value.code
    assert "40 soldiers" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["read", str(scan)])
    assert ended.value.code == 3


def test_a_page_of_fifty_megabytes_is_refused() -> None:
    with pytest.raises(InputTooLarge, match="larger than 10 MB"):
        from_bytes(b"<html><body>" + b"<p>word</p>" * (5 * MAX_BYTES // 11))
