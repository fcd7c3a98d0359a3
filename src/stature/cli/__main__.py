"""``python -m stature.cli`` is the command ``stature``."""

from stature.cli.main import main

main()
