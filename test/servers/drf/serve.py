"""Serves the app on a free port of loopback until stdin closes; `spec` prints its document.

The first argument says who describes it: `own`, Django REST framework itself, or `spectacular`.
`planted FILE` makes it deviate from that document, as the file says; `planted.py` is beside it.
"""

import json
import os
import sys
import threading

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
os.environ["ODD_SCHEMAS"] = sys.argv[1]

import django
from django.core.management import call_command
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
from django.core.wsgi import get_wsgi_application

from arrivals import Arrivals

django.setup()

if sys.argv[2:] == ["spec"]:
    from schemas import document

    print(json.dumps(document(), indent=2, ensure_ascii=False))
    sys.exit()


class Handler(WSGIRequestHandler):
    # Headers and body are written apart; together with delayed acknowledgement that costs 40 ms.
    disable_nagle_algorithm = True

    def get_environ(self):
        # Django drops names with an underscore, and WSGI merges what came twice.
        raw = list(self.headers.items())
        return {**super().get_environ(), "raw.target": self.path, "raw.headers": raw}


def until_stdin_closes():
    sys.stdin.buffer.read()
    os._exit(0)  # at once, whatever is still being answered


# One thread, because the database is in memory and belongs to one.
application = get_wsgi_application()
call_command("migrate", run_syncdb=True, verbosity=0)
import seed

seed.everything()
if sys.argv[2:3] == ["planted"]:
    sys.path.append(os.path.dirname(sys.argv[3]))
    from planted import Wsgi

    application = Wsgi(application, sys.argv[3])
server = WSGIServer(("127.0.0.1", 0), Handler)
server.set_app(Arrivals(application))
threading.Thread(target=until_stdin_closes, daemon=True).start()
print(json.dumps({"port": server.server_port}), flush=True)
server.serve_forever()
