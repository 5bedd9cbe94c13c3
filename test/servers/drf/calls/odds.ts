import type { NamedCall } from "./names.js";

const json = (request: string, body: string): string =>
  `${request}\ncontent-type: application/json\n\n${body}`;
const uuid = "00000000-0000-4000-8000-000000000001";

const multipart = (request: string, ...parts: readonly string[]): string =>
  [
    `${request}\ncontent-type: multipart/form-data; boundary=BOUNDARY\n`,
    ...parts.map((part) => `--BOUNDARY\nContent-Disposition: form-data; ${part}`),
    "--BOUNDARY--",
  ].join("\n");

export const oddCalls: readonly NamedCall[] = [
  {
    call: `api.[POST /odd/]({ body: { text: "", maybe: null, price: "1.50", at: "2024-01-02T03:04:05+01:00", day: "2024-02-29", clock: "03:04:05", span: "1 02:03:04", id: "${uuid}", ip: "::1", slug: "a-b", choice: "a b", choices: ["x", "y"], numbers: { a: 1 }, anything: { b: [null, 1] }, contact: { email: "a@b.example", phones: ["1"] }, lines: [{ count: 1 }], secret: "s" } }).result().then(({ status }) => status)`,
    sent: json(
      "POST /odd/",
      `{"text":"","maybe":null,"price":"1.50","at":"2024-01-02T03:04:05+01:00","day":"2024-02-29","clock":"03:04:05","span":"1 02:03:04","id":"${uuid}","ip":"::1","slug":"a-b","choice":"a b","choices":["x","y"],"numbers":{"a":1},"anything":{"b":[null,1]},"contact":{"email":"a@b.example","phones":["1"]},"lines":[{"count":1}],"secret":"s"}`,
    ),
    came: "201",
    only: "own", // the other document says 200
  },
  {
    call: 'api.[PATCH /odd/]({ body: { price: "1.5", at: "2024-01-02T03:04:05+01:00", numbers: { a: 1 }, contact: null } })',
    sent: json(
      "PATCH /odd/",
      '{"price":"1.5","at":"2024-01-02T03:04:05+01:00","numbers":{"a":1},"contact":null}',
    ),
    came: '{ price: "1.50", at: "2024-01-02T02:04:05Z", numbers: { a: 1 }, contact: null, maybe: null }',
  },
  {
    call: 'api.[PATCH /odd/]({ body: { choice: "", anything: [null, { b: 1 }] } })',
    sent: json("PATCH /odd/", '{"choice":"","anything":[null,{"b":1}]}'),
    came: '{ choice: "", anything: [null, { b: 1 }], contact: null, maybe: null }',
    only: "spectacular",
  },
  {
    call: 'api.[PATCH /odd/]({ body: { exact: 1.5, span: "1 02:03:04", ip: "10.0.0.1", slug: "a-b", clock: "03:04:05", secret: "s" } })',
    sent: json(
      "PATCH /odd/",
      '{"exact":1.5,"span":"1 02:03:04","ip":"10.0.0.1","slug":"a-b","clock":"03:04:05","secret":"s"}',
    ),
    came: '{ exact: 1.5, span: "1 02:03:04", ip: "10.0.0.1", slug: "a-b", clock: "03:04:05", contact: null, maybe: null }',
  },
  {
    call: 'api.[PATCH /odd/]({ body: { day: "30.2.2024", id: "x", choices: [], choice: "c", slug: "a b", ip: "1.2.3", price: "12345.6" } })',
    sent: json(
      "PATCH /odd/",
      '{"day":"30.2.2024","id":"x","choices":[],"choice":"c","slug":"a b","ip":"1.2.3","price":"12345.6"}',
    ),
    fails: {
      status: 400,
      fields: {
        day: ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."],
        id: ["Must be a valid UUID."],
        slug: ['Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.'],
        ip: ["Enter a valid IPv4 or IPv6 address."],
        price: ["Ensure that there are no more than 4 digits before the decimal point."],
      },
    },
  },
  {
    call: 'api.[PATCH /odd/]({ body: { contact: { email: "none", phones: ["1", "123456"] }, lines: [{ count: 1 }, { count: 0 }], numbers: { a: 1 } } })',
    sent: json(
      "PATCH /odd/",
      '{"contact":{"email":"none","phones":["1","123456"]},"lines":[{"count":1},{"count":0}],"numbers":{"a":1}}',
    ),
    fails: {
      status: 400,
      fields: {
        "contact.email": ["Enter a valid email address."],
        "contact.phones.1": ["Ensure this field has no more than 5 characters."],
        "lines.1.count": ["Ensure this value is greater than or equal to 1."],
      },
    },
  },
  {
    call: 'api.[PATCH /odd/]({ body: { text: "refused" } })',
    sent: json("PATCH /odd/", '{"text":"refused"}'),
    fails: { status: 400, fields: { non_field_errors: ["Not this text."] } },
  },
  {
    call: 'api.[POST /form/]({ body: { name: "ä b", count: 2, flags: ["x", "y"] } }).result().then(({ status }) => status)',
    sent: "POST /form/\ncontent-type: application/x-www-form-urlencoded\n\nname=%C3%A4+b&count=2&flags=x&flags=y",
    came: "200",
    only: "spectacular", // the other document says 201
  },
  {
    call: 'api.[POST /form/]({ body: { name: "" } })',
    sent: "POST /form/\ncontent-type: application/x-www-form-urlencoded\n\nname=",
    fails: { status: 400, fields: { name: ["This field may not be blank."] } },
  },
  {
    call: 'api.[POST /upload/]({ body: { file: named("a.txt", "text/plain", "abc"), note: "n" } })',
    sent: multipart(
      "POST /upload/",
      'name="file"; filename="a.txt"\nContent-Type: text/plain\n\nabc',
      'name="note"\n\nn',
    ),
    came: '{ note: "n", size: 3, name: "a.txt" }',
  },
  {
    call: 'api.[POST /upload/]({ body: { file: file("text/plain", "") } })',
    sent: multipart("POST /upload/", 'name="file"; filename="blob"\nContent-Type: text/plain\n\n'),
    fails: { status: 400, fields: { file: ["The submitted file is empty."] } },
  },
  {
    call: "api.[PUT /several-parsers/]({ body: { count: 1 } })",
    sent: json("PUT /several-parsers/", '{"count":1}'),
    came: "{ count: 1 }",
  },
  {
    call: 'api.[PUT /several-parsers/]({ contentType: "application/x-www-form-urlencoded", body: { count: 2 } })',
    sent: "PUT /several-parsers/\ncontent-type: application/x-www-form-urlencoded\n\ncount=2",
    came: "{ count: 2 }",
  },
  {
    call: 'api.[PUT /several-parsers/]({ contentType: "multipart/form-data", body: { count: 3 } })',
    sent: multipart("PUT /several-parsers/", 'name="count"\n\n3'),
    came: "{ count: 3 }",
  },
  {
    call: 'api.[POST /login/]({ body: { username: "ann", password: "p&w ü" } }, { auth: "ambient" })',
    sent: json("POST /login/", '{"username":"ann","password":"p&w ü"}'),
    came: '{ token: "0123456789abcdef" }',
    only: "spectacular",
  },
  {
    call: 'api.[POST /login/]({ contentType: "application/x-www-form-urlencoded", body: { username: "ann", password: "no" } }, { auth: "ambient" })',
    sent: "POST /login/\ncontent-type: application/x-www-form-urlencoded\n\nusername=ann&password=no",
    fails: {
      status: 400,
      fields: { non_field_errors: ["Unable to log in with provided credentials."] },
    },
    only: "spectacular",
  },
  {
    call: 'as({ tokenAuth: "Token 0123456789abcdef" }).[GET /protected/]()',
    sent: "GET /protected/\nauthorization: Token 0123456789abcdef",
    came: '"ann"',
    only: "spectacular",
  },
  {
    call: 'api.[GET /protected/]({}, { headers: { authorization: "Token 0123456789abcdef" } })',
    sent: "GET /protected/\nauthorization: Token 0123456789abcdef",
    came: '"ann"',
    only: "spectacular",
  },
  {
    call: 'api.[GET /protected/]({}, { headers: { authorization: "Token bad" } })',
    sent: "GET /protected/\nauthorization: Token bad",
    fails: { name: "AuthenticationError", status: 401, body: { detail: "Invalid token." } },
  },
  {
    call: 'as({ basicAuth: { username: "ann", password: "p&w ü" } }).protected.basicRetrieve()',
    sent: "GET /protected/basic/\nauthorization: Basic YW5uOnAmdyDDvA==",
    came: '"ann"',
    only: "spectacular",
  },
  {
    call: 'as({ basicAuth: { username: "ann", password: "p&w ü" } }).protected.eitherRetrieve()',
    sent: "GET /protected/either/\nauthorization: Basic YW5uOnAmdyDDvA==",
    came: '"ann"',
    only: "spectacular",
  },
  {
    call: 'as({ cookieAuth: "no/such+session==" }).protected.eitherRetrieve()',
    sent: "GET /protected/either/\ncookie: sessionid=no/such+session==",
    fails: { name: "PermissionError", status: 403 },
    only: "spectacular",
  },
  {
    call: "api.[GET /optional/]()",
    sent: "GET /optional/",
    came: '"nobody"',
    only: "spectacular",
  },
  {
    call: 'as({ tokenAuth: "Token 0123456789abcdef" }).[GET /optional/]()',
    sent: "GET /optional/\nauthorization: Token 0123456789abcdef",
    came: '"ann"',
    only: "spectacular",
  },
  {
    call: "api.[POST /session/]().result().then(({ status }) => status)",
    sent: "POST /session/",
    came: "204",
    only: "spectacular",
  },
  {
    call: "api.[GET /table/]()",
    sent: "GET /table/\naccept: text/csv, */*;q=0.1",
    came: '"a,b\\n1,2"',
    only: "spectacular",
  },
  {
    call: "api.[GET /report/]()",
    sent: "GET /report/\naccept: text/csv, */*;q=0.1",
    came: '"a,b\\n"',
    only: "spectacular",
  },
  {
    call: "api.[GET /download/]()",
    sent: "GET /download/\naccept: application/pdf, */*;q=0.1",
    came: 'file("application/pdf", "%PDF-1.4\\n")',
    only: "spectacular",
  },
  { call: "api.[DELETE /nothing/]()", sent: "DELETE /nothing/", came: "undefined" },
  {
    call: "api.[POST /nothing/]()",
    sent: "POST /nothing/\naccept: application/json, */*;q=0.1",
    came: "undefined",
    only: "spectacular",
  },
  {
    call: "api.[GET /failures/{code}/]({ code: 403 })",
    sent: "GET /failures/403/",
    fails: {
      name: "PermissionError",
      status: 403,
      body: { detail: "You do not have permission to perform this action." },
    },
    only: "spectacular",
  },
  {
    call: "api.[GET /failures/{code}/]({ code: 500 }, { maxRetries: 0 })",
    sent: "GET /failures/500/",
    fails: { name: "ServerError", status: 500, body: { detail: "Failure 500." } },
    only: "spectacular",
  },
  {
    call: 'api.[GET /failures/{code}/]({ code: "409" })',
    sent: "GET /failures/409/",
    fails: { name: "ConflictError", status: 409, body: { detail: "Failure 409." } },
    only: "own",
  },
  ...["404", "410", "418", "422"].map(
    (code): NamedCall => ({
      call: `api.[GET /failures/{code}/]({ code: "${code}" })`,
      sent: `GET /failures/${code}/`,
      fails: { status: Number(code), body: { detail: `Failure ${code}.` } },
      only: "own",
    }),
  ),
  {
    call: "api.[GET /function/]()",
    sent: "GET /function/",
    came: '{ method: "GET", data: null }',
    only: "spectacular",
  },
  {
    call: "api.[POST /function/]({ body: { a: [1] } })",
    sent: json("POST /function/", '{"a":[1]}'),
    came: '{ method: "POST", data: { a: [1] } }',
    only: "spectacular",
  },
  {
    call: "api.[GET /throttled/]()",
    sent: "GET /throttled/",
    came: "true",
    only: "spectacular",
  },
  {
    call: "api.[GET /throttled/]({}, { maxRetries: 0 })",
    sent: "GET /throttled/",
    fails: { name: "RateLimitError", status: 429 },
    only: "spectacular",
  },
  {
    call: 'api.[POST /pets/]({ body: { type: "dog", name: "Rex" } }).then((pet) => (pet.type === "dog" ? pet.name : pet.lives))',
    sent: json("POST /pets/", '{"type":"dog","name":"Rex"}'),
    came: '"Rex"',
    only: "spectacular",
  },
];
