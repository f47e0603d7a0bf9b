"""What can go wrong, in words for people.

Every error names what was wrong, where, and what to do. Each class carries a `slug` that the
documentation explains and an `exit_code` that the command line returns.
"""

from __future__ import annotations


class AvermentError(Exception):
    """Base of all errors that Averment raises on purpose.

    `message` says what was wrong and where; `hint`, if given, what to do about it.
    """

    slug = "error"
    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class UsageError(AvermentError):
    """An option or argument that makes no sense."""

    slug = "usage"
    exit_code = 2


class BadDate(UsageError):
    """A date that is none."""

    slug = "bad-date"


class AxesBroken(UsageError):
    """A file of axes and weights with a mistake."""

    slug = "axes-broken"


class BadClaim(UsageError):
    """A claim that was built by hand and says something that no claim can say."""

    slug = "bad-claim"


class ReplayDiffers(AvermentError):
    """A report that was recomputed came out otherwise."""

    slug = "replay-differs"
    exit_code = 8


class InputError(AvermentError):
    """The document cannot be read as a text."""

    slug = "unreadable-input"
    exit_code = 3


class InputMissing(InputError):
    """There is no such file, or it may not be read."""

    slug = "input-missing"


class ClaimsBroken(InputError):
    """A claims file that was edited into something that is none."""

    slug = "claims-broken"


class ReportBroken(InputError):
    """A file that should hold an analysis and does not."""

    slug = "report-broken"


class ReviewsBroken(InputError):
    """A file of fact-checks that holds none."""

    slug = "reviews-broken"


class EmptyInput(InputError):
    """The document holds no text."""

    slug = "empty-input"


class OtherLanguage(InputError):
    """The document is not in English."""

    slug = "other-language"


class BinaryInput(InputError):
    """The document is not a text in a format that Averment reads."""

    slug = "binary-input"


class BrokenInput(InputError):
    """A PDF or Word file that is damaged or locked."""

    slug = "broken-input"


class InputTooLarge(InputError):
    """The document is larger than Averment reads in one piece."""

    slug = "input-too-large"


class PackError(AvermentError):
    """The evidence cannot be used."""

    slug = "pack"
    exit_code = 4


class PackMissing(PackError):
    """There is no evidence pack where one was looked for."""

    slug = "pack-missing"


class PackBroken(PackError):
    """An evidence pack that is damaged or malformed."""

    slug = "pack-broken"


class DescriptorBroken(PackError):
    """The descriptor of a dataset is malformed."""

    slug = "descriptor-broken"


class DatasetUnknown(PackError):
    """There is no dataset of that name."""

    slug = "dataset-unknown"


class VintageUnknown(PackError):
    """A dataset has no such vintage, or its vintage is not known."""

    slug = "vintage-unknown"


class VintageTaken(PackError):
    """Another file was added as the same vintage of the same dataset."""

    slug = "vintage-taken"


class DatasetEmpty(PackError):
    """No row of a file can be used."""

    slug = "dataset-empty"


class FigureUnknown(PackError):
    """The evidence holds no figure with that id."""

    slug = "figure-unknown"


class RowsRefused(UsageError):
    """A condition on rows that the table cannot answer."""

    slug = "rows-refused"


class StoreBroken(PackError):
    """A dataset in the store was changed, damaged or removed under way."""

    slug = "store-broken"


class StoreUnwritable(PackError):
    """The store cannot be written."""

    slug = "store-unwritable"


class ExtraMissing(AvermentError):
    """A part is asked for that is installed only on wish."""

    slug = "extra-missing"
    exit_code = 5


class AnalyserMissing(AvermentError):
    """The trained sentence analyser is missing from the installation or damaged."""

    slug = "analyser-missing"
    exit_code = 5


class ReferenceBroken(AvermentError):
    """A data file of the reader or the checker is malformed."""

    slug = "reference-broken"
    exit_code = 5


class OutputError(AvermentError):
    """The report cannot be written."""

    slug = "unwritable-output"
    exit_code = 6


class IssuerMissing(OutputError):
    """What is to be published does not say whose it is."""

    slug = "issuer-missing"


class EvidenceFileError(AvermentError):
    """A file of evidence cannot be used."""

    slug = "evidence-file"
    exit_code = 4


class EvidenceMissing(EvidenceFileError):
    """There is no such file, or it may not be read."""

    slug = "evidence-missing"


class NoTable(EvidenceFileError):
    """The file holds no table."""

    slug = "no-table"


class FileDamaged(EvidenceFileError):
    """The file is damaged or cut off."""

    slug = "file-damaged"


class FileTooLarge(EvidenceFileError):
    """The file unpacks to more than a table can hold."""

    slug = "file-too-large"


class FormatUnknown(EvidenceFileError):
    """The file is of no format that is known."""

    slug = "format-unknown"


class FormatMismatch(EvidenceFileError):
    """The file is not of the format that was named."""

    slug = "format-mismatch"


class MappingBroken(EvidenceFileError):
    """A mapping file or a file format is malformed, or does not fit the file."""

    slug = "mapping-broken"


class DownloadError(AvermentError):
    """A dataset could not be fetched from its publisher."""

    slug = "download"
    exit_code = 7


class DownloadByHand(DownloadError):
    """The dataset is not Averment's to fetch: its publisher gives it to each user."""

    slug = "download-by-hand"


class DownloadRefused(DownloadError):
    """The server does not give the file."""

    slug = "download-refused"


class TokenRefused(DownloadError):
    """The server wants a token that is missing or that it does not accept."""

    slug = "token-refused"


class DownloadBroken(DownloadError):
    """The download broke off, or what came is not what was asked for."""

    slug = "download-broken"


class DownloadDiffers(DownloadError):
    """The file that came has another hash than the one that is known."""

    slug = "download-differs"


class DownloadTooLarge(DownloadError):
    """The file is larger than Averment fetches."""

    slug = "download-too-large"


class DownloadUnwritable(DownloadError):
    """What comes cannot be written."""

    slug = "download-unwritable"
