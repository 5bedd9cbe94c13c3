"""Answers that a caller can order."""

import json
import time

from django.http import StreamingHttpResponse
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


class Events(APIView):
    """A number a moment, `?count=` of them, as events or as lines of JSON."""

    form = "events"

    def perform_content_negotiation(self, request, force=False):
        # Django REST framework knows no renderer of streams, and would refuse the type.
        renderer = self.get_renderers()[0]
        return renderer, renderer.media_type

    def get(self, request):
        count = int(request.query_params.get("count", 3))
        is_events = self.form == "events"

        def parts():
            for number in range(count):
                data = json.dumps({"number": number})
                yield f"id: {number}\ndata: {data}\n\n" if is_events else f"{data}\n"
                time.sleep(0.02)

        kind = "text/event-stream" if is_events else "application/x-ndjson"
        return StreamingHttpResponse(parts(), content_type=kind)


class Plain(APIView):
    def get(self, request):
        return Response({"ok": True})
