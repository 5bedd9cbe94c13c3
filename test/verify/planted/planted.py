"""Makes a server deviate from its document, as a list of deviations says.

Each is bound to its request, so that all of them can be planted at once. What can be planted:

- in the answer: `status`, `headers`, `text` (as it is), `set` and `remove` (members of its JSON, by
  pointer), `wrap` (all of it in a member);
- in the request: `ask` sets members of its body before the framework reads it, `as` has another
  request answered in its place.
"""

import io
import json

names_of_statuses = {200: "OK", 301: "Moved Permanently", 400: "Bad Request", 404: "Not Found"}


def load(path):
    """The deviations by method and target."""
    planted = {}
    with open(path, encoding="utf-8") as file:
        for each in json.load(file):
            method, target = each["request"]["sent"].split(" ", 1)
            planted.setdefault((method, target), []).append(each["plant"])
    return planted


def write(value, pointer, member):
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    if not steps:
        return member
    holder = value
    for step in steps[:-1]:
        holder = holder[int(step) if isinstance(holder, list) else step]
    last = int(steps[-1]) if isinstance(holder, list) else steps[-1]
    if member is write:
        del holder[last]
    else:
        holder[last] = member
    return value


def changed(body, members):
    value = json.loads(body or "{}")
    for pointer, member in members.items():
        value = write(value, pointer, member)
    return json.dumps(value).encode()


def alter_answer(plants, status, headers, body):
    headers = {name.lower(): value for name, value in headers}
    for plant in plants:
        status = plant.get("status", status)
        if "set" in plant:
            body = changed(body, plant["set"])
        if "remove" in plant:
            body = changed(body, {pointer: write for pointer in plant["remove"]})
        if "wrap" in plant:
            body = json.dumps({plant["wrap"]: json.loads(body)}).encode()
        if "text" in plant:
            headers["content-type"], text = plant["text"]
            body = text.encode()
        headers.update(plant.get("headers", {}))
    headers["content-length"] = str(len(body))
    return status, list(headers.items()), body


def alter_request(plants, method, target, body):
    for plant in plants:
        if "ask" in plant:
            body = changed(body, plant["ask"])
        if "as" in plant:
            method, target = plant["as"].split(" ", 1)
    return method, target, body


class Wsgi:
    def __init__(self, app, path):
        self.app = app
        self.planted = load(path)

    def __call__(self, environ, start_response):
        query = environ["QUERY_STRING"]
        target = environ["PATH_INFO"] + (f"?{query}" if query else "")
        plants = self.planted.get((environ["REQUEST_METHOD"], target))
        if not plants:
            return self.app(environ, start_response)
        sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        method, target, sent = alter_request(plants, environ["REQUEST_METHOD"], target, sent)
        path, _, query = target.partition("?")
        environ.update(REQUEST_METHOD=method, PATH_INFO=path, QUERY_STRING=query)
        environ.update({"CONTENT_LENGTH": str(len(sent)), "wsgi.input": io.BytesIO(sent)})
        began = []
        body = b"".join(self.app(environ, lambda status, headers, *_: began.append((status, headers))))
        status, headers = began[-1]
        code, headers, body = alter_answer(plants, int(status.split()[0]), headers, body)
        start_response(f"{code} {names_of_statuses.get(code, 'Other')}", headers)
        return [body]


class Asgi:
    def __init__(self, app, path):
        self.app = app
        self.planted = load(path)

    async def __call__(self, scope, receive, send):
        query = scope.get("query_string", b"").decode()
        target = scope.get("path", "") + (f"?{query}" if query else "")
        plants = self.planted.get((scope.get("method"), target))
        if not plants:
            return await self.app(scope, receive, send)
        sent = b""
        while True:
            message = await receive()
            sent += message.get("body", b"")
            if not message.get("more_body"):
                break
        method, target, sent = alter_request(plants, scope["method"], target, sent)
        path, _, query = target.partition("?")
        headers = [pair for pair in scope["headers"] if pair[0] != b"content-length"]
        if sent:
            headers.append((b"content-length", str(len(sent)).encode()))
        scope = {**scope, "method": method, "path": path, "raw_path": path.encode()}
        scope.update(query_string=query.encode(), headers=headers)
        messages = [{"type": "http.request", "body": sent}]

        async def ask():
            return messages.pop(0) if messages else await receive()

        answered = []

        async def keep(message):
            answered.append(message)

        await self.app(scope, ask, keep)
        began = [(name.decode(), value.decode()) for name, value in answered[0]["headers"]]
        body = b"".join(message.get("body", b"") for message in answered[1:])
        status, headers, body = alter_answer(plants, answered[0]["status"], began, body)
        encoded = [(name.encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": status, "headers": encoded})
        await send({"type": "http.response.body", "body": body})
