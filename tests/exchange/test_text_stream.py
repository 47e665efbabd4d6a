"""Text files read in large pieces."""

from sdrdesk.core.exchange.text_stream import AT_ONCE, text_stream


def test_a_file_is_read_a_megabyte_at_a_time_and_is_what_it_is(tmp_path):
    path = tmp_path / "a.csv"
    content = "é;b\r\n" * AT_ONCE
    path.write_bytes(content.encode("utf-8"))
    with text_stream(path, "utf-8") as stream:
        assert stream.read(1) == "é"
        assert stream.buffer.tell() == AT_ONCE  # letting others in once, not a hundred times
    with text_stream(path, "utf-8") as stream:
        assert "".join(stream) == content
    with text_stream(path, "utf-8", None) as stream:
        assert stream.readline() == "é;b\n"


def test_what_an_encoding_leaves_undefined_is_marked_and_no_error(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\x81b")
    with text_stream(path, "cp1252") as stream:
        assert stream.read() == "a\ufffdb"
