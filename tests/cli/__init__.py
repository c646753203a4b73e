"""Tests of the command line, the doctor and what an operator deploys.

Owns exit codes and printed words. Must not test what the commands call: it has its own tests.
"""
