import logging

from rest_framework.views import APIView


class Meant(Exception):
    pass


class Crash(APIView):
    def get(self, request):
        raise Meant


class Unmeant(logging.Filter):
    """Lets through the crashes that are the test server's own mistakes."""

    def filter(self, record):
        return bool(record.exc_info) and not isinstance(record.exc_info[1], Meant)
