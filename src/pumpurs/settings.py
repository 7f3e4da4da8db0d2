"""Settings: one file, read from the environment by typed readers. See docs/operations/settings.md."""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
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
        with suppress(FileExistsError):  # another process made it first: that one counts
            os.link(draft, path)
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
FAILPOINT = "" if PRODUCTION else text("PUMPURS_FAILPOINT")  # <place>:kill, see `pumpurs failpoints`
STORE = Path(text("PUMPURS_STORE", str(VAR / "store")))  # journals as figures, without identity
JOURNALS = Path(text("PUMPURS_JOURNALS", str(VAR / "journals")))  # watched: <school's code>/<kind>-….csv
SPARK_MASTER = text("PUMPURS_SPARK_MASTER")  # of `pumpurs score --engine spark`; empty: this machine
SEAL_FILE = Path(text("PUMPURS_SEAL_FILE", str(VAR / "seals.jsonl")))
DEBUG = False
HTTPS = yes("PUMPURS_HTTPS", default=PRODUCTION)
# where people reach this server: links in e-mails
PUBLIC_URL = text("PUMPURS_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = text("PUMPURS_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")

DATABASES = {"default": database(text("DATABASE_URL", "postgresql://pumpurs_web@127.0.0.1:5432/pumpurs"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "pumpurs.foundation",
    "pumpurs.programme.partners",
    "pumpurs.programme.people",
    "pumpurs.programme.learners",
    "pumpurs.programme.alerts",
    "pumpurs.programme.consents",
    "pumpurs.programme.plans",
    "pumpurs.programme.work",
    "pumpurs.programme.compensations",
    "pumpurs.programme.outcomes",
    "pumpurs.programme.reporting",
    "pumpurs.web.frame",
    "pumpurs.web.signin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    *(["allauth.idp.oidc"] if TEST else []),  # the tests run an identity provider of their own
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
    "pumpurs.web.signin.middleware.session_rules",
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
                "pumpurs.web.signin.context.signin",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "lv"
LANGUAGES = [("lv", "Latviešu"), ("en", "English"), ("ru", "Русский"), ("uk", "Українська")]
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

# Sign-in: e-mail and password by appointment only, second factor, passkeys, one OpenID Connect provider
SECOND_FACTOR_REQUIRED = text("PUMPURS_SECOND_FACTOR", "required" if PRODUCTION else "optional") == "required"
TRUSTED_PROXIES = int(text("PUMPURS_PROXIES", "0"))  # how many proxies of ours add to X-Forwarded-For
INVITE_SECONDS = 60 * 60 * 24 * int(text("PUMPURS_INVITE_DAYS", "7"))
PASSWORD_RESET_TIMEOUT = 60 * 60 * 2
OIDC_ISSUER = text("OIDC_ISSUER").rstrip("/")
OIDC_CLIENT_ID, OIDC_CLIENT_SECRET = text("OIDC_CLIENT_ID", "pumpurs"), text("OIDC_CLIENT_SECRET")
OIDC_NAME = text("OIDC_NAME", "OpenID Connect")
OIDC_ACR = tuple(text("OIDC_ACR").split())  # levels of assurance that are enough; empty: not asked for

ACCOUNT_ADAPTER = "pumpurs.web.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "PuMPuRS: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/signin/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 10
ACCOUNT_RATE_LIMITS = {  # by place only: what is counted by name alone, a stranger can use against its owner
    "login": "120/m/ip",
    "login_failed": "60/m/ip",
    "reset_password": "20/m/ip",
    "family_return": "20/h/ip",
    "journal_push": "30/m/key",  # of one journal
    "journal_stranger": "30/m/ip",
}
ACCOUNT_FORMS = {
    "login": "pumpurs.web.signin.forms.SignIn",
    "reset_password": "pumpurs.web.signin.forms.AskNewPassword",
    "reset_password_from_key": "pumpurs.web.signin.forms.NewPasswordByKey",
    "change_password": "pumpurs.web.signin.forms.ChangePassword",
    "set_password": "pumpurs.web.signin.forms.FirstPassword",
    "reauthenticate": "pumpurs.web.signin.forms.PasswordAgain",
}
SOCIALACCOUNT_ADAPTER = "pumpurs.web.signin.adapters.IdentityAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_ADAPTER = "pumpurs.web.signin.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come with the appointment and are proven by the invitation
MFA_TOTP_ISSUER = "PuMPuRS"
MFA_FORMS = {
    "authenticate": "pumpurs.web.signin.forms.Code",
    "reauthenticate": "pumpurs.web.signin.forms.CodeAgain",
    "activate_totp": "pumpurs.web.signin.forms.FirstCode",
    "add_webauthn": "pumpurs.web.signin.forms.NewPasskey",
    "edit_webauthn": "pumpurs.web.signin.forms.PasskeyName",
    "authenticate_webauthn": "pumpurs.web.signin.forms.PasskeyAsSecond",
    "login_webauthn": "pumpurs.web.signin.forms.PasskeySignIn",
}

# Lock-out: five wrong tries of one account from one place, then a quarter of an hour; see web/signin/guard.py
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "pumpurs.web.signin.guard.name_for_lock"
AXES_CLIENT_IP_CALLABLE = "pumpurs.web.signin.device.address"
AXES_CLIENT_STR_CALLABLE = "pumpurs.web.signin.guard.nobody_in_particular"
AXES_LOCKOUT_CALLABLE = "pumpurs.web.signin.guard.locked"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "code", "credential", "password1"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

SESSION_ENGINE = "pumpurs.web.signin.sessions"
SESSION_IDLE_SECONDS = 60 * max(5, int(text("PUMPURS_IDLE_MINUTES", "60")))
SESSION_WARN_SECONDS = min(60 * 5, SESSION_IDLE_SECONDS // 2)
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

# what rate limits count: shared by all workers and not undone with a refused request, so no table of the database
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TEST
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 15 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SMTP = urlsplit(text("PUMPURS_SMTP"))  # smtps://name:word@host:465; without it mail is written into VAR/mail
if PRODUCTION and not SMTP.hostname:
    raise SystemExit(
        "PUMPURS_SMTP is not set. Production must be able to send mail, e.g. smtps://name:word@host:465."
    )
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP.hostname else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT = SMTP.hostname or "", SMTP.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
EMAIL_TIMEOUT = 20
EMAIL_USE_SSL = SMTP.scheme == "smtps"
EMAIL_USE_TLS = bool(SMTP.hostname) and not EMAIL_USE_SSL
DEFAULT_FROM_EMAIL = text("PUMPURS_MAIL_FROM", "pumpurs@localhost")
PROCRASTINATE_IMPORT_PATHS = ["pumpurs.jobs.tasks"]
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": text("PUMPURS_LOG_LEVEL", "WARNING")},
}
