"""The odder features of FastAPI, each in an operation that answers what it was given."""

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

import answers
import auth
import bodies
import files
import parameters


def short_id(route):
    """As FastAPI's page "Generate Clients" advises; `auth` keeps the ids that FastAPI makes up."""
    return f"{route.tags[0]}-{route.name}"


app = FastAPI(
    title="Odd",
    version="1",
    description="What FastAPI can do.",
    generate_unique_id_function=short_id,
)
for module in (parameters, bodies, files, answers, auth):
    app.include_router(module.router)


def openapi():
    """As FastAPI's page "Extending OpenAPI" shows; many such documents lose their last slashes."""
    if not app.openapi_schema:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            openapi_version=app.openapi_version,
            routes=app.routes,
        )
        document["paths"]["/answers/slash"] = document["paths"].pop("/answers/slash/")
        app.openapi_schema = document
    return app.openapi_schema


app.openapi = openapi
