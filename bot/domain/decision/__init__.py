"""The decision: the proposal after the reveal, holds, conditions, suspension, decisions taken elsewhere."""
