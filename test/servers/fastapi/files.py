"""Forms and files."""

from typing import Any, Dict, List, Optional

from fastapi import APIRouter, Depends, File, Form, UploadFile
from fastapi.security import OAuth2PasswordRequestForm

router = APIRouter(prefix="/files", tags=["files"])


async def told(file):
    content = await file.read()
    return {"name": file.filename, "type": file.content_type, "text": content.decode("latin-1")}


@router.post("/login")
def login(form: OAuth2PasswordRequestForm = Depends()) -> Dict[str, Any]:
    return {"access_token": form.username, "token_type": "bearer", "scopes": form.scopes}


@router.post("/fields")
def fields(
    name: str = Form(),
    count: int = Form(default=1),
    tags: List[str] = Form(default=[]),
    note: Optional[str] = Form(default=None),
) -> Dict[str, Any]:
    return {"name": name, "count": count, "tags": tags, "note": note}


@router.post("/bytes")
def as_bytes(file: bytes = File()) -> int:
    return len(file)


@router.post("/upload")
async def upload(file: UploadFile, note: str = Form(default="none")) -> Dict[str, Any]:
    return {**await told(file), "note": note}


@router.post("/many")
async def many(files: List[UploadFile], tags: List[str] = Form(default=[])) -> Dict[str, Any]:
    return {"files": [await told(file) for file in files], "tags": tags}


@router.post("/optional")
async def optional(
    file: Optional[UploadFile] = None, note: Optional[str] = Form(default=None)
) -> Dict[str, Any]:
    return {"file": await told(file) if file else None, "note": note}


@router.post("/described", openapi_extra={"description": "A file of any type."})
async def described(
    picture: UploadFile = File(description="A picture."), width: int = Form(ge=1)
) -> Dict[str, Any]:
    return {"type": picture.content_type, "width": width}
