"""Serves the app on a free port of loopback until stdin closes."""

import json
import os
import sys
import threading

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


class Handler(WSGIRequestHandler):
    # Headers and body are written apart; together with delayed acknowledgement that costs 40 ms.
    disable_nagle_algorithm = True

    def get_environ(self):
        # Django drops names with an underscore, and WSGI merges what came twice.
        raw = list(self.headers.items())
        return {**super().get_environ(), "raw.target": self.path, "raw.headers": raw}


os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
server = ThreadedWSGIServer(("127.0.0.1", 0), Handler)
server.set_app(get_wsgi_application())
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_port}), flush=True)
sys.stdin.buffer.read()
os._exit(0)  # at once, whatever is still being answered
