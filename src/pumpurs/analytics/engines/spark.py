"""Apache Spark (an extra): the same expressions on the same files, on one machine or many."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from pumpurs.analytics.engines.writing import arrow, named, sql
from pumpurs.analytics.manifest import StoreError
from pumpurs.analytics.tables import Shape


class Spark:
    """Apache Spark: `local[2]`, `local-cluster[2,1,1024]`, or `spark://host:7077` on the same files."""

    name = "spark"

    def __init__(self, *, master: str = "local[*]", memory: str = "2g", partitions: int = 8) -> None:
        if importlib.util.find_spec("pyspark") is None:
            raise StoreError(
                "Spark is not installed; install the extra `spark` (pip install 'pumpurs[spark]')."
            )
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = importlib.import_module("pyspark.sql").SparkSession.builder.master(master)
        for key, value in {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.default.parallelism": str(partitions),
            "spark.sql.shuffle.partitions": str(partitions),
            "spark.driver.memory": memory,
            "spark.executor.memory": memory,
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
            "spark.driver.host": "127.0.0.1" if master.startswith("local") else None,
            "spark.driver.bindAddress": "127.0.0.1" if master.startswith("local") else None,
        }.items():
            builder = builder.config(key, value) if value is not None else builder
        try:
            self._session = builder.getOrCreate()
        except Exception as fault:  # whatever Java says of the address
            raise StoreError(
                f"Spark cannot be started at {master!r}; is it the address of a master, and does it run?"
            ) from fault
        self._session.sparkContext.setLogLevel("ERROR")
        self._partitions = partitions
        self._kept: dict[str, Any] = {}

    def see(self, shape: Shape, files: Sequence[Path], *, name: str = "") -> None:
        name = name or shape.name
        if not files:
            self.hold(name, shape.arrow.empty_table())
            return
        self._session.read.parquet(*map(str, files)).createOrReplaceTempView(name)

    def hold(self, name: str, rows: pa.Table) -> None:
        self._session.createDataFrame(rows).coalesce(1).createOrReplaceTempView(name)

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        frame = self._session.sql(sql(table, "spark")).coalesce(self._partitions).persist()
        frame.count()
        frame.createOrReplaceTempView(name)
        if name in self._kept:
            self._kept[name].unpersist()
        self._kept[name] = frame
        return named(name, table)

    def rows(self, table: ir.Table) -> pa.Table:
        return self._session.sql(sql(table, "spark")).toArrow().cast(arrow(table))

    def close(self) -> None:
        for frame in self._kept.values():
            frame.unpersist()
        self._session.stop()
