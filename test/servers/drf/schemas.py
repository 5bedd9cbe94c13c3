"""The documents that describe the app."""

import json
import os

from rest_framework.renderers import JSONOpenAPIRenderer
from rest_framework.schemas.openapi import AutoSchema, SchemaGenerator


class Own(AutoSchema):
    """As the page "Schemas" shows, with what a view says of its pages."""

    def get_operation(self, path, method):
        operation = super().get_operation(path, method)
        pagination = getattr(self.view, "pages_are", None)
        if pagination and method == "GET" and "list" in operation["operationId"]:
            operation["x-pagination"] = pagination
        return operation


def document():
    if os.environ["ODD_SCHEMAS"] == "own":
        generator = SchemaGenerator(title="Odd", version="1")
        return json.loads(JSONOpenAPIRenderer().render(generator.get_schema(public=True)))
    from drf_spectacular.generators import SchemaGenerator as Spectacular
    from drf_spectacular.renderers import OpenApiJsonRenderer

    return json.loads(OpenApiJsonRenderer().render(Spectacular().get_schema(public=True)))
