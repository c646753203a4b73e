"""Approvals: signatures on stages, what builders respond, conditions of an approval."""
