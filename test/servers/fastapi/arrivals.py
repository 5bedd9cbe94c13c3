"""Writes down each request as it arrived, before the framework reads it."""

import base64
import json


class Arrivals:
    """`GET /-/arrivals` tells the requests since it was last asked, the first one first."""

    def __init__(self, app):
        self.app = app
        self.arrived = []

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if scope["path"] == "/-/arrivals":
            arrived, self.arrived = self.arrived, []
            return await answer(arrived, send)
        body = []
        target = scope["raw_path"].partition(b"?")[0]
        if scope["query_string"]:
            target += b"?" + scope["query_string"]
        one = {
            "method": scope["method"],
            "target": target.decode("latin-1"),
            "headers": [[name.decode(), value.decode("latin-1")] for name, value in scope["headers"]],
            "body": "",
        }
        self.arrived.append(one)

        # All of it is read at once: a handler that does not read its body loses nothing here.
        messages = []
        while True:
            message = await receive()
            messages.append(message)
            body.append(message.get("body", b""))
            if not message.get("more_body"):
                break
        one["body"] = base64.b64encode(b"".join(body)).decode()

        async def again():
            return messages.pop(0) if messages else await receive()

        await self.app(scope, again, send)


async def answer(value, send):
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(value).encode()})
