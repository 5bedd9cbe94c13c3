import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { deviationRules, overlayFiles, verifyRecordings } from "../../generator/verify/index.js";
import { type Line, ndjson } from "../recordings/ndjson.js";
import { makeFolder } from "../support/generator.js";

const spec = `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://api.test/v1 }]
security: [{ key: [] }]
paths:
  /parts/:
    get:
      operationId: listParts
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
        - { name: X-Team, in: header, required: true, schema: { type: string } }
        - { name: tag, in: query, schema: { type: array, items: { type: string } } }
        - { name: filter, in: query, style: deepObject, schema: { type: object, properties: { mpn: { type: string } } } }
      responses:
        "200": { description: OK, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Part" } } } } }
    post:
      operationId: addPart
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewPart" } } } }
      responses:
        "201": { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Part" } } } }
        "400": { description: Bad, content: { application/json: { schema: { type: object, properties: { detail: { type: string } } } } } }
  /parts/{id}:
    get:
      operationId: getPart
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Part" } } } }
    patch:
      operationId: touchPart
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200": { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/Part" } } } }
    delete:
      operationId: removePart
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { "200": { description: OK }, "204": { description: Gone } }
components:
  securitySchemes: { key: { type: apiKey, in: query, name: api_key } }
  schemas:
    NewPart:
      type: object
      required: [mpn]
      properties: { mpn: { type: string, maxLength: 8 }, note: { type: string } }
    Part:
      type: object
      required: [id, mpn, added]
      properties:
        id: { type: integer }
        mpn: { type: string }
        state: { type: string, enum: [open, closed] }
        added: { type: string, format: date-time }
        tags: { type: object, additionalProperties: { type: string } }
        size: { type: number, maximum: 5 }
        sku: { type: string, pattern: "^(A(B|C)*)+$" }
        slow: { type: string, pattern: "^(a+)+$" }
        code: { oneOf: [{ type: integer }, { type: boolean }] }
`;

const folder = makeFolder({ "openapi.yaml": spec });
const loaded = await loadSpec(join(folder, "openapi.yaml"));

async function verify(...lines: readonly Line[]) {
  const at = makeFolder({ "a.ndjson": ndjson("https://api.test", ...lines) });
  return verifyRecordings(loaded, { recordings: [join(at, "a.ndjson")] });
}

async function found(...lines: readonly Line[]): Promise<string[]> {
  const { findings } = await verify(...lines);
  return findings.map(({ rule, level, message }) =>
    level === "note" ? `note ${rule}: ${message}` : `${rule}: ${message}`,
  );
}

const part = { id: 1, mpn: "A", state: "open", added: "2026-11-30T10:00:00Z" };
const { mpn: _, ...withoutMpn } = part;
const one = { sent: "GET /v1/parts/1" };
const add = { sent: "POST /v1/parts/", status: 201, answer: part };
const html = { status: 200, answerText: ["text/html", "<p>Down</p>"] } as const;

const team = { headers: [["x-team", "a"]] } as const;

/** Name, exchange, and the one finding that it shows. */
const cases: readonly (readonly [string, Line, string])[] = [
  [
    "unknown field",
    { ...one, answer: { ...part, price: 1 } },
    "answer-member-unknown: GET /parts/{id}: answer 200, price is not in the schema",
  ],
  [
    "missing required",
    { ...one, answer: withoutMpn },
    "answer-member-missing: GET /parts/{id}: answer 200, mpn is missing",
  ],
  [
    "wrong type",
    { ...one, answer: { ...part, id: "1" } },
    "answer-type: GET /parts/{id}: answer 200, id is not an integer",
  ],
  [
    "new enum value",
    { ...one, answer: { ...part, state: "lost" } },
    "answer-value-unknown: GET /parts/{id}: answer 200, state is none of the known values",
  ],
  [
    "unexpected null",
    { ...one, answer: { ...part, mpn: null } },
    "answer-null: GET /parts/{id}: answer 200, mpn is not a string",
  ],
  [
    "bad date-time",
    { ...one, answer: { ...part, added: "2026-11-30T10:00:00" } },
    "answer-format: GET /parts/{id}: answer 200, added is not in the format date-time",
  ],
  [
    "undeclared status",
    { ...one, status: 404, answer: {} },
    "status-undeclared: GET /parts/{id}: answer 404 is not declared",
  ],
  [
    "HTML for JSON",
    { ...one, ...html },
    "answer-type-undeclared: GET /parts/{id}: answer 200 has a media type that is not declared",
  ],
  [
    "undeclared query parameter",
    { ...team, sent: "GET /v1/parts/?page=2", answer: [] },
    "parameter-unknown: GET /parts/: query page is not declared",
  ],
  [
    "undocumented path",
    { sent: "GET /v1/lots/17", answer: {} },
    "path-unknown: GET /lots/*: path is not declared",
  ],
  [
    "undocumented method",
    { sent: "PUT /v1/parts/1", body: {}, answer: {} },
    "method-unknown: PUT /parts/{id}: method PUT is not declared",
  ],
  [
    "a list in an envelope",
    { ...team, sent: "GET /v1/parts/", answer: { results: [part] } },
    "answer-type: GET /parts/: answer 200 is not an array",
  ],
  [
    "redirect to the slash",
    { ...one, status: 301, headersBack: [["location", "/v1/parts/1/"]] },
    "redirect-to-slash: GET /parts/{id}: answer 301 redirects to the other spelling of the path",
  ],
  [
    "request value too long",
    { ...add, body: { mpn: "A".repeat(9) } },
    "body-value: POST /parts/: request body, mpn is longer than 8",
  ],
  [
    "request without a required field",
    { ...add, body: { note: "a" } },
    "body-member-missing: POST /parts/: request body, mpn is missing",
  ],
  [
    "slash",
    { sent: "GET /v1/parts", answer: [] },
    "path-slash: GET /parts/: path has another end than the request's",
  ],
  [
    "unknown member sent",
    { ...add, body: { mpn: "A", more: 1 } },
    "body-member-unknown: POST /parts/: request body, more is not in the schema",
  ],
  [
    "value of a parameter",
    { ...team, sent: "GET /v1/parts/?limit=101", answer: [] },
    "parameter-value: GET /parts/: query limit is more than 100",
  ],
  ["no body", { ...add }, "body-missing: POST /parts/: request body is missing"],
  [
    "refused without a reason",
    { sent: "POST /v1/parts/", status: 400, body: { mpn: "A" }, answer: { detail: "no" } },
    "request-refused: POST /parts/: request was refused with 400, and fits the spec",
  ],
  [
    "empty answer",
    { ...one, headersBack: [["content-length", "0"]] },
    "answer-body-missing: GET /parts/{id}: answer 200 has no body",
  ],
  [
    "not JSON",
    { ...one, answerText: ["application/json", "{"] },
    "answer-unreadable: GET /parts/{id}: answer 200 is not JSON",
  ],
  [
    "digits lost",
    {
      ...one,
      answerText: [
        "application/json",
        JSON.stringify(part).replace('"id":1', '"id":9007199254740993'),
      ],
    },
    "answer-digits-lost: GET /parts/{id}: answer 200, id has more digits than a number keeps",
  ],
  [
    "error shape",
    { sent: "POST /v1/parts/", status: 400, body: {}, answer: { detail: [1] } },
    "answer-type: POST /parts/: answer 400, detail is not a string",
  ],
  [
    "server error",
    { ...one, status: 502, ...{ answerText: ["text/html", "<p>"] as const } },
    "note status-usual: GET /parts/{id}: answer 502 is not declared",
  ],
  [
    "a limit",
    { ...one, answer: { ...part, size: 6 } },
    "answer-limit: GET /parts/{id}: answer 200, size is more than 5",
  ],
  [
    "no alternative",
    { ...one, answer: { ...part, code: {} } },
    "answer-shape: GET /parts/{id}: answer 200, code matches no alternative",
  ],
  [
    "a body where none is declared",
    { sent: "DELETE /v1/parts/1", answer: {} },
    "answer-body-undeclared: DELETE /parts/{id}: answer 200 has a body",
  ],
  [
    "a required header that was left out",
    { sent: "GET /v1/parts/", headers: [], answer: [] },
    "parameter-missing: GET /parts/: header X-Team is missing",
  ],
  [
    "a body that the operation does not declare",
    { sent: "PATCH /v1/parts/1", body: {}, answer: part },
    "body-undeclared: PATCH /parts/{id}: request body is not declared",
  ],
  [
    "another media type",
    { ...add, bodyText: ["text/csv", "mpn\nA"] },
    "body-type-undeclared: POST /parts/: request body has a media type that is not declared",
  ],
  [
    "a pattern",
    { ...one, answer: { ...part, sku: "ABD" } },
    "answer-limit: GET /parts/{id}: answer 200, sku does not match its pattern",
  ],
  [
    "a pattern that never ends",
    { ...one, answer: { ...part, slow: `${"a".repeat(40)}!` } },
    "note unchecked: GET /parts/{id}: answer 200, slow has a pattern that takes too long",
  ],
  [
    "a body that was recorded in part",
    { ...one, answerText: ["application/json", "{", "isTruncated"] },
    "note unchecked: GET /parts/{id}: answer 200 is recorded only in part",
  ],
];

describe("each deviation is found, and nothing else", () => {
  test.each(cases)("%s", async (_, line, expected) => {
    expect(await found(line)).toEqual([expected]);
  });

  test("every rule has a case", () => {
    const named = cases.map(([, , expected]) => /^(?:note )?([a-z-]+)/.exec(expected)?.[1]);
    // What only asking shows has its cases in test/wire/verify/.
    const asked = [
      ...["path-not-served", "method-not-served", "method-unlisted"],
      ...["member", "required", "type", "limit", "choices"].map((about) => `metadata-${about}`),
    ];
    expect([...new Set([...named, ...asked])].sort()).toEqual(
      deviationRules.map(({ id }) => id).sort(),
    );
  });
});

test("a service that keeps to its spec has no finding, and coverage says what was seen", async () => {
  const report = await verify(
    {
      ...team,
      sent: "GET /v1/parts/?limit=5&tag=a&tag=b&filter[mpn]=A&api_key=k",
      answer: [part, { ...part, tags: { any: "x" } }],
    },
    { ...one, answer: part },
    { ...add, body: { mpn: "A" } },
  );
  expect(report).toMatchObject({
    exchanges: 3,
    judged: 3,
    findings: [],
    coverage: { seen: 3, of: 5 },
  });
});

test.each<[string, Line]>([
  [
    "a request that was rightly refused",
    { sent: "POST /v1/parts/", status: 400, body: {}, answer: {} },
  ],
  ["a key that was refused", { sent: "GET /v1/parts/?limit=x", status: 401, answer: {} }],
  ["too many requests", { ...one, status: 429, answer: {} }],
  ["an empty 204", { sent: "DELETE /v1/parts/1", status: 204 }],
  ["a HEAD", { sent: "HEAD /v1/parts/1" }],
  ["not modified", { ...one, status: 304 }],
  ["a gateway's headers", { ...one, answer: part, headersBack: [["x-amz-cf-id", "a"]] }],
  ["a body that was not recorded", { ...one }],
  [
    "a refused request of which the body was not recorded",
    { sent: "POST /v1/parts/", headers: [["content-length", "20"]], status: 400, answer: {} },
  ],
  [
    "a preflight",
    { sent: "OPTIONS /v1/parts/1", headers: [["access-control-request-method", "PUT"]] },
  ],
])("%s is no finding", async (_, line) => {
  const findings = await found(line, { ...one, answer: part });
  expect(findings.filter((each) => !each.startsWith("note status-usual"))).toEqual([]);
});

test("the same deviation is one finding, with its exchanges and what the spec says", async () => {
  const wrong = { ...one, answer: { ...part, id: "1" } };
  const { findings } = await verify(wrong, wrong, { ...one, answer: part });
  expect(findings).toMatchObject([
    {
      count: 2,
      exchanges: [{ line: 1 }, { line: 2 }],
      place: {
        line: spec.split("\n").indexOf("        id: { type: integer }") + 1,
        pointer: "/components/schemas/Part/properties/id",
      },
    },
  ]);
});

test("a recording of another API is refused", async () => {
  await expect(verify({ sent: "GET https://other.test/v1/parts/1", answer: part })).rejects.toThrow(
    /no exchange of \S+ goes to https:\/\/api\.test\/v1, only to https:\/\/other\.test/,
  );
});

test("no value of a recording is in the report", async () => {
  const c = (name: string) => `CANARY${name}7f3a`;
  const report = await verify(
    {
      sent: `GET /v1/parts/${c("id")}?api_key=${c("key")}&${c("name")}=${c("value")}`,
      headers: [["authorization", `Bearer ${c("token")}`]],
      answer: { ...part, [c("member")]: c("text"), tags: { [c("tag")]: 1 } },
    },
    { sent: `GET /v1/${c("path")}/x`, answer: {} },
    { ...add, body: { mpn: c("long"), [c("sent")]: 1 }, answer: { ...part, state: c("state") } },
  );
  const said = JSON.stringify(report);
  expect(said).not.toMatch(/CANARY/i);
  expect(report.findings.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining([
      "answer-member-unknown",
      "path-unknown",
      "body-value",
      "parameter-value",
    ]),
  );
});

describe("an overlay mends what was found", () => {
  /** What a person has to decide, or what is in no place that an overlay could change. */
  const withoutOverlay: readonly string[] = [
    "undocumented path: path-unknown",
    "redirect to the slash: redirect-to-slash",
    "slash: path-slash",
    "refused without a reason: request-refused",
    "empty answer: answer-body-missing",
    "not JSON: answer-unreadable",
    "digits lost: answer-digits-lost",
    "no alternative: answer-shape",
    "a body that the operation does not declare: body-undeclared",
    "a pattern that never ends: note unchecked",
    "a body that was recorded in part: note unchecked",
  ];
  const left: string[] = [];

  test.each(cases)("%s", async (name, line, expected) => {
    const { findings } = await verify(line);
    const [overlay] = overlayFiles(findings, "overlay.yaml", loaded.files[0] ?? "");
    if (overlay === undefined) {
      left.push(`${name}: ${expected.replace(/:.*/, "")}`);
      return;
    }
    const at = makeFolder({ "openapi.yaml": spec, "overlay.yaml": overlay.text });
    const overlays = [join(at, "overlay.yaml")];
    const mended = await loadSpec(join(at, "openapi.yaml"), { overlays });
    expect(mended.warnings).toEqual([]);
    const recording = makeFolder({ "a.ndjson": ndjson("https://api.test", line) });
    const again = verifyRecordings(mended, { recordings: [join(recording, "a.ndjson")] });
    expect(again.findings.map(({ message }) => message)).toEqual([]);
  });

  test("but for these", () => {
    expect(left).toEqual(withoutOverlay);
  });
});
