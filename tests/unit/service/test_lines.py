"""Lines from streams, however they arrive."""

import io

from hypothesis import given
from hypothesis import strategies as st

from mi_coach.service.lines import LONGEST, lines, plain_lines


class Dribble(io.BytesIO):
    """Gives a few bytes at a time, as pipes do."""

    def read1(self, size: int | None = -1) -> bytes:
        return super().read(3)


@given(st.binary(max_size=60))
def test_no_byte_is_lost_however_it_arrives(content: bytes) -> None:
    expected = content.split(b"\n")
    if not expected[-1]:
        expected.pop()

    for stream in (io.BytesIO(content), Dribble(content)):
        assert [line for group in lines(stream) for line in group] == expected


def test_a_line_comes_as_soon_as_it_is_whole() -> None:
    assert list(lines(Dribble(b"ab\ncd\nef"))) == [[b"ab"], [b"cd"], [b"ef"]]


def test_an_endless_line_does_not_fill_the_memory() -> None:
    long, short = (line for group in lines(io.BytesIO(b"x" * (3 * LONGEST) + b"\nend")) for line in group)

    assert len(long) == LONGEST + 1
    assert short == b"end"


def test_text_lines_are_numbered_and_cleaned_of_marks() -> None:
    assert list(plain_lines(io.BytesIO(b"\xef\xbb\xbfa\r\n\n\xffb"))) == [(1, "a"), (2, ""), (3, "\ufffdb")]
