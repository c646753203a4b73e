"""Calls of functions in processes that may take only so much time and memory.

Owns those processes. Must not know what is called, nor any format: a reader is handed in by whoever needs it.
"""
