from collections.abc import Iterable
from os import PathLike
from typing import Any, Literal, Optional, TypedDict, Union

__version__: str

Channel = Literal["email", "dm", "post"]
Account = Union[str, dict[str, Any]]
Path = Union[str, "PathLike[str]"]

class Place(TypedDict):
    offset: int
    line: int
    column: int

class Range(TypedDict):
    start: Place
    end: Place

class Score(TypedDict):
    total: float
    dimensions: dict[str, float]
    mean: float
    cap: Optional[dict[str, Any]]
    ledger: list[dict[str, Any]]

# `match` is a keyword of newer Pythons, and a key all the same.
Finding = TypedDict(
    "Finding",
    {
        "rule": str,
        "severity": Literal["error", "warning", "info"],
        "dimension": str,
        "points": float,
        "range": Range,
        "match": str,
        "message": str,
        "advice": str,
        "why": str,
        "fingerprint": str,
        "fix": Optional[dict[str, Any]],
    },
)

class Draft(TypedDict):
    id: str
    channel: Channel
    step: Optional[int]
    range: Range
    language: Optional[str]
    score: Optional[Score]
    no_score_because: Optional[str]
    band: Optional[str]
    findings: list[Finding]

class Report(TypedDict):
    path: str
    format: str
    reader: str
    problems: list[dict[str, Any]]
    drafts: list[Draft]

class Marks(TypedDict):
    path: str
    drafts: list[dict[str, Any]]

class Linter:
    def __init__(
        self,
        config: Optional[Path] = None,
        account: Optional[Account] = None,
        channel: Optional[Channel] = None,
        today: Optional[str] = None,
    ) -> None: ...
    def check(self, text: str, filename: str = "draft.md") -> Report: ...
    def check_many(self, texts: Iterable[str], filename: str = "draft.md", threads: int = 0) -> list[Report]: ...
    def marks(self, text: str, filename: str = "draft.md") -> Marks: ...

def check(
    text: str,
    *,
    filename: str = "draft.md",
    config: Optional[Path] = None,
    account: Optional[Account] = None,
    channel: Optional[Channel] = None,
    today: Optional[str] = None,
) -> Report: ...
def check_many(
    texts: Iterable[str],
    *,
    filename: str = "draft.md",
    threads: int = 0,
    config: Optional[Path] = None,
    account: Optional[Account] = None,
    channel: Optional[Channel] = None,
    today: Optional[str] = None,
) -> list[Report]: ...
def marks(
    text: str,
    *,
    filename: str = "draft.md",
    config: Optional[Path] = None,
    account: Optional[Account] = None,
    channel: Optional[Channel] = None,
    today: Optional[str] = None,
) -> Marks: ...

Signed = TypedDict(
    "Signed",
    {
        "id": str,
        "words": int,
        "signature-version": int,
        "signature": str,
        "bands": list[str],
        "digest": str,
    },
)

def sign_rows(rows: Iterable[Union[str, dict[str, Any]]], *, threads: int = 0) -> list[Optional[Signed]]: ...
def sign(text: str, **names: str) -> Optional[Signed]: ...
