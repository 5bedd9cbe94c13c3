"""Paths, queries, headers and cookies."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any, Dict, List, Literal, Optional, Set, Union
from uuid import UUID

from fastapi import APIRouter, Cookie, Depends, Header, Path, Query, Request

router = APIRouter(prefix="/parameters", tags=["parameters"])


class Kind(str, Enum):
    bolt = "bolt"
    wing_nut = "wing nut"


class Level(IntEnum):
    low = 1
    high = 2


@router.get("/optional")
def optional(q: Optional[str] = None, n: int = 3, flag: bool = False) -> Dict[str, Any]:
    return {"q": q, "n": n, "flag": flag}


@router.get("/required")
def required(q: Optional[str] = Query(), n: int = Query(ge=1, le=10)) -> Dict[str, Any]:
    return {"q": q, "n": n}


@router.get("/lists")
def lists(
    ids: List[int] = Query(default=[]),
    kinds: Optional[List[Kind]] = Query(default=None),
    names: Set[str] = Query(default=set()),
) -> Dict[str, Any]:
    return {"ids": ids, "kinds": kinds, "names": sorted(names)}


@router.get("/enums")
def enums(
    kind: Kind, level: Level = Level.low, order: Literal["asc", "desc"] = "asc"
) -> Dict[str, Any]:
    return {"kind": kind, "level": level, "order": order}


@router.get("/union")
def union(value: Union[int, str], either: Union[float, bool, None] = None) -> Dict[str, Any]:
    return {"value": value, "either": either}


@router.get("/formats")
def formats(day: date, at: datetime, clock: time, id: UUID, price: Decimal) -> Dict[str, Any]:
    return {
        "day": day.isoformat(),
        "at": at.isoformat(),
        "clock": clock.isoformat(),
        "id": str(id),
        "price": str(price),
    }


@router.get("/span")
def span(span: timedelta) -> float:
    return span.total_seconds()


@router.get("/aliases")
def aliases(
    item_query: str = Query(alias="item-query"),
    name_is: Optional[str] = Query(default=None, alias="filter[name]"),
    old: Optional[str] = Query(default=None, deprecated=True, title="Old", description="Unused."),
    hidden: Optional[str] = Query(default=None, include_in_schema=False),
) -> Dict[str, Any]:
    return {"item-query": item_query, "filter[name]": name_is, "old": old, "hidden": hidden}


@router.get("/things/{thing_id}/parts/{name}")
def segments(thing_id: int, name: str = Path(title="Name")) -> Dict[str, Any]:
    return {"thing_id": thing_id, "name": name}


@router.get("/kinds/{kind}/{day}")
def typed_segments(kind: Kind, day: date) -> Dict[str, Any]:
    return {"kind": kind, "day": day.isoformat()}


@router.get("/tree/{file_path:path}")
def tree(file_path: str) -> str:
    return file_path


@router.get("/headers")
def headers(
    x_token: str = Header(),
    if_match: Optional[str] = Header(default=None),
    x_count: Optional[int] = Header(default=None),
    x_tags: Optional[List[str]] = Header(default=None),
    user_agent: Optional[str] = Header(default=None),
) -> Dict[str, Any]:
    return {"x_token": x_token, "if_match": if_match, "x_count": x_count, "x_tags": x_tags}


@router.get("/underscores")
def underscores(strange_header: str = Header(convert_underscores=False)) -> str:
    return strange_header


@router.get("/cookies")
def cookies(
    session: str = Cookie(),
    theme: Literal["light", "dark"] = Cookie(default="light"),
    count: Optional[int] = Cookie(default=None),
) -> Dict[str, Any]:
    return {"session": session, "theme": theme, "count": count}


def paged(skip: int = 0, limit: int = Query(default=100, le=1000)):
    return {"skip": skip, "limit": limit}


class Filters:
    def __init__(self, q: Optional[str] = None, tags: List[str] = Query(default=[])):
        self.q = q
        self.tags = tags


def caller(x_caller: str = Header(default="nobody")):
    yield x_caller


@router.get("/dependencies")
def dependencies(
    page: Dict[str, Any] = Depends(paged),
    filters: Filters = Depends(),
    who: str = Depends(caller),
) -> Dict[str, Any]:
    return {**page, "q": filters.q, "tags": filters.tags, "who": who}


@router.api_route("/many", methods=["GET", "POST", "PUT", "DELETE"])
def many(request: Request, q: Optional[str] = None) -> Dict[str, Any]:
    return {"method": request.method, "q": q}


@router.head("/head")
def head() -> None:
    return None


@router.options("/options")
def options() -> Dict[str, Any]:
    return {"allow": ["GET"]}


@router.get("/old", deprecated=True)
def old() -> bool:
    return True


@router.get("/größe/{size}", operation_id="größe")
def unicode_names(size: int, länge: Optional[int] = None) -> Dict[str, Any]:
    return {"größe": size, "länge": länge}
