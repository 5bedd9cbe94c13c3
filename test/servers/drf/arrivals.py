"""Writes down each request as it arrived, before the framework reads it."""

import base64
import io
import json


class Arrivals:
    """`GET /-/arrivals` tells the requests since it was last asked, the first one first."""

    def __init__(self, app):
        self.app = app
        self.arrived = []

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/-/arrivals":
            arrived, self.arrived = self.arrived, []
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(arrived).encode()]
        body = read(environ)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        self.arrived.append(
            {
                "method": environ["REQUEST_METHOD"],
                "target": environ["raw.target"],
                "headers": environ["raw.headers"],
                "body": base64.b64encode(body).decode(),
            }
        )
        return self.app(environ, start_response)


def read(environ):
    stream = environ["wsgi.input"]
    if environ.get("HTTP_TRANSFER_ENCODING") != "chunked":
        return stream.read(int(environ.get("CONTENT_LENGTH") or 0))
    chunks = []
    while size := int(stream.readline().split(b";")[0], 16):
        chunks.append(stream.read(size))
        stream.readline()
    stream.readline()
    return b"".join(chunks)
