from django.urls import include, path
from rest_framework.authtoken.views import ObtainAuthToken
from rest_framework.routers import SimpleRouter

from shop import odds, parts

router = SimpleRouter()
router.register("parts", parts.PartViewSet)
router.register("makers", parts.MakerViewSet)

urlpatterns = [
    path("", include(router.urls)),
    path("makers/<int:maker_id>/parts/", parts.PartsOfMaker.as_view()),
    path("events/", parts.EventList.as_view()),
    path("login/", ObtainAuthToken.as_view()),
    path("odd/", odds.Odd.as_view()),
    path("form/", odds.Form.as_view()),
    path("upload/", odds.Upload.as_view()),
    path("several-parsers/", odds.SeveralParsers.as_view()),
    path("protected/", odds.Protected.as_view()),
    path("protected/basic/", odds.BasicOnly.as_view()),
    path("protected/either/", odds.EitherOf.as_view()),
    path("optional/", odds.Optional.as_view()),
    path("session/", odds.Session.as_view()),
    path("table/", odds.Table.as_view()),
    path("report/", odds.Report.as_view()),
    path("download/", odds.Download.as_view()),
    path("nothing/", odds.Nothing.as_view()),
    path("failures/<int:code>/", odds.Failure.as_view()),
    path("function/", odds.function),
    path("throttled/", odds.Throttled.as_view()),
    path("pets/", odds.Pets.as_view()),
]
