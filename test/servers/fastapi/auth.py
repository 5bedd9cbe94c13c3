"""Each kind of authentication that FastAPI knows, alone, together and optional."""

from typing import Any, Dict, Optional

from fastapi import APIRouter, Depends, HTTPException, Security
from fastapi.routing import generate_unique_id
from fastapi.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    OAuth2AuthorizationCodeBearer,
    OAuth2PasswordBearer,
    OpenIdConnect,
    SecurityScopes,
)

router = APIRouter(
    prefix="/auth", tags=["auth"], generate_unique_id_function=generate_unique_id
)

bearer = HTTPBearer()
bearer_optional = HTTPBearer(auto_error=False)
basic = HTTPBasic()
key_header = APIKeyHeader(name="X-API-Key")
key_header_optional = APIKeyHeader(name="X-API-Key", auto_error=False)
key_query = APIKeyQuery(name="api_key")
key_query_optional = APIKeyQuery(name="api_key", auto_error=False)
key_cookie = APIKeyCookie(name="sid")
password = OAuth2PasswordBearer(tokenUrl="/files/login", scopes={"read": "Read.", "write": "Write."})
code = OAuth2AuthorizationCodeBearer(authorizationUrl="/authorize", tokenUrl="/token")
openid = OpenIdConnect(openIdConnectUrl="/.well-known/openid-configuration")

Credentials = HTTPAuthorizationCredentials


@router.get("/bearer")
def with_bearer(found: Credentials = Depends(bearer)) -> Dict[str, Any]:
    return {"scheme": found.scheme, "credentials": found.credentials}


@router.get("/bearer-optional")
def maybe_bearer(found: Optional[Credentials] = Depends(bearer_optional)) -> Optional[str]:
    return found and found.credentials


@router.get("/basic")
def with_basic(found: HTTPBasicCredentials = Depends(basic)) -> Dict[str, Any]:
    return {"username": found.username, "password": found.password}


@router.get("/key-header")
def with_key_header(found: str = Depends(key_header)) -> str:
    return found


@router.get("/key-query")
def with_key_query(found: str = Depends(key_query), q: Optional[str] = None) -> Dict[str, Any]:
    return {"found": found, "q": q}


@router.get("/key-cookie")
def with_key_cookie(found: str = Depends(key_cookie)) -> str:
    return found


@router.get("/password")
def with_password(scopes: SecurityScopes, found: str = Security(password, scopes=["read"])) -> str:
    return found


@router.get("/code")
def with_code(found: str = Depends(code)) -> str:
    return found


@router.get("/openid")
def with_openid(found: str = Depends(openid)) -> str:
    return found


@router.get("/either")
def either(
    header: Optional[str] = Depends(key_header_optional),
    query: Optional[str] = Depends(key_query_optional),
) -> Dict[str, Any]:
    if header is None and query is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Key"})
    return {"header": header, "query": query}


@router.get("/rejecting")
def rejecting(found: Credentials = Depends(bearer)) -> str:
    raise HTTPException(401, "Expired.", headers={"WWW-Authenticate": "Bearer"})
