"""Altered copies are found no less often than before, and real copies in real archives too."""

import random
import tomllib
from pathlib import Path

import pytest
from copies import (
    ALTERATIONS,
    PRESS,
    REUTERS,
    Grouped,
    copies_found,
    press_bodies,
    real_pairs,
    reuters_bodies,
)

FLOORS = tomllib.loads(
    (Path(__file__).parent / "near_duplicate_floors.toml").read_text(encoding="utf-8")
)
COPIES = 300
OTHERS = 900

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def bodies(request: pytest.FixtureRequest) -> list[str]:
    source = PRESS if request.param == "press" else REUTERS
    if not source.exists():
        pytest.skip(f"no articles at {source}")
    read = press_bodies() if request.param == "press" else reuters_bodies()
    random.Random(4).shuffle(read)
    return read


@pytest.mark.parametrize("name", ALTERATIONS)
@pytest.mark.parametrize("bodies", ["press", "reuters"], indirect=True)
def test_altered_copies(
    bodies: list[str], name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    floors = FLOORS[request.node.callspec.params["bodies"]]
    found, false = copies_found(tmp_path, bodies[: COPIES + OTHERS], COPIES, name)
    print(f"{name}: found {found:.3f}, falsely {false:.3f}")
    assert found >= floors[name]
    assert false <= FLOORS["falsely_found"]


@pytest.mark.parametrize("bodies", ["press", "reuters"], indirect=True)
def test_real_copies(bodies: list[str], tmp_path: Path) -> None:
    some = bodies[:5000]
    pairs = real_pairs(some)
    grouped = Grouped(tmp_path, some)
    together = {pair for pair in pairs if grouped.together(*pair)}
    near = [pair for pair, (both, _, _) in pairs.items() if both >= 0.8]
    half = [pair for pair, (both, _, _) in pairs.items() if both >= 0.5]
    mates = [
        pair
        for members in grouped.members.values()
        for lead in members[:1]
        for pair in [(lead, other) for other in members[1:]]
    ]
    true = [pair for pair in mates if max(pairs.get(pair, (0.0, 0.0, 0))[:2]) >= 0.5]
    shares = {
        "near": sum(pair in together for pair in near) / max(len(near), 1),
        "half": sum(pair in together for pair in half) / max(len(half), 1),
        "precision": len(true) / max(len(mates), 1),
    }
    print(len(near), len(half), len(mates), shares)
    assert len(near) >= 10
    below = {name: share for name, share in shares.items() if share < FLOORS["real"][name]}
    assert not below
