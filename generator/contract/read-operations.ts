import { diagnose } from "../diagnostics/index.js";
import { isFields, methodOfField, methodOfName, type Version } from "../openapi/index.js";
import type { Body, Operation, OperationName, Security, Server } from "./contract.js";
import type { Reader } from "./node-reader.js";
import { readContent } from "./read-content.js";
import type { Context } from "./read-contract.js";
import { type Pagination, readPagination } from "./read-pagination.js";
import { readParameters } from "./read-parameters.js";
import { readProvenance, readWebhookProvenance } from "./read-provenance.js";
import { readResponses } from "./read-responses.js";
import { readSecurity } from "./read-security.js";
import { readServers } from "./read-servers.js";

/** The operations of a document, those under `paths` first. */
export function readOperations(context: Context): Operation[] {
  const { document } = context;
  const paths = document.get("paths").fields();
  for (const [path, item] of paths) refuseRelative(path, item);
  const webhooks = document.get("webhooks").fields();
  return [
    ...paths.flatMap(([path, item]) => readPathItem("path", path, item, context)),
    ...webhooks.flatMap(([key, item]) => readPathItem("webhook", key, item, context)),
  ];
}

/** After a base URL, a path without a leading slash would name another host. */
function refuseRelative(path: string, item: Reader): void {
  if (path.startsWith("/")) return;
  const args = {
    what: "a path",
    expected: "a string that starts with a slash",
    found: `"${path}"`,
  };
  item.report(diagnose("wrong-shape", args, item.place));
}

function readPathItem(
  kind: Operation["kind"],
  path: string,
  written: Reader,
  context: Context,
): Operation[] {
  const pathItem = written.resolved();
  return methodsOf(path, pathItem, context.openapi).map(
    ([method, node]) => new LazyOperation(kind, method, path, node, pathItem, context),
  );
}

function methodsOf(
  path: string,
  pathItem: Reader,
  version: Version,
): [method: string, node: Reader][] {
  const found: [string, Reader][] = [];
  const tooNew: [string, Reader][] = [];
  for (const [field, node] of pathItem.fields()) {
    const method = methodOfField(field);
    if (method?.versions.includes(version)) found.push([method.name, node]);
    else if (method) tooNew.push([field, node]);
  }
  const others = pathItem.get("additionalOperations");
  // A method with its own field must not be here, because it could then occur twice.
  if (version === "3.2") found.push(...others.fields().filter(([name]) => !methodOfName(name)));
  else if (others.exists) tooNew.push(["additionalOperations", others]);
  for (const [field, node] of tooNew) {
    const args = { what: `\`${field}\` of ${path}`, why: "only OpenAPI 3.2 has it" };
    node.report(diagnose("left-out", args, node.place));
  }
  return found.filter(([, node]) => {
    // Reports a node that is not an object.
    node.fields();
    return isFields(node.value);
  });
}

class LazyOperation implements Operation {
  readonly kind: Operation["kind"];
  readonly node: Reader;
  readonly pathItem: Reader;
  readonly name: OperationName;
  readonly #context: Context;

  constructor(
    kind: Operation["kind"],
    method: string,
    path: string,
    node: Reader,
    pathItem: Reader,
    context: Context,
  ) {
    this.kind = kind;
    this.node = node;
    this.pathItem = pathItem;
    this.#context = context;
    const operationId = node.get("operationId").text() || undefined;
    this.name = { method, path, operationId };
  }

  get raw() {
    return this.node.raw;
  }

  get at() {
    return this.node.at;
  }

  get tags() {
    return this.node.get("tags").texts();
  }

  #parameters: Operation["parameters"] | undefined;
  get parameters() {
    this.#parameters ??= new Map([
      ...readParameters(this.pathItem, true, this.#context),
      ...readParameters(this.node, false, this.#context),
    ]);
    return this.#parameters;
  }

  #body: readonly [Body | undefined] | undefined;
  get body() {
    this.#body ??= [readBody(this.node.get("requestBody"), this.#context)];
    return this.#body[0];
  }

  #responses: Operation["responses"] | undefined;
  get responses() {
    this.#responses ??= readResponses(this.node.get("responses"), this.name.method, this.#context);
    return this.#responses;
  }

  #security: Security | undefined;
  get security() {
    this.#security ??=
      this.node.raw["security"] === undefined
        ? this.#context.security
        : readSecurity(this.node.get("security"), true, this.#context);
    return this.#security;
  }

  #ownServers: readonly Server[] | undefined;
  get ownServers() {
    this.#ownServers ??= nearestServers(this.node, this.pathItem, this.#context);
    return this.#ownServers;
  }

  get servers() {
    return this.ownServers.length > 0 ? this.ownServers : this.#context.servers;
  }

  #callbacks: readonly Operation[] | undefined;
  get callbacks() {
    this.#callbacks ??= readCallbacks(this.node.get("callbacks"), this.#context);
    return this.#callbacks;
  }

  #pagination: readonly [Pagination | undefined] | undefined;
  get pagination(): Pagination | undefined {
    this.#pagination ??= [readPagination(this, this.#context)];
    return this.#pagination[0];
  }

  get provenance() {
    return this.kind === "path" ? readProvenance(this.node) : readWebhookProvenance(this.node);
  }
}

function nearestServers(operation: Reader, pathItem: Reader, { spec }: Context): readonly Server[] {
  const own = readServers(operation, false, spec);
  return own.length > 0 ? own : readServers(pathItem, false, spec);
}

function readCallbacks(callbacks: Reader, context: Context): Operation[] {
  return callbacks.fields().flatMap(([name, callback]) =>
    callback
      .resolved()
      .fields()
      .flatMap(([expression, item]) =>
        readPathItem("callback", `${name} ${expression}`, item, context),
      ),
  );
}

export function readBody(written: Reader, context: Context): Body | undefined {
  const node = written.resolved();
  if (!node.exists) return undefined;
  return {
    raw: node.raw,
    at: node.at,
    node,
    written,
    required: node.get("required").flag() ?? false,
    content: readContent(node.get("content"), context),
  };
}
