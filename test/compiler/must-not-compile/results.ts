import { client, type Snippet } from "./snippet.js";

const result = `${client}const result = await cofactr.auth.updateApiKey().result();
`;
const unknownResult = `${client}const result = await cofactr.boms.list().result();
`;

export const results: readonly Snippet[] = [
  {
    name: "data before ok was asked",
    error: 2339,
    code: `${result}result.data;`,
  },
  {
    name: "data of a failure",
    error: 2339,
    code: `${result}if (!result.ok) result.data;`,
  },
  {
    name: "the error of a success",
    error: 2339,
    code: `${result}if (result.ok) result.error;`,
  },
  {
    name: "the body of an error that may be none of a status",
    error: 2339,
    code: `${result}if (!result.ok) result.error.body;`,
  },
  {
    name: "headers of an answer that may be missing",
    error: 18048,
    code: `${result}if (!result.ok) result.response.headers;`,
  },
  {
    name: "comparing a success with another status than the documented one",
    error: 2367,
    code: `${result}if (result.ok && result.status === 201) throw result;`,
  },
  {
    name: "comparing a failure with the status of success",
    error: 2367,
    code: `${result}if (!result.ok && result.status === 200) throw result;`,
  },
  {
    name: "comparing with a status that is none",
    error: 2367,
    code: `${result}if (result.status === 42) throw result;`,
  },
  {
    name: "comparing a status with text",
    error: 2367,
    code: `${result}if (result.status === "200") throw result;`,
  },
  {
    name: "a field that the data does not have",
    error: 2339,
    code: `${result}if (result.ok) result.data.secret;`,
  },
  {
    name: "a wrong type for a field of the data",
    error: 2322,
    code: `${result}if (result.ok) { const id: number = result.data.id; throw id; }`,
  },
  {
    name: "undocumented data as a type",
    error: 2322,
    code: `${unknownResult}if (result.ok) { const boms: string[] = result.data; throw boms; }`,
  },
  {
    name: "awaited undocumented data as a type",
    error: 2322,
    code: `${client}const data = await cofactr.boms.list();
const boms: { id: string }[] = data;`,
  },
  {
    name: "a field of undocumented data",
    error: 18046,
    code: `${client}const data = await cofactr.boms.list();
data.results;`,
  },
  {
    name: "the body of a documented failure as a type",
    error: 2322,
    code: `${result}if (!result.ok && result.status) { const text: string = result.error.body; throw text; }`,
  },
  {
    name: "data of a call that is not awaited",
    error: 2339,
    code: `${client}cofactr.auth.updateApiKey().name;`,
  },
  {
    name: "a call as a Promise of something else",
    error: 2322,
    code: `${client}const promise: Promise<number> = cofactr.auth.updateApiKey(); void promise;`,
  },
  {
    name: "changing a result",
    error: 2540,
    code: `${result}result.ok = false;`,
  },
  {
    name: "narrowing by ok and by status",
    code: `${client}import { ApiError, type ApiKey, StatusError } from "cofactr-platform-client";
const result = await cofactr.auth.updateApiKey({ body: { name: "A" } }).result();
if (result.ok) {
  const status: 200 = result.status;
  const key: ApiKey = result.data;
  const headers: Headers = result.response.headers;
  throw [status, key, headers];
} else if (result.status === undefined) {
  const error: ApiError = result.error;
  const none: undefined = result.response;
  throw [error, none];
} else if (result.status === 404) {
  const error: StatusError<404> | StatusError = result.error;
  throw error.headers;
} else {
  const body: unknown = result.error.body;
  const status: number = result.status;
  throw [body, status];
}`,
  },
  {
    name: "narrowing by status alone",
    code: `${result}if (result.status === 200) void result.data.name;
if (result.status === 403) void result.error.body;
switch (result.status) {
  case 200:
    void result.data.id;
    break;
  case undefined:
    void result.error.cause;
    break;
  default:
    void result.error.headers;
}`,
  },
  {
    name: "any success status where none is documented",
    code: `${unknownResult}if (result.ok && (result.status === 200 || result.status === 206)) throw result.data;`,
  },
  {
    name: "the awaited data",
    code: `${client}import type { ApiKey, UpdateApiKeyData } from "cofactr-platform-client";
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const data = await cofactr.auth.updateApiKey();
const isApiKey: Same<typeof data, ApiKey> = true;
const isNamed: Same<typeof data, UpdateApiKeyData> = true;
const list = await cofactr.boms.list();
const isUnknown: Same<typeof list, unknown> = true;
throw [isApiKey, isNamed, isUnknown];`,
  },
  {
    name: "a call wherever a Promise is wanted",
    code: `${client}import type { ApiKey } from "cofactr-platform-client";
const promise: Promise<ApiKey> = cofactr.auth.updateApiKey();
const [key, list]: [ApiKey, unknown] = await Promise.all([
  cofactr.auth.updateApiKey(),
  cofactr.boms.list(),
]);
async function read(): Promise<ApiKey> {
  return cofactr.auth.updateApiKey();
}
const name: string = await promise.then((each) => each.name).finally(() => {});
const raw: Response = await cofactr.boms.list().response();
throw [key, list, read, name, raw];`,
  },
  {
    name: "the types alone",
    code: `import type { paths } from "cofactr-platform-client/paths";
import type { ApiKey, BomWebhookEvent, CreateRawBom } from "cofactr-platform-client/types";
type Answer = paths["/integrations/api_keys/"]["patch"]["responses"][200]["content"]["application/json"];
declare const answer: Answer;
const key: ApiKey = answer;
const bom: CreateRawBom = { name: "A", raw_lines: [{ mpn: "X" }] };
const kind: BomWebhookEvent["event_type"] = "created";
throw [key, bom, kind];`,
  },
  {
    name: "a value from the types",
    error: 2305,
    code: `import { createCofactr } from "cofactr-platform-client/types";`,
  },
  {
    name: "a path that the types do not have",
    error: 2339,
    code: `import type { paths } from "cofactr-platform-client/paths";
export type Nothing = paths["/v1/boms"];`,
  },
];
