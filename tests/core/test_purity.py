"""The core stands alone: it imports without the web, and reads no clock."""

import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import stature.core

# Drawing numbers is fine where the caller gives the seed.
CLOCK_OR_CHANCE = re.compile(
    r"\b(date\.today|datetime\.now|time\.time|(?<!np\.)random\.|os\.environ)\b|default_rng\(\)"
)


def test_every_core_module_imports_without_django() -> None:
    modules = [
        module.name for module in pkgutil.walk_packages(stature.core.__path__, "stature.core.")
    ]
    assert len(modules) > 20
    code = "import sys; sys.modules['django'] = None\n" + "\n".join(
        f"import {module}" for module in modules
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_core_reads_no_clock_no_chance_and_no_environment() -> None:
    for path in Path(stature.core.__path__[0]).rglob("*.py"):
        assert not CLOCK_OR_CHANCE.search(path.read_text("utf-8")), path.name
