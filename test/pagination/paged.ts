import { writeQueryCredential } from "../../generator/runtime/auth.js";
import { createClient } from "../../generator/runtime/client.js";
import type { CallOptions, ClientOptions, PagedCall } from "../../generator/runtime/index.js";
import {
  type PagedDescriptor,
  type PaginationRule,
  paginate,
} from "../../generator/runtime/pagination.js";

export interface Body {
  readonly items?: readonly number[] | null;
  readonly next?: unknown;
  readonly total?: unknown;
}

export type Paged = PagedCall<Body, unknown, number>;

/** A function that calls `GET /things/`, paged by this rule; `/items`, `/next` and `/total` are where pages hold what they hold. */
export function pagedBy(
  rule: Omit<PaginationRule, "items"> & Partial<PaginationRule>,
  options: ClientOptions,
  operation: Partial<PagedDescriptor> = {},
) {
  const client = createClient(
    {
      servers: [],
      credentials: {
        key: { option: "key", in: "query", name: "api_key", write: writeQueryCredential },
      },
      security: [],
      userAgent: "test/1",
    },
    { maxRetries: 0, ...options },
    { key: "s3cret" },
  );
  const descriptor: PagedDescriptor = {
    id: "listThings",
    method: "GET",
    path: "/things/",
    ...operation,
    pagination: { items: ["items"], ...rule },
  };
  return (args?: object, callOptions?: CallOptions): Paged =>
    paginate(client, descriptor, args, callOptions);
}

export async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of source) found.push(item);
  return found;
}
