"""The page in headless Chromium: what a person sees, clicks and types, against a small bot and against the real one.

Pictures of what was seen are kept in `artifacts/browser`, or where SMACTR_ARTIFACTS says.
"""
