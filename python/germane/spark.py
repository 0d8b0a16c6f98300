"""germane on Spark: scores and near-duplicates of any number of drafts, with the engine's own shuffle.

    from germane import spark
    scored = spark.score(df, body="body")          # df with `score`, `band`, `rules`
    blasts = spark.blasts(df, id="id", body="body")  # id, cluster, drafts: who got the same words

`df` has one row a draft. All its columns go along, as the cells of a list would: names of people and companies in them are masked before texts are
compared. Workers need the wheel of germane, pyarrow and pandas; nothing else is shipped. `docs/spark.md` says how to run it and when not to.
"""

import json

import germane
from germane._germane import Bands as _Bands

__all__ = ["score", "sign", "blasts"]

_SIGNED = "key string, words int, signature string, digest string, bands array<string>"


def _rows(batch, body):
    """The rows of a pandas frame as lines of JSON, as a list would have them."""
    cells = batch.rename(columns={body: "body"}).astype(object).where(batch.notna().values, None)
    return [json.dumps({name: value if value is None or isinstance(value, (str, bool, int, float)) else str(value) for name, value in row.items()}) for row in cells.to_dict("records")]


def score(df, body="body", config=None, threads=1):
    """`df` with the columns `score` (0 to 100, or null), `band` and `rules` (those that found something, each once).

    config: path of a `germane.yaml` that every worker can read. threads: of one task; leave it at 1 where a task has one core.
    """
    from pyspark.sql import types

    schema = types.StructType(
        [
            *df.schema.fields,
            types.StructField("score", types.DoubleType()),
            types.StructField("band", types.StringType()),
            types.StructField("rules", types.ArrayType(types.StringType())),
        ]
    )

    def each(batches):
        linter = germane.Linter(config=config)
        for batch in batches:
            reports = linter.check_many([text or "" for text in batch[body]], threads=threads)
            drafts = [report["drafts"][0] if report["drafts"] else {} for report in reports]
            batch = batch.copy()
            batch["score"] = [(draft.get("score") or {}).get("total") for draft in drafts]
            batch["band"] = [draft.get("band") for draft in drafts]
            batch["rules"] = [sorted({finding["rule"] for finding in draft.get("findings", [])}) for draft in drafts]
            yield batch

    return df.mapInPandas(each, schema)


def sign(df, id="id", body="body", threads=1):
    """A signature for each row: `key` (its id), `words`, `signature`, `digest`, `bands`. Rows without words to compare are left out."""

    def each(batches):
        import pandas

        for batch in batches:
            signed = germane.sign_rows(_rows(batch, body), threads=threads)
            kept = [(str(key), *(one[name] for name in ("words", "signature", "digest", "bands"))) for key, one in zip(batch[id], signed) if one and one["words"]]
            yield pandas.DataFrame(kept, columns=["key", "words", "signature", "digest", "bands"])

    return df.mapInPandas(each, _SIGNED)


def _edges(batches):
    """Edges between messages that share a band and are alike. Rows come sorted by band and digest."""
    import pandas

    bands = _Bands()
    for batch in batches:
        rows = list(zip(batch["band"], (int(words) for words in batch["words"]), batch["signature"], batch["digest"]))
        yield pandas.DataFrame(bands.edges(rows), columns=["a", "b"])


def _components(edges):
    """The least digest of each component, by digest: a union-find on the driver, some 100 bytes an edge."""
    parent = {}

    def find(one):
        root = one
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[one] != root:
            parent[one], one = root, parent[one]
        return root

    for a, b in edges:
        a, b = find(a), find(b)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return {one: find(one) for one in list(parent)}


def blasts(df, id="id", body="body", threads=1):
    """Who got the same words: `id`, `cluster` and `drafts` (its size) of every row that is not alone.

    Bands are exploded and shuffled by the engine; equal messages go in once, so that a blast to a million costs one. What remains comes to the
    driver as edges between different messages, and goes back as a table.
    """
    from pyspark.sql import functions as F

    spark = df.sparkSession
    signed = sign(df, id, body, threads).persist()
    messages = signed.groupBy("digest").agg(F.min("words").alias("words"), F.first("signature").alias("signature"), F.first("bands").alias("bands"))
    banded = messages.select(F.explode("bands").alias("band"), "words", "signature", "digest")
    # A band that one message has makes no edge.
    shared = banded.join(banded.groupBy("band").count().where("count > 1").select("band"), "band")
    sorted_ = shared.repartition("band").sortWithinPartitions("band", "digest")
    edges = sorted_.mapInPandas(_edges, "a string, b string").distinct()
    roots = _components((row.a, row.b) for row in edges.toLocalIterator())
    if roots:
        table = spark.createDataFrame(list(roots.items()), "digest string, root string")
        placed = signed.select("key", "digest").join(table, "digest", "left").select("key", F.coalesce("root", "digest").alias("root"))
    else:
        placed = signed.select("key", F.col("digest").alias("root"))
    # The name is the first half of the digest, as `germane cluster` writes it.
    sized = placed.groupBy("root").agg(F.count("*").alias("drafts")).where("drafts > 1")
    return placed.join(sized, "root").select(F.col("key").alias(id), F.substring("root", 1, 16).alias("cluster"), "drafts")
