from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from keys import prefix_of


class KeyThrottle(ScopedRateThrottle):
    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": prefix_of(request)}


class Throttled(APIView):
    """Its rate is that of `throttle_scope`."""

    throttle_classes = [KeyThrottle]
    throttle_scope = None

    def get(self, request):
        return Response({"ok": True})
