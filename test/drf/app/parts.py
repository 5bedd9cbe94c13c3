"""One list of 25 rows, in each style of pagination and in none."""

from dataclasses import dataclass

from rest_framework import serializers
from rest_framework.generics import ListAPIView

from paging import Rows


@dataclass
class Part:
    id: int
    number: str


PARTS = [Part(id, f"P-{id:03}") for id in range(1, 26)]


class PartSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    number = serializers.CharField()


class PartList(ListAPIView):
    serializer_class = PartSerializer
    pagination_class = None

    def get_queryset(self):
        # `?last=0` makes it empty; links to other pages must keep it.
        last = int(self.request.query_params.get("last", len(PARTS)))
        return Rows(part for part in PARTS if part.id <= last)

    def filter_queryset(self, queryset):
        return queryset
