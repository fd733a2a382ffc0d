"""The life of the agreement's versions, folded from what was written."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from sla_dash import agreement, journal
from sla_dash.agreement import History, State
from sla_dash.errors import AgreementError
from sla_dash.journal import Journal, StaleError, agreeing
from tests import drawn

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SIDES = 'signed_by = ["marketing", "sales"]\n'


def text(version: int = 1, valid_from: str = "2026-09-01", more: str = SIDES) -> str:
    return more + drawn.AGREEMENT.replace("version = 1", f"version = {version}").replace("2026-09-01", valid_from)


@pytest.fixture
def written(tmp_path: Path) -> Journal:
    return Journal(make_url(f"sqlite:///{tmp_path / 'journal.sqlite'}"))


def known(written: Journal, *files: str, until: datetime | None = None) -> History:
    entries = written.entries()
    named = [(f"agreement-{n}.toml", one) for n, one in enumerate(files, 1)]
    return journal.history(named, entries if until is None else journal.until(entries, until))


def proposed(written: Journal, text: str, at: datetime = NOON, *files: str) -> None:
    agreeing.propose(written, known(written, *files), text, who="ann", at=at)


def signed(written: Journal, role: str, at: datetime, number: int = 1) -> None:
    version = known(written).find(number)
    assert version
    agreeing.sign(written, version, role, who=f"who is {role}", at=at)


def state(found: History, at: datetime, number: int = 1) -> State:
    version = found.find(number)
    assert version
    return found.state(version, at)


def test_a_version_is_proposed_then_signed_then_in_force_then_superseded(written: Journal) -> None:
    proposed(written, text(1, "2026-11-10"))
    signed(written, "marketing", NOON + HOUR)
    assert state(known(written), NOON + HOUR) is State.PROPOSED
    signed(written, "sales", NOON + 2 * HOUR)
    assert state(known(written), NOON + 2 * HOUR) is State.SIGNED
    begins = datetime(2026, 11, 9, 23, tzinfo=UTC)
    assert state(known(written), begins - timedelta(microseconds=1)) is State.SIGNED
    assert state(known(written), begins) is State.IN_FORCE
    proposed(written, text(2, "2026-11-20"), NOON + 3 * HOUR)
    assert state(known(written), begins + timedelta(days=30)) is State.IN_FORCE
    for role in ("sales", "marketing"):
        signed(written, role, NOON + 4 * HOUR, 2)
    assert state(known(written), begins + timedelta(days=10)) is State.SUPERSEDED
    assert state(known(written), begins + timedelta(days=10), 2) is State.IN_FORCE


def test_a_version_signed_after_its_first_day_holds_from_the_last_signature_and_changes_no_past(
    written: Journal,
) -> None:
    proposed(written, text(1, "2026-09-01"), NOON)
    signed(written, "marketing", NOON + HOUR)
    signed(written, "sales", NOON + 2 * HOUR)
    held = known(written).agreements
    assert held.in_force(NOON + 2 * HOUR - timedelta(microseconds=1)) is None
    assert held.in_force(NOON + 2 * HOUR) is not None
    assert held.for_month(date(2026, 11, 1)) is None
    assert held.for_month(date(2026, 12, 1)) is not None


def test_a_file_that_nobody_proposed_is_in_force_and_not_signed(written: Journal) -> None:
    found = known(written, text())
    assert state(found, NOON) is State.IN_FORCE
    (terms,) = found.agreements.versions
    assert not terms.signed
    assert state(found, datetime(2026, 8, 1, tzinfo=UTC)) is State.DRAFT


def test_a_file_in_force_stays_so_from_its_first_day_while_it_is_proposed_and_signed(written: Journal) -> None:
    before = known(written, text()).agreements
    agreeing.propose(written, known(written, text()), text(), who="ann", at=NOON, adopted=True)
    assert known(written, text()).agreements.fingerprint == before.fingerprint
    signed(written, "marketing", NOON + HOUR)
    signed(written, "sales", NOON + HOUR)
    after = known(written, text()).agreements
    assert after.fingerprint == before.fingerprint == known(written).agreements.fingerprint
    assert after.versions[0].signed


def test_a_version_that_is_withdrawn_holds_for_nobody_and_its_number_is_free(written: Journal) -> None:
    proposed(written, text())
    version = known(written).find(1)
    assert version
    agreeing.withdraw(written, version, "a slip of the pen", who="ann", at=NOON + HOUR)
    assert state(known(written, text()), NOON + HOUR) is State.WITHDRAWN
    proposed(written, text().replace("targets = 100", "targets = 120"), NOON + 2 * HOUR)
    assert state(known(written), NOON + 2 * HOUR) is State.PROPOSED


def test_the_signature_of_every_named_side_is_needed_and_each_counts_once(written: Journal) -> None:
    proposed(written, text())
    signed(written, "sales", NOON + HOUR)
    with pytest.raises(AgreementError, match="sales has signed version 1") as caught:
        signed(written, "sales", NOON + HOUR)
    assert "Still to sign it: marketing" in caught.value.advice
    with pytest.raises(AgreementError, match="a stranger is no side of version 1"):
        signed(written, "a stranger", NOON + HOUR)
    signed(written, "marketing", NOON + HOUR)
    version = known(written).find(1)
    assert version
    with pytest.raises(AgreementError, match="signed by everybody"):
        agreeing.withdraw(written, version, "", who="ann", at=NOON + HOUR)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (text(1, "2026-09-01"), "There is a version 1 already, in the journal: the same text"),
        (text(1, "2026-10-01"), "There is a version 1 already, in the journal: another text"),
        (text(2, "2026-09-01"), "do not follow each other"),
        (text(2, "2026-10-01", ""), "Nobody is named who could sign version 2"),
        (text(2, "2026-10-01").replace("targets = 100", ""), "needs targets"),
    ],
)
def test_what_cannot_follow_is_not_proposed(written: Journal, second: str, said: str) -> None:
    proposed(written, text())
    for role in ("marketing", "sales"):
        signed(written, role, NOON)
    entries = written.entries()
    with pytest.raises(AgreementError, match=said):
        proposed(written, second, NOON + HOUR)
    assert written.entries() == entries


def test_two_texts_of_one_number_are_an_error_that_names_both(written: Journal) -> None:
    with pytest.raises(AgreementError, match=r"called version 1: agreement-1\.toml and agreement-2\.toml"):
        known(written, text(), text().replace("targets = 100", "targets = 120"))
    proposed(written, text())
    with pytest.raises(AgreementError, match=r"the one that ann proposed on 01 November 2026 and agreement-1\.toml"):
        known(written, text().replace("targets = 100", "targets = 120"))


def test_who_signs_a_version_that_was_withdrawn_meanwhile_is_told(written: Journal) -> None:
    proposed(written, text())
    version = known(written).find(1)
    assert version
    agreeing.withdraw(written, version, "", who="bob", at=NOON + HOUR, seen=1)
    with pytest.raises(StaleError, match="bob wrote about this meanwhile"):
        agreeing.sign(written, version, "sales", who="ann", at=NOON + HOUR, seen=1)


def test_a_version_that_ran_out_is_in_force_no_more(written: Journal) -> None:
    found = known(written, text(more='until = 2026-11-10\nsigned_by = ["a"]\n'))
    ends = datetime(2026, 11, 10, 23, tzinfo=UTC)
    assert state(found, ends - timedelta(microseconds=1)) is State.IN_FORCE
    assert state(found, ends) is State.RUN_OUT
    held = found.agreements
    assert held.in_force(ends) is None
    assert (held.for_month(date(2026, 11, 1)), held.for_month(date(2026, 12, 1))) == (held.versions[0], None)
    assert held.governing(ends) is held.versions[0]


MOVES = st.lists(
    st.tuples(st.sampled_from(["propose", "marketing", "sales", "withdraw"]), st.integers(1, 3)), max_size=12
)


@given(MOVES)
def test_every_prefix_folds_and_what_was_signed_by_all_is_never_edited_or_withdrawn(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int]]
) -> None:
    written = Journal(make_url(f"sqlite:///{tmp_path_factory.mktemp('moves') / 'journal.sqlite'}"))
    for n, (what, number) in enumerate(moves):
        at, version = NOON + n * HOUR, known(written).find(number)
        try:
            if what == "propose":
                proposed(written, text(number, f"2026-11-{number * 5:02}"), at)
            elif version and what == "withdraw":
                agreeing.withdraw(written, version, "", who="ann", at=at)
            elif version:
                agreeing.sign(written, version, what, who="ann", at=at)
        except AgreementError:
            continue
    entries = written.entries()
    written.close()
    assert journal.faults(entries) == []
    bound: dict[int, tuple[str, datetime | None]] = {}
    for n in range(len(entries) + 1):
        found = journal.history((), entries[:n])
        for version in found.versions:
            if version.signed:
                told = (version.hash, version.signed_at)
                assert bound.setdefault(version.number, told) == told
        assert bound.keys() <= {one.number for one in found.versions if one.signed}


def test_the_canonical_text_knows_no_kind_of_line_end() -> None:
    assert agreement.digest(text()) == agreement.digest(text().replace("\n", "\r\n") + "\n\n")
    assert agreement.digest(text()) != agreement.digest(text().replace("100", "101"))
