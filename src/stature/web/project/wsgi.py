"""What the web server runs."""

import os
import sys
from typing import Final

from django.core.wsgi import get_wsgi_application

# A thread that waited for the database gets its turn after this long at the latest. With Python's
# own 5 ms, threads that save answers wait for each other more than they work.
SECONDS_OF_A_TURN: Final = 0.0005

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stature.web.project.settings")
sys.setswitchinterval(SECONDS_OF_A_TURN)
application = get_wsgi_application()
