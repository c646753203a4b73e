"""What every implementation of the record's ports must hold: one suite over SQLite and PostgreSQL.

Owns the contract. Must not reach into rows, but where the record itself is to be damaged or searched.
"""
