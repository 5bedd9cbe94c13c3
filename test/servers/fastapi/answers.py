"""What an answer can be: text, files, streams, nothing, failures, pages."""

import json
import os
from typing import Any, Dict, List, Optional, Union

from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)
from pydantic import BaseModel

from bodies import Cat, Dog, Item, Maker

pdf = os.path.join(os.path.dirname(__file__), "a.pdf")
router = APIRouter(prefix="/answers", tags=["answers"])


def content(kind, schema, **more):
    return {200: {"description": "It.", "content": {kind: {"schema": schema}}, **more}}


@router.get("/text", response_class=PlainTextResponse)
def text():
    return "grüß\n"


@router.get("/text/empty", response_class=PlainTextResponse)
def text_empty():
    return ""


@router.get("/html", response_class=HTMLResponse)
def html():
    return "<p>ok</p>"


@router.get("/csv", response_class=Response, responses=content("text/csv", {"type": "string"}))
def csv():
    return Response("a,b\n1,2\n", media_type="text/csv")


@router.get("/file", response_class=FileResponse)
def file():
    """Its document names no content, its answer is of any type."""
    return FileResponse(pdf, media_type="application/pdf", filename="a.pdf")


@router.get(
    "/binary",
    response_class=Response,
    responses=content("application/octet-stream", {"type": "string", "format": "binary"}),
)
def binary():
    return Response(bytes([0, 255, 128, 10]), media_type="application/octet-stream")


@router.get("/picture", response_class=Response, responses=content("image/png", {}))
def picture():
    return Response(b"\x89PNG", media_type="image/png")


@router.get("/stream", response_class=StreamingResponse)
def stream():
    return StreamingResponse(iter(["one ", "two"]), media_type="text/plain")


row = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}


@router.get(
    "/lines",
    response_class=StreamingResponse,
    responses=content("application/x-ndjson", row),
)
def lines(count: int = 3):
    return StreamingResponse(
        (json.dumps({"n": n}) + "\n" for n in range(count)), media_type="application/x-ndjson"
    )


@router.get(
    "/events", response_class=StreamingResponse, responses=content("text/event-stream", row)
)
def events():
    parts = ["id: 1\nevent: tick\n", 'data: {"n": 1}\n\n', ": rest\n\n", 'data: {"n": 2}\n\n']
    return StreamingResponse(iter(parts), media_type="text/event-stream")


@router.delete("/nothing", status_code=204)
def nothing() -> None:
    return None


@router.post("/accepted", status_code=202, response_class=Response)
def accepted():
    return Response(status_code=202)


@router.get("/null")
def null() -> None:
    return None


@router.get("/undeclared")
def undeclared():
    return {"any": [1, None]}


@router.get("/number", response_model=int)
def number():
    return 42


@router.get("/flags", response_model=List[bool])
def flags():
    return [True, False]


@router.get("/pet", response_model=Union[Dog, Cat])
def pet(kind: str):
    return {"kind": "cat", "lives": 3} if kind == "cat" else {"kind": "dog", "name": "Rex"}


@router.get("/makers", response_model=Dict[str, Maker])
def makers():
    return {"a": {"name": "Acme"}, "b": {"name": "Bolt & Co", "site": "https://b.example"}}


@router.get("/maybe", response_model=Optional[Maker])
def maybe(there: bool = False):
    return {"name": "Acme"} if there else None


@router.get("/short", response_model=Item, response_model_exclude_unset=True)
def short():
    return {"name": "a", "price": 1.5}


@router.get(
    "/headers",
    responses={
        200: {
            "description": "It.",
            "headers": {
                "X-Total": {"schema": {"type": "integer"}},
                "X-Next": {"schema": {"type": "string"}},
            },
        }
    },
)
def headers(response: Response) -> List[int]:
    response.headers["X-Total"] = "12"
    response.headers["X-Next"] = "a b"
    response.set_cookie("session", "s1", httponly=True)
    return [1, 2]


class Problem(BaseModel):
    code: int
    message: str


@router.get(
    "/failures/{status}",
    responses={404: {"model": Problem}, 409: {"model": Problem}, "default": {"model": Problem}},
)
def failures(status: int) -> str:
    if status == 200:
        return "fine"
    headers = {"X-Reason": "asked"}
    return JSONResponse({"code": status, "message": "No."}, status_code=status, headers=headers)


@router.get("/http-exception", responses={418: {"description": "Tea."}})
def http_exception() -> str:
    raise HTTPException(418, detail={"reason": "tea"}, headers={"X-Reason": "tea"})


@router.put("/put", responses={201: {"model": Maker}, 204: {"description": "Unchanged."}})
def put(response: Response, how: str = "200") -> Maker:
    if how == "204":
        return Response(status_code=204)
    response.status_code = int(how)
    return Maker(name=how)


@router.get("/redirect", response_class=RedirectResponse, status_code=307)
def redirect():
    return RedirectResponse("/answers/number", status_code=307)


@router.get("/redirect-302", response_class=RedirectResponse, status_code=302)
def found():
    return "/answers/number"


@router.get("/slash/")
def slash(q: Optional[str] = None) -> Dict[str, Any]:
    return {"q": q}


@router.post("/slash/")
def slash_post(item: Maker) -> Maker:
    return item


@router.get("/big")
def big() -> Dict[str, int]:
    return {"safe": 2**53 - 1, "negative": -1}


class Page(BaseModel):
    items: List[int]
    total: int
    page: int
    size: int


@router.get(
    "/pages", openapi_extra={"x-pagination": {"style": "page", "page": "page", "items": "/items"}}
)
def pages(page: int = Query(default=1, ge=1), size: int = Query(default=3, ge=1, le=9)) -> Page:
    numbers = list(range(7))
    items = numbers[(page - 1) * size : page * size]
    return Page(items=items, total=len(numbers), page=page, size=size)


class Slice(BaseModel):
    items: List[int]
    next_cursor: Optional[str] = None


@router.get(
    "/cursors",
    openapi_extra={
        "x-pagination": {
            "style": "cursor",
            "cursor": "cursor",
            "next": "/next_cursor",
            "items": "/items",
        }
    },
)
def cursors(cursor: Optional[str] = None) -> Slice:
    start = int(cursor.removeprefix("at=")) if cursor else 0
    end = start + 3
    return Slice(items=list(range(start, min(end, 7))), next_cursor=f"at={end}" if end < 7 else None)


@router.get(
    "/offsets",
    openapi_extra={
        "x-pagination": {"style": "offset", "offset": "offset", "limit": "limit", "items": ""}
    },
)
def offsets(offset: int = 0, limit: int = Query(default=4, le=9)) -> List[int]:
    return list(range(7))[offset : offset + limit]
