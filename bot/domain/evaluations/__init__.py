"""Measurements: risks, thresholds, results of tests, tamper records, versions of the model."""
