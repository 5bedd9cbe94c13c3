import { readContract } from "../../generator/contract/index.js";
import type { Spec } from "../../generator/load/index.js";
import { Mock, type MockAnswer, type MockOptions } from "../../generator/mock/index.js";
import { loadFaker } from "../../generator/mock/load-faker.js";
import { Sampler } from "../../generator/mock/sampler.js";
import type { ExchangeRequest } from "../../generator/recordings/index.js";
import { SchemaCheck } from "../../generator/verify/index.js";

export const origin = "http://localhost:4010";

export const faker = await loadFaker();

export function mockOf(spec: Spec, options: MockOptions = {}): Mock {
  return new Mock(spec, faker, [origin], options);
}

/** A request as a client sends it. */
export function requestOf(
  method: string,
  path: string,
  {
    headers = {},
    json,
    type = "application/json",
  }: { headers?: Readonly<Record<string, string>>; json?: unknown; type?: string } = {},
): ExchangeRequest {
  const bytes = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
  return {
    method,
    url: new URL(path, origin),
    destination: undefined,
    pathParameters: new Map(),
    headers: [...Object.entries(headers), ...(bytes ? [["content-type", type] as const] : [])],
    body: bytes && { mediaType: type, bytes, isTruncated: false },
  };
}

export function bodyOf({ body }: MockAnswer): unknown {
  return body === undefined ? undefined : JSON.parse(body.toString("utf8"));
}

/** A request for each operation, with what it requires; undefined where no value is found for that. */
export function requiredRequests(spec: Spec): (ExchangeRequest | undefined)[] {
  const contract = readContract(spec, () => {});
  const check = new SchemaCheck(contract, "sent");
  const sampler = new Sampler(
    check.schemas.definitions,
    (schema, value) => check.issues(schema, value).length === 0,
    faker,
    7,
  );
  return contract.operations
    .filter(({ kind }) => kind === "path")
    .map((operation) => {
      const { method, path } = operation.name;
      const headers: Record<string, string> = {};
      const query = new URLSearchParams();
      let target = path;
      for (const { in: place, name, required, schema } of operation.parameters.values()) {
        if (!required) continue;
        const value = schema && sampler.sample(check.schemas.of(schema), `${name}/0`);
        if (value === undefined || typeof value === "object") return undefined;
        if (place === "path")
          target = target.replace(`{${name}}`, encodeURIComponent(String(value)));
        else if (place === "query") query.set(name, String(value));
        else if (place === "header") headers[name] = String(value);
        else return undefined;
      }
      for (const { scheme } of [...(operation.security.alternatives[0]?.values() ?? [])]) {
        const carrier = scheme?.carrier;
        if (carrier?.in === "header") headers[carrier.name] = `${carrier.prefix ?? ""}abc`;
        if (carrier?.in === "query") query.set(carrier.name, "abc");
        if (carrier?.in === "cookie") headers["cookie"] = `${carrier.name}=abc`;
      }
      const media = [...(operation.body?.content.values() ?? [])].find(
        ({ form }) => form === "json",
      );
      if (operation.body?.required && !media) return undefined;
      const json =
        media?.schema && sampler.sample(check.schemas.of(media.schema), `${path}/body/0`);
      const text = query.size > 0 ? `${target}?${query}` : target;
      return requestOf(method, text, {
        headers,
        ...(json !== undefined && media && { json, type: media.type }),
      });
    });
}
