import type { Call } from "../../calls.js";

export const authCalls: readonly Call[] = [
  {
    call: 'as({ httpBearer: "t.o-k" }).auth.withBearerAuthBearerGet()',
    sent: "GET /auth/bearer\nauthorization: Bearer t.o-k",
    came: '{ scheme: "Bearer", credentials: "t.o-k" }',
  },
  {
    call: "api.auth.withBearerAuthBearerGet()",
    sent: undefined,
    fails: { name: "InvalidArgumentError" },
  },
  {
    call: 'as({ httpBearer: async () => "later" }).auth.maybeBearerAuthBearerOptionalGet()',
    sent: "GET /auth/bearer-optional\nauthorization: Bearer later",
    came: '"later"',
  },
  {
    call: 'api.auth.maybeBearerAuthBearerOptionalGet({}, { auth: "ambient" })',
    sent: "GET /auth/bearer-optional",
    came: "null",
    only: "0.115",
  },
  {
    call: 'as({ auth: "ambient" }).auth.maybeBearerAuthBearerOptionalGet().then((found) => found === null)',
    sent: "GET /auth/bearer-optional",
    came: "true",
  },
  {
    call: 'api.auth.withBearerAuthBearerGet({}, { headers: { authorization: "Bearer by-hand" } })',
    sent: "GET /auth/bearer\nauthorization: Bearer by-hand",
    came: '{ scheme: "Bearer", credentials: "by-hand" }',
  },
  {
    call: 'as({ httpBasic: { username: "änn", password: "p:w" } }).auth.withBasicAuthBasicGet()',
    sent: "GET /auth/basic\nauthorization: Basic w6RubjpwOnc=",
    fails: { status: 401 }, // FastAPI reads ASCII only
  },
  {
    call: 'as({ httpBasic: { username: "ann", password: "p:w" } }).auth.withBasicAuthBasicGet()',
    sent: "GET /auth/basic\nauthorization: Basic YW5uOnA6dw==",
    came: '{ username: "ann", password: "p:w" }',
  },
  {
    call: 'as({ apiKeyHeader: "k/1==" }).auth.withKeyHeaderAuthKeyHeaderGet()',
    sent: "GET /auth/key-header\nx-api-key: k/1==",
    came: '"k/1=="',
  },
  {
    call: 'as({ apiKeyQuery: "k/1==&" }).auth.withKeyQueryAuthKeyQueryGet({ q: "x" })',
    sent: "GET /auth/key-query?q=x&api_key=k%2F1%3D%3D%26",
    came: '{ found: "k/1==&", q: "x" }',
  },
  {
    call: 'as({ apiKeyCookie: "ab/c+d==" }).auth.withKeyCookieAuthKeyCookieGet()',
    sent: "GET /auth/key-cookie\ncookie: sid=ab/c+d==",
    came: '"ab/c+d=="',
  },
  {
    call: 'as({ oAuth2PasswordBearer: "tok" }).auth.withPasswordAuthPasswordGet()',
    sent: "GET /auth/password\nauthorization: Bearer tok",
    came: '"tok"',
  },
  {
    call: 'as({ oAuth2AuthorizationCodeBearer: "tok" }).auth.withCodeAuthCodeGet()',
    sent: "GET /auth/code\nauthorization: Bearer tok",
    came: '"tok"',
  },
  {
    call: 'as({ openIdConnect: "tok" }).auth.withOpenidAuthOpenidGet()',
    sent: "GET /auth/openid\nauthorization: Bearer tok",
    came: '"Bearer tok"',
  },
  {
    call: 'as({ apiKeyQuery: "q" }).auth.eitherAuthEitherGet()',
    sent: "GET /auth/either?api_key=q",
    came: '{ header: null, query: "q" }',
  },
  {
    call: 'as({ apiKeyHeader: "h", apiKeyQuery: "q" }).auth.eitherAuthEitherGet()',
    sent: "GET /auth/either\nx-api-key: h",
    came: '{ header: "h", query: null }',
  },
  {
    call: 'as({ httpBearer: "old" }).auth.rejectingAuthRejectingGet()',
    sent: "GET /auth/rejecting\nauthorization: Bearer old",
    fails: { name: "AuthenticationError", status: 401, body: { detail: "Expired." } },
  },
];
