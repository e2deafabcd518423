"""Many people at once: files of columns against a register, on one machine or many (owns duckdb and pyspark)."""
