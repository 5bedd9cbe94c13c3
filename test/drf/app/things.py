"""A resource that can be read and written, in one world for each key."""

import threading
import uuid
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from django.http import Http404
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.mixins import (
    CreateModelMixin,
    DestroyModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.response import Response

from keys import prefix_of
from paging import Pages

lock = threading.Lock()
worlds = {}


def seed():
    blank = {"quantity": 0, "weight": None, "active": True, "tags": [], "attributes": {}}
    blank |= {"note": None, "launched_on": None, "lead_time": None, "maker": None}
    things = [
        {
            **blank,
            "id": "00000000-0000-4000-8000-000000000001",
            "name": "first",
            "kind": "bolt",
            "price": Decimal("12.50"),
            "quantity": 3,
            "weight": 0.1,
            "tags": ["a", "b"],
            "attributes": {"thread": "M3", "deep": {"list": [1, None]}},
            "note": "ü",
            "launched_on": date(2024, 2, 29),
            "lead_time": timedelta(days=3, hours=4, seconds=5),
            "maker": {"name": "Acme", "contact": {"email": "a@acme.example"}},
            "created_at": datetime(2024, 1, 2, 3, 4, 5, 678901, timezone.utc),
        },
        {
            **blank,
            "id": "00000000-0000-4000-8000-000000000002",
            "name": "second",
            "kind": "nut",
            "price": Decimal("0.10"),
            "created_at": datetime(2024, 1, 2, 3, 4, 5, 0, timezone.utc),
        },
    ]
    return {thing["id"]: thing for thing in things}


def world_of(request):
    with lock:
        return worlds.setdefault(prefix_of(request), seed())


class Contact(serializers.Serializer):
    email = serializers.EmailField()

    def validate(self, attrs):
        # Only a partial update can come here with nothing.
        if not attrs:
            raise serializers.ValidationError("Say how to reach them.")
        return attrs


class Maker(serializers.Serializer):
    name = serializers.CharField(max_length=40)
    contact = Contact(required=False, allow_null=True)


class ThingSerializer(serializers.Serializer):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(max_length=40, help_text="What it is called.")
    kind = serializers.ChoiceField(choices=[("bolt", "Bolt"), ("nut", "Nut")])
    price = serializers.DecimalField(max_digits=10, decimal_places=2)
    quantity = serializers.IntegerField(min_value=0, required=False)
    weight = serializers.FloatField(allow_null=True, required=False)
    active = serializers.BooleanField(required=False)
    tags = serializers.ListField(child=serializers.CharField(max_length=10), required=False)
    attributes = serializers.JSONField(required=False)
    note = serializers.CharField(allow_blank=True, allow_null=True, required=False)
    launched_on = serializers.DateField(allow_null=True, required=False)
    lead_time = serializers.DurationField(allow_null=True, required=False)
    maker = Maker(allow_null=True, required=False)
    created_at = serializers.DateTimeField(read_only=True)

    def validate_name(self, name):
        others = [thing for thing in self.context["world"].values() if thing is not self.instance]
        if any(thing["name"] == name for thing in others):
            raise serializers.ValidationError("thing with this name already exists.")
        return name

    def validate(self, attrs):
        thing = {**(self.instance or {}), **attrs}
        if thing.get("kind") == "nut" and thing.get("quantity", 0) % 2:
            raise serializers.ValidationError("Nuts come in pairs.")
        return attrs

    def create(self, data):
        thing = {
            **{name: None for name in self.fields},
            **{"quantity": 0, "active": True, "tags": [], "attributes": {}},
            **{"id": str(uuid.uuid4()), "created_at": datetime.now(timezone.utc)},
        }
        return self.context["world"].setdefault(thing["id"], self.update(thing, data))

    def update(self, thing, data):
        if data.get("maker"):
            data["maker"] = {"contact": None, **(thing["maker"] or {"name": ""}), **data["maker"]}
        thing.update(data)
        return thing


class ThingViewSet(
    ListModelMixin,
    CreateModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
    DestroyModelMixin,
    viewsets.GenericViewSet,
):
    """Things that can be bought."""

    serializer_class = ThingSerializer
    pagination_class = Pages

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "world": world_of(self.request)}

    def get_queryset(self):
        # `?kind=bolt&kind=nut` asks for both.
        kinds = self.request.query_params.getlist("kind")
        things = list(world_of(self.request).values())
        return [thing for thing in things if not kinds or thing["kind"] in kinds]

    def filter_queryset(self, queryset):
        return queryset

    def get_object(self):
        try:
            return world_of(self.request)[self.kwargs["id"]]
        except KeyError:
            raise Http404

    def perform_destroy(self, thing):
        world_of(self.request).pop(thing["id"], None)

    @action(detail=False, methods=["post"])
    def bulk(self, request):
        serializer = self.get_serializer(data=request.data, many=True)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data, status=status.HTTP_201_CREATED)
