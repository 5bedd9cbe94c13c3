"""Bodies that are not JSON, and a download."""

import hashlib
import uuid

from django.http import FileResponse, Http404
from rest_framework import serializers, status
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

contents = {}


class UploadSerializer(serializers.Serializer):
    file = serializers.FileField()
    note = serializers.CharField(required=False)
    more = serializers.ListField(child=serializers.FileField(), required=False)


def described(file, request):
    content = file.read()
    id = str(uuid.uuid4())
    contents[id] = content
    return {
        "name": file.name,
        "size": file.size,
        "type": file.content_type,
        "sha256": hashlib.sha256(content).hexdigest(),
        "url": reverse("content", args=[id], request=request),
    }


class Uploads(APIView):
    parser_classes = [MultiPartParser]

    def post(self, request):
        serializer = UploadSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        return Response(
            {
                "file": described(data["file"], request),
                "note": data.get("note"),
                "more": [described(file, request) for file in data.get("more", [])],
            },
            status=status.HTTP_201_CREATED,
        )


class Content(APIView):
    """Answers in bytes; DRF still refuses an Accept that names none of its renderers."""

    def get(self, request, id):
        if id not in contents:
            raise Http404
        response = FileResponse([contents[id]], content_type="application/octet-stream")
        response["Content-Disposition"] = 'attachment; filename="content.bin"'
        response["Content-Length"] = len(contents[id])
        return response


class Forms(APIView):
    """Echoes each field with all its values."""

    parser_classes = [FormParser]

    def post(self, request):
        # `data` is a plain dict if there was no body at all.
        return Response({"fields": dict(request.POST.lists())})
