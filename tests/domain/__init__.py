"""The rules of an audit, tried through `decide` and `fold` alone: one file a subject, one sentence a test."""
