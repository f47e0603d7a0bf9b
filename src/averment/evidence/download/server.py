"""A publisher's server: asking it, again where that may help, and reading what it sends."""

from __future__ import annotations

import email.utils
import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from averment.addresses import PrivateAddressError, opener
from averment.errors import DownloadBroken, DownloadRefused, DownloadTooLarge, TokenRefused

#: What a person does after a download that broke off.
GO_ON = "Run the same command again: it goes on where this one stopped."

_PIECE = 1 << 18
_HEADERS = {"User-Agent": "averment", "Accept": "*/*", "Accept-Encoding": "identity"}
_RANGE_REFUSED = 416
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})

T = TypeVar("T")


class BrokenOffError(Exception):
    """A try that failed and may be repeated: why, and the seconds that the server asks to wait."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may take.

    `size` is in bytes. `silence` is the seconds that the server may send nothing, `whole` those of
    the whole download. After `tries` in a row that brought nothing new it is given up; between them
    a second is waited, then twice as long each time, or as long as the server asks for, up to
    `patience` seconds.
    """

    size: int = 8 << 30
    silence: float = 60.0
    whole: float = 6 * 3600.0
    tries: int = 4
    patience: float = 120.0


class Server:
    """What is asked of one server for one download.

    `token` is a header and its value, sent to the server itself and never to another; `advice` says
    how to come by one. `open_` opens a request as `urllib` does; `sleep` waits for some seconds.
    """

    def __init__(
        self,
        address: str,
        limits: Limits,
        token: tuple[str, str] | None = None,
        advice: str | None = None,
        open_: Callable[..., Any] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        #: How messages speak of the address: without a query, which may hold a secret.
        self.name = urllib.parse.urlsplit(address)._replace(query="", fragment="").geturl()
        self.limits = limits
        self._token = token
        self._advice = advice
        self._open = open_ or opener(_Redirects()).open
        self._sleep = sleep
        self._ends = time.monotonic() + limits.whole

    def ask(self, address: str, headers: Mapping[str, str] | None = None) -> Any:
        """Ask for what lies at an address and return the answer, one that refuses a range too.

        Raises `BrokenOffError` for what may pass, `DownloadRefused` and `TokenRefused` else.
        """
        request = urllib.request.Request(address, headers={**_HEADERS, **(headers or {})})
        if self._token:
            request.add_unredirected_header(*self._token)
        try:
            return self._open(request, timeout=self.limits.silence)
        except urllib.error.HTTPError as error:
            if error.code == _RANGE_REFUSED:
                return error
            with error:
                raise self._refusal(error) from None
        except PrivateAddressError as refused:
            raise DownloadRefused(f"{self.name} is not fetched: {refused}") from None
        except (http.client.InvalidURL, ValueError) as error:
            raise DownloadRefused(f"{self.name} cannot be fetched: {error}.") from None
        except (OSError, http.client.HTTPException) as error:
            raise BrokenOffError(_why(error)) from None

    def pieces(self, answer: Any, most: int) -> Iterator[bytes]:
        """Yield what an answer holds, `most` bytes and not more, which raises `DownloadTooLarge`.

        Raises `BrokenOffError` where the connection breaks, `DownloadBroken` where time is up.
        """
        came = 0
        while True:
            try:
                piece = answer.read1(_PIECE)
            except (OSError, http.client.HTTPException) as error:
                raise BrokenOffError(_why(error)) from None
            if not piece:
                return
            came += len(piece)
            if came > most:
                raise DownloadTooLarge(f"{self.name} sends more than Averment takes.")
            self._in_time()
            yield piece

    def until_done(self, work: Callable[[], T], came: Callable[[], int]) -> T:
        """Do the work, again each time it breaks off while more comes, and return its result.

        `came` says how much has come. Raises `DownloadBroken` once several tries brought nothing.
        """
        most, idle = came(), 0
        while True:
            try:
                return work()
            except BrokenOffError as broken:
                idle = 0 if came() > most else idle + 1
                most = max(most, came())
                if idle >= self.limits.tries:
                    raise DownloadBroken(
                        f"{self.name} cannot be fetched: {broken.why}.", hint=GO_ON
                    ) from None
                wait = float(1 << max(idle - 1, 0)) if broken.wait is None else broken.wait
                if wait > self.limits.patience:
                    raise DownloadBroken(
                        f"{self.name}: {broken.why}, and the server asks to wait for "
                        f"{round(wait)} seconds.",
                        hint=GO_ON,
                    ) from None
            self._sleep(wait)
            self._in_time()

    def _in_time(self) -> None:
        if time.monotonic() > self._ends:
            raise DownloadBroken(f"{self.name}: it takes too long.", hint=GO_ON)

    def _refusal(self, error: urllib.error.HTTPError) -> Exception:
        if error.code in _PASSING:
            return BrokenOffError(f"the server answered {error.code}", _asked_to_wait(error))
        if error.code in (401, 403) and self._token:
            return TokenRefused(
                f"{self.name} does not accept the token (the server answered {error.code}).",
                hint=self._advice,
            )
        if error.code in (404, 410):
            return DownloadRefused(
                f"There is nothing at {self.name} (the server answered {error.code}).",
                hint="The publisher may have moved the file, or has no such vintage.",
            )
        return DownloadRefused(f"{self.name} is not given out: the server answered {error.code}.")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects; a token goes to the server it is for, and nothing from https to http."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        old, new = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        if new.scheme not in (old.scheme, "https"):
            raise ValueError(f"it leads from {old.scheme} to {new.scheme}")
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        if request and (old.scheme, old.netloc) == (new.scheme, new.netloc):
            request.unredirected_hdrs.update(
                {k: v for k, v in req.unredirected_hdrs.items() if k != "Host"}
            )
        return request


def _asked_to_wait(error: urllib.error.HTTPError) -> float | None:
    """Return the seconds that an answer asks to wait (Retry-After), if it does."""
    said = (error.headers.get("Retry-After") or "").strip()
    if said.isdecimal():
        return float(said)
    try:
        return max(email.utils.parsedate_to_datetime(said).timestamp() - time.time(), 0.0)
    except ValueError:
        return None


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "the server fell silent"
    return str(reason).rstrip(".") or "the connection broke"
