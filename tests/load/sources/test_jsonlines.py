"""JSON lines: one object a line."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_dash.errors import MappingError, RecordsError
from sla_dash.load.sources import jsonlines
from tests import staging
from tests.loading import LEADS, loaded

LINES = """
{"id": 12345678901234567890123, "amount": 1234567890123456.78, "who": {"name": "Zoë", "mail": {"work": "z@x"}}}

{"id": 2, "ok": true, "none": null, "empty": "", "tags": ["a", 1.50, {"b": null}], "who": {}, "more": 1e3}
"""


def test_keys_within_keys_are_joined_by_dots_and_values_are_as_written(tmp_path: Path) -> None:
    found = staging.file(tmp_path, "l.jsonl", LINES)
    assert {
        line: {key: value for key, value in row.items() if value is not None} for line, row in found.lines.items()
    } == {
        2: {
            "id": "12345678901234567890123",
            "amount": "1234567890123456.78",
            "who.name": "Zoë",
            "who.mail.work": "z@x",
        },
        4: {"id": "2", "ok": "true", "empty": "", "tags": '["a", 1.5, {"b": null}]', "who": "{}", "more": "1e3"},
    }
    assert "none" in found.staged.columns
    assert (found.staged.rows, found.staged.padded, found.rejects) == (2, True, [])


def test_a_gzip_archive_of_json_lines_is_read_as_they_are(tmp_path: Path) -> None:
    packed = staging.file(tmp_path, "l.gz", gzip.compress(b"\xef\xbb\xbf" + LINES.strip().encode()))
    assert [row["id"] for row in packed.lines.values()] == ["12345678901234567890123", "2"]
    assert list(packed.lines) == [1, 3]


def test_a_line_that_is_no_object_is_rejected_with_its_line(tmp_path: Path) -> None:
    found = staging.file(tmp_path, "l.jsonl", '{"a": 1}\n[1]\n\n{"a": \n"text"\n{"a": 1, "a": 2}\n{"a": 3}')
    assert found.rejects == [
        (2, "[1]", "not a JSON object"),
        (4, '{"a": ', "not a JSON object"),
        (5, '"text"', "not a JSON object"),
        (6, '{"a": 1, "a": 2}', "a key of the object occurs twice"),
    ]
    assert found.lines == {1: {"a": "1"}, 7: {"a": "3"}}
    assert found.staged.rows == 6


def test_the_rejects_of_a_load_name_their_lines(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, LEADS, leads='{"id": "L1", "created": "2026-11-01"}\nx\n\n{"id": "L2", "created": "never"}\n'
    )
    assert [(line, value) for _, line, _, value, _ in found.rejects] == [(2, "(not kept)"), (4, "never")]
    assert found.rows("select lead_id from leads") == [("L1",)]


def test_a_key_at_the_top_wins_over_one_within_of_its_name(tmp_path: Path) -> None:
    found = staging.file(tmp_path, "l.jsonl", '{"a.b": "top", "a": {"b": "within", "c": 1}}')
    assert found.lines == {1: {"a.b": "top", "a.c": "1"}}


def test_a_key_may_hold_an_object_here_and_a_value_there(tmp_path: Path) -> None:
    found = staging.file(tmp_path, "l.jsonl", '{"a": 1}\n{"a": {"b": 2}}')
    assert found.lines == {1: {"a": "1", "a.b": None}, 2: {"a": None, "a.b": "2"}}


def test_a_document_over_many_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordsError) as refused:
        staging.file(tmp_path, "l.json", json.dumps({"data": [{"id": 1}]}, indent=1))
    assert refused.value.message == "l.json is no JSON lines: none of its 7 lines is a JSON object."
    assert refused.value.advice == "Write one object a line, such as with: jq -c '.[]' l.json > rows.jsonl"


def test_a_key_that_no_object_has_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as refused:
        staging.file(tmp_path, "l.jsonl", '{"id": 1, "created_at": 2}', created="created")
    assert refused.value.message == "l.jsonl has no column created; did you mean created_at?"


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    found = staging.file(tmp_path, "l.jsonl", r'{"a": "x\ud83dy", "b": "\ud83d\ude00"}')
    assert found.lines == {1: {"a": "x\ufffdy", "b": "😀"}}


def test_keys_that_are_values_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "MAX_KEYS", 3)
    with pytest.raises(RecordsError, match=r"l.jsonl has more than 3 different keys, such as by.L4\."):
        staging.file(tmp_path, "l.jsonl", "".join(f'{{"by": {{"L{row}": 1}}}}\n' for row in range(1, 9)))


def test_only_what_is_wanted_is_staged_in_batches_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "BATCH", 2)
    rows = [{"id": row, "late": "yes"} if row > 3 else {"id": row, "else": 1} for row in range(1, 8)]
    found = staging.file(tmp_path, "l.jsonl", "\n".join(map(json.dumps, rows)), late="late")
    assert [row["late"] for row in found.lines.values()] == [None] * 3 + ["yes"] * 4
    assert found.staged.ignored == ("id", "else")


VALUE = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=3)


@given(row=st.dictionaries(st.sampled_from("abcde"), VALUE, min_size=1))
def test_every_value_is_kept(row: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> None:
    found = staging.file(tmp_path_factory.mktemp("rows"), "l.jsonl", json.dumps(row))
    read = {key: value for key, value in found.lines[1].items() if value is not None}
    texts = {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in row.items() if value is not None
    }
    assert {key: value.replace("�", "?") for key, value in read.items()} == {
        key: text.encode("utf-8", "replace").decode() for key, text in texts.items()
    }
