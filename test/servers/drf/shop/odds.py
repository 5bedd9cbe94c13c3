"""Views without models: fields of all kinds, forms, files, failures, answers that are no JSON."""

from django.http import FileResponse, HttpResponse
from rest_framework import serializers
from rest_framework.authentication import (
    BasicAuthentication,
    SessionAuthentication,
    TokenAuthentication,
)
from rest_framework.decorators import api_view
from rest_framework.exceptions import APIException, PermissionDenied
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from .described import Polymorphic, Types, describe


class ContactSerializer(serializers.Serializer):
    email = serializers.EmailField()
    phones = serializers.ListField(child=serializers.CharField(max_length=5), required=False)


class LineSerializer(serializers.Serializer):
    count = serializers.IntegerField(min_value=1)


class OddSerializer(serializers.Serializer):
    text = serializers.CharField(allow_blank=True, required=False)
    maybe = serializers.CharField(allow_null=True, required=False)
    price = serializers.DecimalField(max_digits=6, decimal_places=2, required=False)
    exact = serializers.DecimalField(
        max_digits=6, decimal_places=2, coerce_to_string=False, required=False
    )
    at = serializers.DateTimeField(required=False)
    day = serializers.DateField(required=False)
    clock = serializers.TimeField(required=False)
    span = serializers.DurationField(required=False)
    id = serializers.UUIDField(required=False)
    ip = serializers.IPAddressField(required=False)
    slug = serializers.SlugField(required=False)
    choice = serializers.ChoiceField(choices=["a b", "c"], allow_blank=True, required=False)
    choices = serializers.MultipleChoiceField(choices=["x", "y"], required=False)
    numbers = serializers.DictField(child=serializers.IntegerField(), required=False)
    anything = serializers.JSONField(required=False)
    contact = ContactSerializer(required=False, allow_null=True)
    lines = LineSerializer(many=True, required=False)
    secret = serializers.CharField(write_only=True, required=False)

    def validate(self, data):
        if data.get("text") == "refused":
            raise serializers.ValidationError("Not this text.")
        return data


class Odd(GenericAPIView):
    serializer_class = OddSerializer

    def post(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data, status=201)

    def patch(self, request):
        serializer = self.get_serializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data)


class FormSerializer(serializers.Serializer):
    name = serializers.CharField()
    count = serializers.IntegerField(required=False)
    flags = serializers.MultipleChoiceField(choices=["x", "y"], required=False)


class Form(GenericAPIView):
    serializer_class = FormSerializer
    parser_classes = [FormParser]

    def post(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data)


class UploadSerializer(serializers.Serializer):
    file = serializers.FileField(write_only=True)
    note = serializers.CharField(required=False)
    size = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)


class Upload(GenericAPIView):
    serializer_class = UploadSerializer
    parser_classes = [MultiPartParser]

    def post(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        file = serializer.validated_data["file"]
        note = {k: v for k, v in serializer.validated_data.items() if k == "note"}
        return Response({**note, "size": file.size, "name": file.name}, status=201)


class SeveralParsers(GenericAPIView):
    """JSON, a form or multipart, as the caller likes."""

    serializer_class = LineSerializer
    parser_classes = [JSONParser, FormParser, MultiPartParser]

    def put(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data)


class Protected(APIView):
    permission_classes = [IsAuthenticated]
    authentication_classes = [TokenAuthentication]

    @describe(responses=Types.STR)
    def get(self, request):
        return Response(request.user.username)


class BasicOnly(Protected):
    authentication_classes = [BasicAuthentication]


class EitherOf(Protected):
    authentication_classes = [SessionAuthentication, BasicAuthentication, TokenAuthentication]


class Optional(APIView):
    @describe(responses=Types.STR)
    def get(self, request):
        return Response(request.user.username or "nobody")


class Session(APIView):
    """Gives a session, which `EitherOf` takes."""

    @describe(request=None, responses={204: None})
    def post(self, request):
        from django.contrib.auth import login
        from django.contrib.auth.models import User

        login(request._request, User.objects.get(username="ann"))
        response = Response(status=204)
        request.session.save()
        response["X-Session"] = request.session.session_key
        return response


class Csv(BaseRenderer):
    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return "\n".join(",".join(map(str, row)) for row in data)


class Table(APIView):
    renderer_classes = [Csv]

    @describe(responses={(200, "text/csv"): Types.STR})
    def get(self, request):
        return Response([["a", "b"], [1, 2]])


class Report(APIView):
    """Answers text by itself; its renderers know of none."""

    @describe(responses={(200, "text/csv"): Types.STR})
    def get(self, request):
        return HttpResponse("a,b\n", content_type="text/csv")


class Download(APIView):
    @describe(responses={(200, "application/pdf"): Types.BINARY})
    def get(self, request):
        return FileResponse(iter([b"%PDF-1.4\n"]), content_type="application/pdf")


class Nothing(APIView):
    @describe(responses={204: None})
    def delete(self, request):
        return Response(status=204)

    @describe(request=None, responses={202: None})
    def post(self, request):
        return Response(status=202)


class Failure(APIView):
    @describe(responses=Types.STR)
    def get(self, request, code):
        failure = PermissionDenied() if code == 403 else APIException(f"Failure {code}.")
        failure.status_code = code
        raise failure


@describe(methods=["GET"], responses=Types.OBJECT)
@describe(methods=["POST"], request=Types.OBJECT, responses=Types.OBJECT)
@api_view(["GET", "POST"])
def function(request):
    """A view that is a function."""
    return Response({"method": request.method, "data": request.data or None})


class OnceThrottle(ScopedRateThrottle):
    def get_cache_key(self, request, view):
        return f"{self.scope}-everybody"


class Throttled(APIView):
    throttle_scope = "once"
    throttle_classes = [OnceThrottle]

    @describe(responses=Types.BOOL)
    def get(self, request):
        return Response(True)


class CatSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["cat"])
    lives = serializers.IntegerField()


class DogSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["dog"])
    name = serializers.CharField()


Pet = Polymorphic(
    component_name="Pet",
    serializers={"cat": CatSerializer, "dog": DogSerializer},
    resource_type_field_name="type",
)


class Pets(APIView):
    @describe(request=Pet, responses=Pet)
    def post(self, request):
        kinds = {"cat": CatSerializer, "dog": DogSerializer}
        serializer = kinds[request.data["type"]](data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data)
