from rest_framework.pagination import CursorPagination, LimitOffsetPagination, PageNumberPagination


class Pages(PageNumberPagination):
    page_size = 10
    page_size_query_param = "page_size"
    max_page_size = 20


class Offsets(LimitOffsetPagination):
    default_limit = 10
    max_limit = 20


class Cursors(CursorPagination):
    page_size = 10
    page_size_query_param = "page_size"
    max_page_size = 20
    ordering = "number"


class Rows(list):
    """As much of a queryset as cursors need; a database for that would be more to keep."""

    def order_by(self, order):
        return Rows(
            sorted(self, key=lambda row: getattr(row, order.lstrip("-")), reverse=order[0] == "-")
        )

    def filter(self, *conditions, **lookups):
        # Newer releases pass a Q, in which `number__isnull` never holds here.
        for condition in conditions:
            lookups.update(condition.children)
        lookups = {key: value for key, value in lookups.items() if not key.endswith("__isnull")}
        ((key, position),) = lookups.items()
        name, lookup = key.split("__")
        if lookup == "lt":
            return Rows(row for row in self if getattr(row, name) < position)
        return Rows(row for row in self if getattr(row, name) > position)
