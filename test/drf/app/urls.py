from django.urls import path, re_path
from django.views.decorators.common import no_append_slash

from answers import Events, Failures, Jobs, Plain, Refusals, Slow
from crash import Crash
from echo import echo
from keys import KeyAuthentication, SilentAuthentication
from paging import Cursors, Offsets, Pages
from parts import PartList
from things import ThingViewSet
from throttles import Throttled
from uploads import Content, Forms, Uploads

collection = {"get": "list", "post": "create"}
member = {"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy"}


def things(**options):
    return ThingViewSet.as_view(collection, suffix="List", **options)


urlpatterns = [
    path("v1/things/", things()),
    path("v1/things/bulk/", ThingViewSet.as_view({"post": "bulk"}, name="Bulk")),
    path("v1/things/<str:id>/", ThingViewSet.as_view(member, suffix="Instance")),
    path("v2/things/", things(authentication_classes=[KeyAuthentication])),
    path("v3/things/", things(authentication_classes=[SilentAuthentication])),
    path("v1/parts/", PartList.as_view()),
    path("v1/parts/pages/", PartList.as_view(pagination_class=Pages)),
    path("v1/parts/offsets/", PartList.as_view(pagination_class=Offsets)),
    path("v1/parts/cursors/", PartList.as_view(pagination_class=Cursors)),
    path("v1/throttled/", Throttled.as_view(throttle_scope="few")),
    path("v1/bursts/", Throttled.as_view(throttle_scope="burst")),
    path("v1/uploads/", Uploads.as_view()),
    path("v1/uploads/<str:id>/content/", Content.as_view(), name="content"),
    path("v1/forms/", Forms.as_view()),
    path("v1/refusals/", Refusals.as_view()),
    path("v1/failures/<int:code>/", Failures.as_view()),
    path("v1/jobs/", Jobs.as_view()),
    path("v1/slow/", Slow.as_view()),
    path("v1/events/", Events.as_view()),
    path("v1/lines/", Events.as_view(form="lines")),
    path("v1/crash/", Crash.as_view()),
    # Does not resolve without its slash, and is not redirected to it either.
    path("v1/exact/", no_append_slash(Plain.as_view())),
    re_path("^v1/echo/(?P<rest>.*)$", echo),
]
