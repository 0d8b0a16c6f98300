"""germane on Spark: scores and near-duplicates of any number of drafts, with the engine's own shuffle.

    from germane import spark
    scored = spark.score(df, body="body")          # df with `score`, `band`, `rules`
    blasts = spark.blasts(df, id="id", body="body")  # id, cluster, drafts: who got the same words

`df` has one row a draft. All its columns go along, as the cells of a list would: names of people and companies in them are masked before texts are
compared. Workers need the wheel of germane, pyarrow, and pandas, which PySpark asks for; nothing else is shipped. `docs/spark.md` says how to run it and when not to.
"""

import json

import germane
from germane._germane import Bands as _Bands, Components as _Components

__all__ = ["score", "sign", "blasts"]

# Rows that are handed over at a time where a worker makes more of them than it was given.
_ROWS = 50_000


def _cell(value):
    """A value as JSON has it; a number that is none is nothing."""
    if isinstance(value, float) and value != value:
        return None
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)


def _rows(batch, body):
    """The rows of a batch as lines of JSON, as a list would have them."""
    for row in batch.to_pylist():
        text = row.pop(body)
        yield json.dumps({**{name: _cell(value) for name, value in row.items()}, "body": _cell(text)})


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
        import pyarrow as pa

        linter = germane.Linter(config=config)
        for batch in batches:
            reports = linter.check_many([text or "" for text in batch.column(body).to_pylist()], threads=threads)
            drafts = [report["drafts"][0] if report["drafts"] else {} for report in reports]
            scores = pa.array([(draft.get("score") or {}).get("total") for draft in drafts], pa.float64())
            bands = pa.array([draft.get("band") for draft in drafts], pa.string())
            rules = pa.array([sorted({finding["rule"] for finding in draft.get("findings", [])}) for draft in drafts], pa.list_(pa.string()))
            yield pa.RecordBatch.from_arrays([*batch.columns, scores, bands, rules], names=[*batch.schema.names, "score", "band", "rules"])

    return df.mapInArrow(each, schema)


def sign(df, id="id", body="body", threads=1):
    """A signature for each row: `key` (its id), `words`, `signature`, `digest`, `bands`. Rows without words to compare are left out."""
    from pyspark.sql import types

    schema = types.StructType(
        [
            types.StructField("key", df.schema[id].dataType),
            types.StructField("words", types.IntegerType()),
            types.StructField("signature", types.StringType()),
            types.StructField("digest", types.StringType()),
            types.StructField("bands", types.ArrayType(types.StringType())),
        ]
    )

    def each(batches):
        import pyarrow as pa

        kinds = {"words": pa.int32(), "signature": pa.string(), "digest": pa.string(), "bands": pa.list_(pa.string())}
        for batch in batches:
            signed = germane.sign_rows(list(_rows(batch, body)), threads=threads)
            kept = [at for at, one in enumerate(signed) if one and one["words"]]
            keys = batch.column(id).take(pa.array(kept, pa.int64()))
            columns = [pa.array([signed[at][name] for at in kept], kind) for name, kind in kinds.items()]
            yield pa.RecordBatch.from_arrays([keys, *columns], names=["key", *kinds])

    return df.mapInArrow(each, schema)


def _pairs(pairs, names):
    """Pairs of digests as a batch."""
    import pyarrow as pa

    columns = zip(*pairs) if pairs else ([], [])
    return pa.RecordBatch.from_arrays([pa.array(list(column), pa.binary()) for column in columns], names=names)


def _edges(batches):
    """Edges between messages that share a band and are alike. Rows come sorted by band and digest."""
    bands = _Bands()
    for batch in batches:
        columns = [batch.column(name).to_pylist() for name in ("band", "words", "sketch", "digest")]
        yield _pairs(bands.edges(list(zip(*columns))), ["a", "b"])


def _roots(batches):
    """Every message of an edge, and the message that names its component."""
    components = _Components()
    for batch in batches:
        components.add(list(zip(batch.column("a").to_pylist(), batch.column("b").to_pylist())))
    roots = components.roots()
    for at in range(0, len(roots), _ROWS):
        yield _pairs(roots[at : at + _ROWS], ["digest", "root"])


def blasts(df, id="id", body="body", threads=1):
    """Who got the same words: `id`, `cluster` and `drafts` (its size) of every row that is not alone.

    Equal messages go in once, so that a blast to a million costs one. Bands are shuffled without sketches first, and only those that several messages
    share are shuffled with them; what is alike comes out as a forest of edges, which one task joins. Nothing comes to the driver. Signatures are kept
    on the disks of the workers until the session ends or `spark.catalog.clearCache()`.
    """
    from pyspark import StorageLevel
    from pyspark.sql import Window, functions as F

    numbers = F.transform("bands", lambda band: F.conv(band, 16, 10).cast("bigint")).alias("bands")
    signed = sign(df, id, body, threads).select("key", "words", F.unhex("signature").alias("sketch"), F.unhex("digest").alias("digest"), numbers)
    signed = signed.persist(StorageLevel.DISK_ONLY)
    # The shortest stands for all that are equal, as on one machine.
    messages = signed.groupBy("digest").agg(F.min("words").alias("words"), F.first("sketch").alias("sketch"))
    bands = signed.groupBy("digest").agg(F.first("bands").alias("bands")).select(F.explode("bands").alias("band"), "digest")
    # A band that one message has makes no edge.
    shared = bands.withColumn("members", F.count("*").over(Window.partitionBy("band"))).where("members > 1").select("band", "digest")
    compared = shared.join(messages, "digest").repartition("band").sortWithinPartitions("band", "digest")
    edges = compared.mapInArrow(_edges, "a binary, b binary")
    roots = edges.repartition(1).mapInArrow(_roots, "digest binary, root binary")
    placed = signed.select("key", "digest").join(roots, "digest", "left").select("key", F.coalesce("root", "digest").alias("root"))
    sized = placed.withColumn("drafts", F.count("*").over(Window.partitionBy("root"))).where("drafts > 1")
    # The name is the first half of the digest, as `germane cluster` writes it.
    return sized.select(F.col("key").alias(id), F.lower(F.substring(F.hex("root"), 1, 16)).alias("cluster"), F.col("drafts").cast("int").alias("drafts"))
