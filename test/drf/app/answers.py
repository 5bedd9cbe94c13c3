"""Answers that a caller can order."""

import time

from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView


class Failures(APIView):
    """Fails with the status in the path."""

    def get(self, request, code):
        failure = APIException(f"Failure {code}.")
        failure.status_code = code
        raise failure


class Refusals(APIView):
    """Raises a validation error of whatever it is sent as `detail`."""

    def post(self, request):
        raise ValidationError(request.data.get("detail", ""))


class Jobs(APIView):
    """Accepts, and says nothing."""

    def post(self, request):
        return Response(status=202)


class Slow(APIView):
    """Takes its `?seconds=`."""

    def get(self, request):
        time.sleep(float(request.query_params.get("seconds", 0)))
        return Response({"ok": True})


class Plain(APIView):
    def get(self, request):
        return Response({"ok": True})
