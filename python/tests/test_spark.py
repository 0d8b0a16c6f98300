"""Spark and one machine find the same clusters: `python test_spark.py LIST`, where LIST is a file of JSON lines with a `body`, read by both."""

import json
import os
import subprocess
import sys
import time

# Workers are to run what this program runs.
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession

from germane import spark as on_spark

path = sys.argv[1]
session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "8").getOrCreate()
session.sparkContext.setLogLevel("ERROR")
numbered = f"{path}.numbered.jsonl"
with open(path) as lines, open(numbered, "w") as out:
    count = 0
    for count, line in enumerate(lines, 1):
        out.write(json.dumps({**json.loads(line), "number": count}) + "\n")
# The engine reads the list itself, as it would on a cluster: nothing goes through the driver.
df = session.read.json(numbered)

start = time.perf_counter()
found = {}
for row in on_spark.blasts(df, id="number").toLocalIterator():
    found.setdefault(row.cluster, set()).add(row.number)
took = time.perf_counter() - start

start = time.perf_counter()
germane = [sys.executable, "-m", "germane"]
signing = subprocess.Popen([*germane, "sign", path, "--no-score"], stdout=subprocess.PIPE)
clustering = subprocess.Popen([*germane, "cluster", "--all", "-"], stdin=signing.stdout, stdout=subprocess.PIPE, text=True)
expected, lines = {}, 0
for lines, line in enumerate(clustering.stdout, 1):
    placed = json.loads(line)
    if placed["cluster"]:
        expected.setdefault(placed["cluster"], set()).add(lines)
assert signing.wait() == 0 and clustering.wait() == 0 and lines == count, (lines, count)
alone = time.perf_counter() - start
assert expected and found == expected, {name: (found.get(name), expected.get(name)) for name in set(found) ^ set(expected)}
print(f"Spark: {count} drafts, {len(found)} clusters, cluster for cluster as on one machine ({took:.1f} s against {alone:.1f} s)")

scored = on_spark.score(df.limit(40)).select("number", "score", "rules").collect()
assert len(scored) == 40 and any(row.score is not None for row in scored) and all(isinstance(row.rules, list) for row in scored)
session.stop()
