"""Resources of models, with all that a router makes of a view set."""

from rest_framework import filters, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination, LimitOffsetPagination, PageNumberPagination
from rest_framework.response import Response

from .described import Parameter, Types, describe
from .models import Event, Maker, Part, Tag


class Pages(PageNumberPagination):
    page_size = 2
    page_size_query_param = "page_size"


class Offsets(LimitOffsetPagination):
    default_limit = 2


class Cursors(CursorPagination):
    page_size = 2
    ordering = "number"


class MakerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Maker
        fields = ["id", "name", "site"]


class PartSerializer(serializers.ModelSerializer):
    maker = MakerSerializer(read_only=True, allow_null=True)
    maker_id = serializers.PrimaryKeyRelatedField(
        queryset=Maker.objects.all(),
        source="maker",
        write_only=True,
        required=False,
        allow_null=True,
    )
    tags = serializers.SlugRelatedField(
        slug_field="slug", queryset=Tag.objects.all(), many=True, required=False
    )
    label = serializers.SerializerMethodField()

    class Meta:
        model = Part
        fields = [
            *["id", "name", "kind", "grade", "price", "weight", "stock", "active", "attributes"],
            *["note", "launched_on", "lead_time", "maker", "maker_id", "tags", "label"],
            "created_at",
        ]
        read_only_fields = ["created_at"]

    def get_label(self, part) -> str:
        return f"{part.name} ({part.kind})"

    def create(self, data):
        return super().create({**data, "created_at": "2024-02-02T00:00:00Z"})


class ShipSerializer(serializers.Serializer):
    count = serializers.IntegerField(min_value=1)
    gift = serializers.BooleanField(default=False)


class ShippedSerializer(serializers.Serializer):
    shipped = serializers.IntegerField()


class PartViewSet(viewsets.ModelViewSet):
    """Parts that can be bought."""

    queryset = Part.objects.all()
    serializer_class = PartSerializer
    pagination_class = Pages
    pages_are = {"style": "page", "page": "page", "items": "/results", "next": "/next"}
    filter_backends = [filters.SearchFilter, filters.OrderingFilter]
    search_fields = ["name"]
    ordering_fields = ["name", "price"]

    @describe(extensions={"x-pagination": pages_are})
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)

    @describe(request=ShipSerializer, responses={202: ShippedSerializer})
    @action(detail=True, methods=["post"], serializer_class=ShipSerializer)
    def ship(self, request, pk=None):
        serializer = ShipSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response({"shipped": serializer.validated_data["count"]}, status=202)

    @describe(
        parameters=[
            Parameter("ids", Types.INT, many=True, explode=False),
            Parameter("X-Trace", Types.UUID, Parameter.HEADER),
            Parameter("theme", Types.STR, Parameter.COOKIE, enum=["light", "dark"]),
            Parameter("old", Types.BOOL, deprecated=True),
        ],
        responses=Types.OBJECT,
        filters=False,
    )
    @action(detail=False, pagination_class=None, filter_backends=[])
    def odd(self, request):
        return Response(
            {
                "ids": request.query_params.get("ids"),
                "trace": request.headers.get("X-Trace"),
                "theme": request.COOKIES.get("theme"),
                "old": request.query_params.get("old"),
            }
        )

    @describe(deprecated=True, responses=MakerSerializer(many=True))
    @action(
        detail=False,
        url_path="makers/(?P<letter>[A-Z])",
        pagination_class=None,
        filter_backends=[],
        serializer_class=MakerSerializer,
    )
    def makers(self, request, letter):
        found = Maker.objects.filter(name__startswith=letter)
        return Response(MakerSerializer(found, many=True).data)


class MakerViewSet(viewsets.ModelViewSet):
    queryset = Maker.objects.order_by("id")
    serializer_class = MakerSerializer
    pagination_class = Offsets
    pages_are = {
        "style": "offset",
        "offset": "offset",
        "limit": "limit",
        "items": "/results",
        "total": "/count",
    }

    @describe(extensions={"x-pagination": pages_are})
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)


class PartsOfMaker(ListAPIView):
    """The name that Django REST framework gives it is that of the list of all parts, too."""

    serializer_class = PartSerializer
    pagination_class = None

    def get_queryset(self):
        return Part.objects.filter(maker=self.kwargs["maker_id"])


class EventSerializer(serializers.ModelSerializer):
    class Meta:
        model = Event
        fields = ["number"]


class EventList(ListAPIView):
    queryset = Event.objects.all()
    serializer_class = EventSerializer
    pagination_class = Cursors
    pages_are = {"style": "link", "next": "/next", "items": "/results"}

    @describe(extensions={"x-pagination": pages_are})
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)
