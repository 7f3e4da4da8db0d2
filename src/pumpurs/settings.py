"""Settings: one file, read from the environment by typed readers. See docs/operations/settings.md."""

from __future__ import annotations

import base64
import os
import secrets
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit


def text(name: str, default: str = "") -> str:
    """A text from the environment."""
    return os.environ.get(name, default)


def yes(name: str, *, default: bool = False) -> bool:
    """A yes/no from the environment: 1, true, yes, on."""
    return text(name, "yes" if default else "no").lower() in {"1", "true", "yes", "on"}


def kept_secret(name: str) -> str:
    """A secret from the environment; outside production one is made once and kept in VAR/secrets (0600)."""
    if given := text(name):
        return given
    if PRODUCTION:
        raise SystemExit(
            f"{name} is not set. Give it in the environment: production makes no secrets of its own."
        )
    path = VAR / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process made it first: that one counts
        draft.unlink()
    return path.read_text()


def database(url: str) -> dict[str, object]:
    """Django's description of one PostgreSQL from a postgresql:// address."""
    parts = urlsplit(url)
    options: dict[str, object] = {}
    if POOL:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }


ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(__file__).resolve().parent
ENV = text("PUMPURS_ENV", "demo")  # demo | test | production
PRODUCTION, DEMO, TEST = ENV == "production", ENV == "demo", ENV == "test"
VAR = Path(text("PUMPURS_VAR", str(ROOT / "var")))
POOL = yes("PUMPURS_POOL", default=False)

SECRET_KEY = kept_secret("PUMPURS_SECRET_KEY")
DATA_KEY = base64.urlsafe_b64encode(kept_secret("PUMPURS_DATA_KEY").encode())
FIXED_NOW = datetime.fromisoformat(text("PUMPURS_NOW")) if text("PUMPURS_NOW") and not PRODUCTION else None
SEAL_FILE = Path(text("PUMPURS_SEAL_FILE", str(VAR / "seals.jsonl")))
DEBUG = False
HTTPS = yes("PUMPURS_HTTPS", default=PRODUCTION)
ALLOWED_HOSTS = text("PUMPURS_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")

DATABASES = {"default": database(text("DATABASE_URL", "postgresql://pumpurs_web@127.0.0.1:5432/pumpurs"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "pumpurs.foundation",
    "pumpurs.programme.partners",
    "pumpurs.programme.people",
    "pumpurs.programme.learners",
    "pumpurs.programme.consents",
    "pumpurs.programme.plans",
    "pumpurs.web.frame",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]

MIDDLEWARE = [
    "pumpurs.web.frame.headers.request_id_and_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "pumpurs.web.urls"
WSGI_APPLICATION = "pumpurs.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "signin", PACKAGE / "web" / "pages", PACKAGE / "web"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "pumpurs.web.frame.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "lv"
LANGUAGES = [("lv", "Latviešu"), ("en", "English"), ("ru", "Русский"), ("uk", "Українська")]
STAFF_LANGUAGES = ("lv", "en")
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/Riga"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TEST

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "/signin/"
LOGIN_REDIRECT_URL = "/"
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS and not TEST
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_FAILURE_VIEW = "pumpurs.web.frame.errors.csrf_failed"

DATA_UPLOAD_MAX_MEMORY_SIZE = 15 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": text("PUMPURS_LOG_LEVEL", "WARNING")},
}
