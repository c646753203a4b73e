"""The rules: pure, quick, and driven by random commands where it matters."""
