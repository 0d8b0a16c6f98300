#!/usr/bin/env python3
"""How work grows with the text: instructions (callgrind) for a text of n bytes, of n / 8 and of 8 n. What each run takes however short the
text is falls out of the differences: for linear work that from n to 8 n is eight times that from n / 8 to n.

    python3 benches/growth.py target/quick/germane [ROW]...

Prints a table, in millions. An exponent of 1 is linear, 2 quadratic."""

import json
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SIZE = 6_000
HEAD = "Hi Ana,\n\n"


def rep(piece):
    return lambda n: HEAD + piece * (n // len(piece) + 1)


def numbered(n, make):
    out, size, at = [], 0, 0
    while size < n:
        out.append(make(at))
        size += len(out[-1])
        at += 1
    return "".join(out)


def pack(lexicons, rules="{}"):
    return f"pack: grown\nlexicons:\n{lexicons}rules: {rules}\n"


RULE = """
  many:
    dimension: focus
    severity: warning
    points: 1
    on: [email]
    check: { %s }
    message: 'found {match}{n} {list}'
    advice: 'Say less.'
    why: 'It is too much.'
    evidence: [{ grade: D, says: 'House opinion.', source: 'none' }]
    since: 0.1.0
    examples:
      flag: ['Hi Ana, gizmo gizmo gizmo here.', 'Hi Ana, gizmo gizmo gizmo there.']
      pass: ['Hi Ana, nothing here.', 'Hi Ana, nothing there.']
"""
LISTED = pack("  gizmos:\n    phrases: [gizmo]\n", RULE % "count: gizmos, above: 2")
UNLESS = "pack: grown\nrules:" + RULE % "pattern: 'gizmo [0-9]+', unless: 'gizmo 1[0-9]{3}'"

# What is measured, the file's name, its text by length, and the pack that is in force.
ROWS = [
    ("one sentence without an end", "a.md", rep("word of many "), None),
    ("a run of dots", "a.md", rep("."), None),
    ("dots between letters", "a.md", rep("a.b.c. "), None),
    ("addresses", "a.md", rep("ana@b.example "), None),
    ("links", "a.md", rep("https://a.example/x "), None),
    ("links with words", "a.md", rep("[words](https://b.example) "), None),
    ("comments", "a.md", rep("words <!-- b --> more "), None),
    ("masks (code)", "a.md", rep("`a` and "), None),
    ("masks (fields)", "a.md", rep("{{first_name}} of {{company}} "), None),
    ("spin groups in each other", "a.md", lambda n: HEAD + "{a|" * (n // 3) + "}" * (n // 3), None),
    ("allow comments", "a.md", rep("<!-- germane: allow spam-phrase -- x -->\nAct now.\n\n"), None),
    ("allow comments of unknown rules", "a.md", lambda n: HEAD + numbered(n, lambda at: f"<!-- germane: allow r-{at} -- x -->\n\n"), None),
    ("short lines", "a.md", rep("a\n"), None),
    ("lone carriage returns", "a.md", rep("a\r"), None),
    ("keys of front matter", "a.md", lambda n: "---\nsubject: x\n" + numbered(n, lambda at: f"k{at}: x\n") + "---\n" + HEAD + "Act now.\n", None),
    ("keys of YAML", "a.sequence.yaml", lambda n: "sequence: x\n" + numbered(n, lambda at: f"a{at}: [x]\n"), None),
    ("comments of YAML", "a.sequence.yaml", lambda n: "sequence: x\n" + "# x\n" * (n // 4) + "steps: []\n", None),
    ("keys of JSON (a translation)", "en.json", lambda n: "{" + numbered(n, lambda at: f'"a.b{at}": "Hi there",\n') + '"z": "x"}', None),
    ("JSON lines", "a.jsonl", lambda n: (json.dumps({"subject": "x", "body": "Hi Ana,\n\nWould you act now?\n"}) + "\n") * (n // 70 + 1), None),
    ("rows of a table", "a.csv", lambda n: "email,subject,body\n" + 'a@b.example,x,"Hi Ana, act now"\n' * (n // 32), None),
    ("mails of a mailbox", "a.mbox", lambda n: "From a@b Thu Jan  1 00:00:00 2026\nFrom: a@b.example\nSubject: x\n\nHi Ana,\n\nAct now.\n\n" * (n // 90 + 1), None),
    ("paragraphs of HTML", "a.html", lambda n: "<p>Hi Ana,</p>" + "<p>Act <b>now</b> &amp; go</p>" * (n // 30), None),
    ("messages of one file", "a.md", lambda n: "## Email 1\n\nSubject: x\n\nHi Ana,\n\nAct now.\n\n" * (n // 45), None),
    ("`{list}` of a message", "a.md", rep("gizmo and "), LISTED),
    ("`unless` of a pattern", "a.md", lambda n: HEAD + numbered(n, lambda at: f"gizmo {at} and "), UNLESS),
    ("phrases of a pack", "a.md", None, lambda n: pack("  grown:\n    phrases:\n" + numbered(n, lambda at: f"      - word{at} and more\n"))),
    ("choices in phrases of a pack", "a.md", None, lambda n: pack("  grown:\n    phrases:\n" + numbered(n, lambda at: f"      - (a|b|c) word{at} (d|e)\n"))),
    ("lexicons (labels) of a pack", "a.md", None, lambda n: pack(numbered(n, lambda at: f"  l{at}:\n    phrases: [w{at}]\n"))),
]


def instructions(program, folder, name, text, rules):
    for old in folder.iterdir():
        old.unlink()
    (folder / name).write_text(text, newline="")
    config = ["--isolated"]
    if rules is not None:
        (folder / "grown.pack.yaml").write_text(rules)
        (folder / "germane.yaml").write_text("packs: [grown.pack.yaml]\n")
        config = []
    run = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "check", name, *config, "--format", "jsonl"]
    done = subprocess.run(run, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
    counted = re.search(r"Collected : (\d+)", done.stderr)
    if not counted or done.returncode > 2 or "no draft" in done.stderr or "error:" in done.stderr and rules is not None:
        sys.exit(f"{name}: {done.stderr[-600:]}")
    return int(counted[1])


def main():
    program, chosen = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
    print(f"| what grows | to {SIZE // 1000} KB | to {SIZE * 8 // 1000} KB | exponent |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for what, name, make, rules in ROWS:
            if chosen and what not in chosen:
                continue
            of = []
            for size in (SIZE // 8, SIZE, SIZE * 8):
                text = make(size) if make else HEAD
                of.append(instructions(program, Path(folder), name, text, rules(size) if callable(rules) else rules))
            short, long = of[1] - of[0], of[2] - of[1]
            exponent = math.log(max(long, 1) / max(short, 1)) / math.log(8)
            print(f"| {what} | {short / 1e6:,.1f} | {long / 1e6:,.1f} | {exponent:.2f} |", flush=True)


main()
