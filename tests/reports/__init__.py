"""Tests of the reports.

Owns nothing but the package.
"""
