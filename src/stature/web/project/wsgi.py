"""What the web server runs."""

import gc
import os
import sys
from importlib import import_module
from typing import Final

from django.conf import settings
from django.core.wsgi import get_wsgi_application

# A thread that waited for the database gets its turn after this long at the latest. With Python's
# own 5 ms, threads that save answers wait for each other more than they work.
SECONDS_OF_A_TURN: Final = 0.0005

# Young objects are looked through after so many more than were freed; Python's own 700 come up
# several times in one request.
ALLOCATIONS_BEFORE_COLLECTING: Final = 10_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stature.web.project.settings")
sys.setswitchinterval(SECONDS_OF_A_TURN)
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # the pages too, lest the first visitor wait for them

# What was loaded stays for good: to look through it for rubbish again and again would hold up
# whoever waits for an answer at that moment.
gc.collect()
gc.freeze()
gc.set_threshold(ALLOCATIONS_BEFORE_COLLECTING)
