"""The reflection: its summary, from the request to the answers of those it quotes."""
