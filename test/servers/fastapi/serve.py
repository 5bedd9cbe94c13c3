"""Serves the app on a free port of loopback until stdin closes; `spec` prints its document.

`planted FILE` makes it deviate from that document, as the file says; `planted.py` is beside it.

Runs with FastAPI 0.92 (pydantic 1) and with 0.115 (pydantic 2).
"""

import json
import os
import socket
import sys
import threading

from app import app

if sys.argv[1:] == ["spec"]:
    print(json.dumps(app.openapi(), indent=2, ensure_ascii=False))
    sys.exit()

import uvicorn

from arrivals import Arrivals

if sys.argv[1:2] == ["planted"]:
    sys.path.append(os.path.dirname(sys.argv[2]))
    from planted import Asgi

    app = Asgi(app, sys.argv[2])

# asyncio turns off Nagle's algorithm, which costs 40 ms here, only for what it knows to be TCP.
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
listener.bind(("127.0.0.1", 0))
listener.listen()
server = uvicorn.Server(uvicorn.Config(Arrivals(app), log_level="error", http="h11", ws="none"))
threading.Thread(target=server.run, args=([listener],), daemon=True).start()
print(json.dumps({"port": listener.getsockname()[1]}), flush=True)
sys.stdin.buffer.read()
os._exit(0)  # at once, whatever is still being answered
