"""Bodies in JSON and in text."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Dict, List, Literal, Optional, Tuple, Union
from uuid import UUID

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, Field

from parameters import Kind

router = APIRouter(prefix="/bodies", tags=["bodies"])


class Maker(BaseModel):
    name: str
    site: Optional[str] = None


class Item(BaseModel):
    name: str = Field(min_length=1, max_length=20)
    price: float = Field(gt=0)
    kind: Kind = Kind.bolt
    tags: List[str] = []
    maker: Optional[Maker] = None
    attributes: Dict[str, Union[int, str, None]] = {}


class Stored(Item):
    id: UUID
    created_at: datetime


class Owner(BaseModel):
    full_name: str = Field(alias="fullName")
    email: Optional[str] = None


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog"]
    name: str


class Node(BaseModel):
    value: int
    children: List["Node"] = []


Node.update_forward_refs() if not hasattr(Node, "model_rebuild") else Node.model_rebuild()


class Patch(BaseModel):
    name: Optional[str] = None
    note: Optional[str] = None
    count: Optional[int] = None


class Money(BaseModel):
    amount: Decimal
    at: datetime


def dump(model, **options):
    """As JSON would have it, in both versions of pydantic."""
    if hasattr(model, "model_dump"):
        return model.model_dump(mode="json", by_alias=True, **options)
    from fastapi.encoders import jsonable_encoder

    return jsonable_encoder(model, by_alias=True, **options)


@router.post("/items", status_code=201)
def create(item: Item) -> Stored:
    id = "00000000-0000-4000-8000-000000000001"
    return Stored(**dump(item), id=id, created_at="2024-01-02T03:04:05Z")


@router.put("/several/{item_id}")
def several(
    item_id: int, item: Item, owner: Owner, importance: int = Body(gt=0), q: Optional[str] = None
) -> Dict[str, Any]:
    return {
        "item_id": item_id,
        "item": item.name,
        "owner": owner.full_name,
        "importance": importance,
        "q": q,
    }


@router.post("/embedded")
def embedded(item: Maker = Body(embed=True)) -> Maker:
    return item


@router.post("/pets")
def pets(pet: Union[Cat, Dog] = Body(discriminator="kind")) -> Union[Cat, Dog]:
    return pet


@router.post("/union")
def union(value: Union[Maker, List[int], str]) -> Dict[str, Any]:
    return {"is": type(value).__name__}


@router.post("/list")
def many(items: List[Maker]) -> List[Maker]:
    return items


@router.post("/numbers")
def numbers(numbers: Dict[str, int]) -> Dict[str, int]:
    return numbers


@router.post("/free")
def free(anything: Dict[str, Any]) -> Dict[str, Any]:
    return anything


@router.post("/any")
def anything(value: Any = Body()) -> Any:
    return value


@router.post("/optional")
def optional(item: Optional[Maker] = None) -> Optional[Maker]:
    return item


@router.post("/tree")
def tree(node: Node) -> Node:
    return node


@router.patch("/partial")
def partial(patch: Patch) -> Dict[str, Any]:
    return dump(patch, exclude_unset=True)


@router.post("/tuple")
def pair(pair: Tuple[int, str]) -> Dict[str, Any]:
    return {"number": pair[0], "text": pair[1]}


@router.post("/money")
def money(money: Money) -> Dict[str, Any]:
    return {"amount": str(money.amount), "at": money.at.isoformat()}


@router.post("/text")
def text(text: str = Body(media_type="text/plain")) -> str:
    return text.decode() if isinstance(text, bytes) else text


@router.post("/vendor")
def vendor(item: Maker = Body(media_type="application/vnd.odd+json")) -> Maker:
    return item


@router.delete("/items")
def delete_many(ids: List[int] = Body()) -> int:
    return len(ids)


raw = {"type": "string", "format": "binary"}


@router.post(
    "/raw",
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": raw}}}
    },
)
async def raw_body(request: Request) -> Dict[str, Any]:
    body = await request.body()
    return {"size": len(body), "first": body[:1].hex()}


line = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}


@router.post(
    "/lines",
    openapi_extra={"requestBody": {"content": {"application/x-ndjson": {"schema": line}}}},
)
async def lines(request: Request) -> int:
    return len((await request.body()).splitlines())
