"""How often one address may ask."""

from sla_dash.server import turns
from sla_dash.server.turns import MOST, WHILE, Turns


def test_as_many_as_may_be_and_then_one_more_when_the_first_is_long_enough_ago() -> None:
    kept = Turns()
    assert [kept.wait("203.0.113.7", 0.5 * n) for n in range(MOST)] == [0] * MOST
    assert kept.wait("203.0.113.7", 0.5 * MOST) == WHILE - MOST // 2
    assert kept.wait("203.0.113.8", 0.5 * MOST) == 0
    assert kept.wait("203.0.113.7", WHILE - 0.1) == 1
    assert kept.wait("203.0.113.7", WHILE) == 0
    assert kept.wait("203.0.113.7", WHILE) == 1


def test_a_household_has_one_turn_whatever_address_of_its_network_it_takes() -> None:
    kept = Turns()
    assert [kept.wait(f"2001:db8:0:7::{n:x}", 0) for n in range(MOST + 1)] == [0] * MOST + [WHILE]
    assert kept.wait("2001:db8:0:8::1", 0) == 0
    assert [kept.wait(f"::ffff:192.0.2.{n}", 0) for n in range(MOST + 1)] == [0] * (MOST + 1)  # IPv4 in other letters
    assert [kept.wait(name, 0) for name in ["", "testclient", "fe80::1%eth0"]] == [0, 0, 0]


def test_memory_is_bounded_and_the_longest_silent_is_forgotten() -> None:
    kept = Turns()
    for n in range(turns.ADDRESSES + 10):
        kept.wait(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", n / 1000)
    assert len(kept._asked) == turns.ADDRESSES
    assert "10.0.0.9" not in kept._asked
    assert "10.0.0.10" in kept._asked
