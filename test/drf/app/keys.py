"""API keys as djangorestframework-api-key has them: a permission, not an authenticator."""

import re

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

# Any prefix will do: each has a world and a quota of its own, so that tests do not meet.
KEY = re.compile(r"([A-Za-z0-9]{8})\.0123456789abcdef0123456789abcdef")


def key_of(request):
    keyword, _, key = request.headers.get("Authorization", "").partition(" ")
    return key if keyword.lower() == "api-key" else None


def prefix_of(request):
    """None unless the key is good."""
    match = KEY.fullmatch(key_of(request) or "")
    return match and match[1]


class HasKey(BasePermission):
    def has_permission(self, request, view):
        return prefix_of(request) is not None


class KeyAuthentication(BaseAuthentication):
    def authenticate(self, request):
        if key_of(request) is None:
            return None
        if prefix_of(request) is None:
            raise AuthenticationFailed("Invalid API key.")
        return None, prefix_of(request)

    def authenticate_header(self, request):
        return 'Api-Key realm="things"'


class SilentAuthentication(KeyAuthentication):
    """Has no header to ask with, as session authentication; DRF then answers 403, not 401."""

    def authenticate_header(self, request):
        return None
