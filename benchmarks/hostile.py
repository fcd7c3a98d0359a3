"""100,000 hostile posts to every address of the site: none may be answered with 5xx.

    python -m benchmarks hostile
    python -m benchmarks.hostile 20000 7        # 20,000 posts of seed 7

The posts are those of ``tests/web/hostile.py``, of which the test run sends a few thousand.
"""

from __future__ import annotations

import os
import subprocess
import sys


def main(count: int = 100_000, seed: int = 1) -> None:
    """Send the posts; ends with 1 when one did harm."""
    environment = {
        **os.environ,
        "STATURE_HOSTILE_POSTS": str(count),
        "STATURE_HOSTILE_SEED": str(seed),
    }
    command = ["-m", "pytest", "-q", "-n", "0", "tests/web/test_hostile_posts.py", "-k", "harm"]
    done = subprocess.run([sys.executable, *command], env=environment, check=False)
    if done.returncode:
        raise SystemExit(1)
    print(f"{count:,} hostile posts of seed {seed}: no 5xx")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
