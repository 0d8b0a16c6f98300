"""The package in a clean environment: `python test_germane.py`, with the folder of the project as its argument."""

import doctest
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import germane

root = pathlib.Path(sys.argv[1])


def is_text(path):
    """Python holds text; a draft in another encoding is for the command."""
    try:
        return bool(path.read_bytes().decode())
    except UnicodeDecodeError:
        return False


drafts = [path for path in sorted((root / "fixtures" / "drafts").glob("*.md")) if is_text(path)]
assert len(drafts) > 10 and doctest.testmod(germane) == (0, 3)
command = [sys.executable, "-m", "germane"]


def run(*arguments, **options):
    return subprocess.run([*command, *arguments], capture_output=True, encoding="utf-8", **options)


# Reports are those of the command, field for field.
for path in drafts:
    text = path.read_bytes().decode()
    told = run("check", "-", "--isolated", "--stdin-filename", path.name, "--format", "json", "--fail-on", "never", input=text)
    assert told.returncode in (0, 2), told.stderr
    (file,) = json.loads(told.stdout)["files"]
    assert germane.check(text, filename=path.name) == file, path

texts = [path.read_bytes().decode() for path in drafts] * 20
linter = germane.Linter()
one, many = [linter.check(text) for text in texts], linter.check_many(texts, threads=2)
assert one == many and linter.check_many([]) == []

# The lock is released: another thread goes on counting.
ticks, done = 0, threading.Event()


def count():
    global ticks
    while not done.is_set():
        ticks += 1
        time.sleep(0.001)


counter = threading.Thread(target=count)
counter.start()
start = time.perf_counter()
linter.check_many(texts * 5, threads=1)
took = time.perf_counter() - start
done.set()
counter.join()
assert ticks > took * 50, (ticks, took)

account = {"account": "Orbis Freight Ltd", "say_as": "Orbis"}
held = germane.check("Hi Ana,\n\nwe sell rope to all who tow, and it is the best rope of the coast.\n", account=account)
assert held["drafts"][0]["relevance"]["account"] == "Orbis"
assert germane.marks("Hi Ana, how many crews?")["drafts"][0]["sentences"]
for wrong in [{"account": {"acount": "x"}}, {"channel": "fax"}, {"today": "May"}, {"config": "no/such.yaml"}]:
    try:
        germane.check("Hi", **wrong)
    except ValueError as error:
        assert str(error)
    else:
        raise AssertionError(wrong)
germane.check("\ud7ff\x00 {{ \u202e")

# Signatures: names do not count, and the command writes the same.
text = "We help ports plan night crews, so that nobody waits at a berth and the second gang is paid for the hours that it works."
ana, lee = germane.sign(f"Hi Ana,\n\n{text}", first_name="Ana"), germane.sign(f"Hi Lee,\n\n{text}", first_name="Lee")
assert ana["digest"] == lee["digest"] != germane.sign(text.replace("ports", "mills").replace("night", "day").replace("berth", "gate"))["digest"]
with tempfile.TemporaryDirectory() as folder:
    listed = pathlib.Path(folder) / "list.jsonl"
    listed.write_text(json.dumps({"first_name": "Ana", "body": f"Hi Ana,\n\n{text}"}) + "\n")
    line = json.loads(run("sign", str(listed), "--no-score").stdout)
    assert all(ana[name] == line[name] for name in ("words", "signature", "bands", "signature-version"))

# The command: statuses, a closed pipe.
assert run("--version").stdout.startswith("germane ")
assert run("check", "no-such-file.md").returncode == 2
with tempfile.TemporaryDirectory() as folder:
    bad = pathlib.Path(folder) / "bad.md"
    bad.write_text("Hi {{first_name},\n\nYour notice says that ships wait 19 hours at Pier 7.\n")
    assert run("check", str(bad)).returncode == 1
print(f"{len(drafts)} drafts as the command says, {len(texts) * 5} in {took:.2f} s on one thread")
