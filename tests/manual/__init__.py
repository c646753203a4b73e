"""Runs by hand, outside CI: with real models."""
