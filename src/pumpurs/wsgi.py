"""The WSGI door through which the web server calls the application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pumpurs.settings")
application = get_wsgi_application()
