"""Spark and one machine find the same clusters: `python test_spark.py LIST`, where LIST is a file of JSON lines with a `body`, read by both."""

import json
import os
import subprocess
import sys
import time

# Workers are to run what this program runs.
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession, functions as F

from germane import spark as on_spark

path = sys.argv[1]
session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4").getOrCreate()
session.sparkContext.setLogLevel("ERROR")
rows = [json.loads(line) for line in open(path)]
for at, row in enumerate(rows):
    row["number"] = at + 1
df = session.createDataFrame(rows)

start = time.perf_counter()
found = {}
for row in on_spark.blasts(df, id="number").collect():
    found.setdefault(row.cluster, set()).add(int(row.number))
took = time.perf_counter() - start

start = time.perf_counter()
germane = [sys.executable, "-m", "germane"]
signed = subprocess.run([*germane, "sign", path, "--no-score"], capture_output=True, text=True, check=True).stdout
placed = subprocess.run([*germane, "cluster", "--all", "-"], input=signed, capture_output=True, text=True, check=True).stdout
alone = time.perf_counter() - start
lines = [json.loads(line) for line in placed.splitlines()]
assert len(lines) == len(rows), (len(lines), len(rows))
expected = {}
for number, line in enumerate(lines, 1):
    if line["cluster"]:
        expected.setdefault(line["cluster"], set()).add(number)
assert expected and found == expected, {name: (found.get(name), expected.get(name)) for name in set(found) ^ set(expected)}
print(f"Spark: {len(rows)} drafts, {len(found)} clusters, cluster for cluster as on one machine ({took:.1f} s against {alone:.1f} s)")

scored = on_spark.score(df.limit(40)).select("number", "score", "rules").collect()
assert len(scored) == 40 and any(row.score is not None for row in scored) and all(isinstance(row.rules, list) for row in scored)
session.stop()
