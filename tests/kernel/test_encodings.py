"""Bytes as text: UTF-8 and UTF-16 are known, every other encoding is asked about.

Owns that nothing is guessed. Who is asked, and how, stands with the documents.
"""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.encodings import ENCODINGS, EncodingUnknown, decoded

JAPANESE = "歩行者,is affected,怪我\n"


def readings(data: bytes, encoding: str = "") -> dict[str, str]:
    with pytest.raises(EncodingUnknown) as unknown:
        decoded(data, encoding)
    return dict(unknown.value.readings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_without_a_question(encoding: str) -> None:
    assert decoded(JAPANESE.encode(encoding)) == JAPANESE


NO_TEXT = [b"%PDF-1.7 ...", b"PK\x03\x04....", b"\xd0\xcf\x11\xe0....", b"a\0b", b"\1\0\2\0", bytes(range(256))]


@pytest.mark.parametrize("data", NO_TEXT)
def test_a_file_that_is_no_text_is_told_apart(data: bytes) -> None:
    assert decoded(data) is None


def test_what_is_neither_is_shown_in_every_encoding_that_fits() -> None:
    found = readings(b"Who,Part in it\n" + JAPANESE.encode("cp932"))
    assert found["cp932"] == JAPANESE.strip()
    assert len(found) > 1


def test_a_chosen_encoding_is_taken_and_one_that_does_not_fit_is_asked_about_again() -> None:
    assert decoded(JAPANESE.encode("cp932"), "cp932") == JAPANESE
    assert "cp932" in readings(JAPANESE.encode("cp932"), "euc_jp")


def test_a_cut_off_utf_16_file_is_asked_about() -> None:
    assert readings(JAPANESE.encode("utf-16")[:-1])


def test_of_a_long_line_the_part_with_other_signs_is_shown() -> None:
    found = readings(b"a" * 100_000 + "für".encode("cp1252") + b"b" * 100_000)
    assert "für" in found["cp1252"]
    assert len(found["cp1252"]) < 1_000


def test_20_mb_are_asked_about_soon() -> None:
    start = time.thread_time()
    readings(b"a, b\n" * 4_000_000 + b"\xff")
    assert time.thread_time() - start < 1


@given(st.binary(), st.sampled_from(("", *ENCODINGS)))
def test_any_bytes_are_text_or_no_text_or_a_question(data: bytes, encoding: str) -> None:
    with contextlib.suppress(EncodingUnknown):
        assert isinstance(decoded(data, encoding), str | None)
