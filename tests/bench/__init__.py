"""Benchmarks: every figure is a ratio to a floor measured in the same run (an empty page, a plain read, plain kaleido)."""
