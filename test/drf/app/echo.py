import base64

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def echo(request, rest=""):
    """What arrived, as it arrived; nothing of it is checked."""
    target = request.environ["raw.target"]
    path, _, query = target.partition("?")
    return JsonResponse(
        {
            "method": request.method,
            "target": target,
            "path": path,
            "query": query,
            "headers": request.environ["raw.headers"],
            "body": request.body.decode("utf-8", "replace"),
            "bodyBase64": base64.b64encode(request.body).decode(),
        }
    )
