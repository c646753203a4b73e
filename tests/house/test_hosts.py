"""No file names the host of a package registry: where packages come from is the reader's own setting.

Owns that one ban. Must not name a host itself, so the names are put together here.
"""

from tests.house.tree import ROOT, files

HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("crates", "io"),
        ("anaconda", "org"),
    )
)


def test_no_file_names_a_registry() -> None:
    named = [
        f"{path}: {host}" for path in files() for host in HOSTS if host.encode() in (ROOT / path).read_bytes().lower()
    ]
    assert not named
