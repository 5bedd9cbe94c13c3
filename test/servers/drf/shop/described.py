"""drf-spectacular's decorators, which do nothing where it does not describe the app."""

from django.conf import settings

if settings.HAS_SPECTACULAR:
    from drf_spectacular.types import OpenApiTypes as Types
    from drf_spectacular.utils import (
        OpenApiParameter as Parameter,
        OpenApiResponse as Response,
        PolymorphicProxySerializer as Polymorphic,
        extend_schema as describe,
    )
else:

    class Anything:
        """Stands for what it is asked for."""

        def __init__(self, *args, **kwargs):
            pass

        def __class_getitem__(cls, key):
            return cls

        def __getattr__(self, name):
            return self

    class Names(type):
        def __getattr__(cls, name):
            return None

    class Types(metaclass=Names):
        pass

    class Parameter(Anything, metaclass=Names):
        pass

    Response = Polymorphic = Anything

    def describe(**_):
        return lambda view: view
