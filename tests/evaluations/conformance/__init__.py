"""Real runs of the tools, each beside what the tool itself printed of it.

A file `<tool>.toml` for each reader, read by `described_runs`, which says what stands in it.
"""
