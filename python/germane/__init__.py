"""germane, a linter for sales outreach: reads a draft as its recipient will.

>>> import germane
>>> report = germane.check("Hi Ana, I hope this email finds you well.")
>>> [finding["rule"] for finding in report["drafts"][0]["findings"]][0]
'cliche-opener'

A report is a dictionary of the shape that `germane schema report` describes for one file: `drafts` with `score` and `findings`, and
`problems` with the text itself. Nothing is read from disk except a configuration that is named, and nothing goes over the network.
"""

import json as _json

from ._germane import Linter as _Linter
from ._germane import __version__
from ._germane import sign_rows as _sign_rows

__all__ = ["Linter", "check", "check_many", "marks", "sign", "sign_rows", "__version__"]


class Linter:
    """Rules, and what is known of sender and recipient. Made once, used from any number of threads.

    config: path of a `germane.yaml`; without one the built-in rules hold.
    account: what is known of the recipient's company, as the text of an account file or as a dictionary of the same keys.
    channel: `"email"`, `"dm"` or `"post"`, when texts do not tell.
    today: the day on which facts are judged, as `"2026-05-14"`; without one nothing is called old.

    Raises ValueError, with line and column, for a configuration or an account that cannot be used.
    """

    def __init__(self, config=None, account=None, channel=None, today=None):
        if isinstance(account, dict):
            account = _json.dumps(account)
        self._linter = _Linter(config, account, channel, today)

    def check(self, text, filename="draft.md"):
        """The report of one text. `filename` tells its format by its ending; no such file is read."""
        return _json.loads(self._linter.check([text], filename, 1)[0])

    def check_many(self, texts, filename="draft.md", threads=0):
        """The reports of many texts, in their order. They are checked on `threads` threads (0: one for each core), without the GIL."""
        return [_json.loads(report) for report in self._linter.check(list(texts), filename, threads)]

    def marks(self, text, filename="draft.md"):
        """What analysis makes of a text, sentence by sentence: part, owner, marks."""
        return _json.loads(self._linter.marks([text], filename, 1)[0])


_default = None


def _shared():
    global _default
    if _default is None:
        _default = Linter()
    return _default


def check(text, *, filename="draft.md", **options):
    """The report of one text. `options` are those of `Linter`; for many texts make one `Linter` and use that."""
    linter = Linter(**options) if options else _shared()
    return linter.check(text, filename)


def check_many(texts, *, filename="draft.md", threads=0, **options):
    """The reports of many texts, in their order, on `threads` threads (0: one for each core)."""
    linter = Linter(**options) if options else _shared()
    return linter.check_many(texts, filename, threads)


def marks(text, *, filename="draft.md", **options):
    """What analysis makes of a text, sentence by sentence."""
    linter = Linter(**options) if options else _shared()
    return linter.marks(text, filename)


def sign_rows(rows, *, threads=0):
    """What near-duplicates are found by, for each row of a list: a row is a dictionary (or its JSON) with the text under a name such as `body`, and what
    the list says beside it, whose names of people and companies are masked. `None` for a row without a draft. As `germane sign` writes it, and `digest`,
    which is equal for texts that differ in nothing but names. `docs/campaign.md` says what each key means."""
    lines = [row if isinstance(row, str) else _json.dumps(row) for row in rows]
    return [None if line is None else _json.loads(line) for line in _sign_rows(lines, threads)]


def sign(text, **names):
    """The same for one text. `names` are cells beside it, such as `first_name="Ana", company="Orbis"`."""
    return sign_rows([{**names, "body": text}], threads=1)[0]
