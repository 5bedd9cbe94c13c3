SECRET_KEY = "of a test server"
DEBUG = False  # its error pages and its redirects differ from those of a debug run
ALLOWED_HOSTS = ["127.0.0.1", "localhost", ".example"]
USE_X_FORWARDED_HOST = True  # as behind a proxy; links to pages then carry the outer host
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["rest_framework"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["keys.HasKey"],
    "UNAUTHENTICATED_USER": None,  # the usual one needs an app with a database
    "DEFAULT_THROTTLE_RATES": {"few": "3/min", "burst": "2/sec"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"unmeant": {"()": "crash.Unmeant"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["unmeant"]},
        "none": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django": {"handlers": ["none"], "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["none"], "propagate": False},
    },
}
