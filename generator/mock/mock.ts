import type { Contract, Media, Operation } from "../contract/index.js";
import { readContract } from "../contract/index.js";
import type { JsonSchema } from "../json-schema/index.js";
import type { Spec } from "../load/index.js";
import { encodedPart, partsOfPath } from "../openapi/index.js";
import { type ExchangeRequest, headerOf } from "../recordings/index.js";
import { checkRequest, type Match, Router, SchemaCheck } from "../verify/index.js";
import {
  type AnswerForm,
  type Collection,
  declaredAnswer,
  declaredStatuses,
  findRoles,
  type Role,
  successOf,
} from "./collections.js";
import { challengeOf, isAuthorized } from "./credentials.js";
import { Entities } from "./entities.js";
import { type Complaint, errorBody } from "./error-body.js";
import type { Faker } from "./load-faker.js";
import { json, type MockAnswer, mockHeader, plain, withRetryAfter } from "./mock-answer.js";
import { MockValues, placeOf, sentBody } from "./mock-values.js";
import { concreteType, itemsOfBody, otherBody } from "./other-body.js";
import { Sampler } from "./sampler.js";
import { seedOf } from "./seeds.js";

export interface MockOptions {
  /** Equal seeds give equal data. Default: 1. */
  readonly seed?: number;
  /** Whether what is created, changed and deleted stays so, in memory. Default: false. */
  readonly keepsState?: boolean;
  /** Of calls that fail on purpose, from 0 to 1. Default: 0. */
  readonly failRate?: number;
  /** How many things a list has at first. Default: 25. */
  readonly items?: number;
}

/** Where those ask who ask for a usual answer. */
export const nowhere = "http://mock.invalid";

/**
 * Answers requests as a contract says: with its examples first, otherwise with data made from its
 * schemas.
 */
export class Mock {
  readonly contract: Contract;
  readonly #router: Router;
  readonly #sent: SchemaCheck;
  readonly #received: SchemaCheck;
  readonly #sampler: Sampler;
  readonly #entities: Entities;
  readonly #values: MockValues;
  readonly #roles: ReadonlyMap<Operation, Role>;
  readonly #options: Required<MockOptions>;
  #calls = 0;

  /** @param origins where it is called: `http://localhost:4010`, with and without the path of a server */
  constructor(spec: Spec, faker: Faker, origins: readonly string[], options: MockOptions = {}) {
    this.#options = { seed: 1, keepsState: false, failRate: 0, items: 25, ...options };
    // What is wrong with the document is told by those who lint it.
    this.contract = readContract(spec, () => {});
    this.#router = new Router(
      this.contract,
      origins.flatMap((origin) => serversAt(origin, this.contract)),
    );
    this.#sent = new SchemaCheck(this.contract, "sent");
    this.#received = new SchemaCheck(this.contract, "received");
    const { definitions } = this.#received.schemas;
    this.#sampler = new Sampler(definitions, this.#matches, faker, this.#options.seed);
    const { items: count } = this.#options;
    this.#entities = new Entities({ sampler: this.#sampler, matches: this.#matches, count });
    const own = { schemas: this.#received.schemas, matches: this.#matches };
    this.#values = new MockValues({ ...own, sampler: this.#sampler, entities: this.#entities });
    this.#roles = findRoles(this.contract);
  }

  answer(request: ExchangeRequest): MockAnswer {
    this.#calls += 1;
    const target = this.#router.find(request.method, request.url);
    switch (target.kind) {
      case "operation":
        return this.#answerOperation(request, target.match);
      case "slash":
        return plain(404, `The path is ${target.match.operation.name.path}, with another end.`);
      case "method": {
        const allowed = [...new Set(target.others.map(({ name }) => name.method))].join(", ");
        const headers = { allow: allowed };
        if (request.method === "OPTIONS") return { status: 204, headers, body: undefined };
        return plain(405, `The spec has only ${allowed} here.`, headers);
      }
      default:
        return plain(404, "The spec has no such path.");
    }
  }

  /** What an operation answers when all is well, whoever asks. */
  usualAnswer(match: Match, query = ""): MockAnswer {
    const { method, path } = match.operation.name;
    const target = partsOfPath(path)
      .map((part, index) =>
        index % 2 === 1 ? encodedPart(match.pathValues.get(part) ?? "") : part,
      )
      .join("");
    return this.#answerUsually(
      {
        method,
        url: new URL(`${nowhere}/${target.replace(/^\//, "")}${query}`),
        destination: undefined,
        pathParameters: new Map(),
        headers: [],
        body: undefined,
      },
      match,
    );
  }

  /** A failure that an operation declares. */
  failure(operation: Operation, status: number): MockAnswer {
    return this.#refuse(operation, [status], [], "This call fails on purpose.");
  }

  /** What operations do with collections. */
  get roles(): ReadonlyMap<Operation, Role> {
    return this.#roles;
  }

  /** All of a collection as the items of its list. */
  itemsOf(collection: Collection, pathValues: ReadonlyMap<string, string>): unknown[] {
    const item = this.#received.schemas.of(collection.item);
    return this.#values
      .allOf(collection, placeOf(collection, pathValues))
      .map((entity) => this.#entities.show(entity, item));
  }

  /** A value for a path parameter. */
  pathValue(name: string, operation: Operation): string {
    const schema = [...operation.parameters.values()].find(
      (parameter) => parameter.in === "path" && parameter.name === name,
    )?.schema;
    const value = schema && this.#sampler.sample(this.#sent.schemas.of(schema), `${name}/0`);
    return value === undefined || typeof value === "object" ? "1" : String(value);
  }

  #answerOperation(request: ExchangeRequest, match: Match): MockAnswer {
    const { operation } = match;
    if (!isAuthorized(request, operation)) {
      return this.#refuse(operation, [401], [], "Authentication credentials were not provided.");
    }
    const complaints = this.#complaintsAbout(request, match);
    if (complaints.length > 0) {
      return this.#refuse(operation, [422, 400], complaints, "The request does not fit the spec.");
    }
    const wanted = Number(
      /\bcode=(\d{3})/.exec(headerOf(request, "prefer") ?? "")?.[1] ?? Number.NaN,
    );
    const failing = this.#fails() ? [503, 500, 502] : [];
    const status = Number.isNaN(wanted) ? this.#declaredOf(operation, failing) : wanted;
    if (status !== undefined && status >= 400)
      return withRetryAfter(this.failure(operation, status));
    return this.#answerUsually(request, match, status);
  }

  #answerUsually(request: ExchangeRequest, match: Match, status?: number): MockAnswer {
    const { operation } = match;
    const form = status === undefined ? successOf(operation) : declaredAnswer(operation, status);
    if (form) return this.#succeed(request, match, form);
    return { status: 204, headers: { [mockHeader]: "undocumented answer" }, body: undefined };
  }

  /** A call fails by its number and the seed, so that a run can be repeated. */
  #fails(): boolean {
    const { seed, failRate } = this.#options;
    return seedOf(seed, "fails", this.#calls) / 2 ** 32 < failRate;
  }

  #complaintsAbout(request: ExchangeRequest, match: Match): Complaint[] {
    return checkRequest(request, match, this.contract, this.#sent)
      .filter(({ rule }) => rule !== "unchecked" && rule !== "parameter-unknown")
      .map(({ where, what, field = [] }) => ({ place: placeIn(where), field, what }));
  }

  #declaredOf(operation: Operation, statuses: readonly number[]): number | undefined {
    const declared = declaredStatuses(operation);
    return statuses.find((status) => declared.includes(status)) ?? statuses[0];
  }

  /** @param statuses those that fit, the best first; one that is declared is taken before others */
  #refuse(
    operation: Operation,
    statuses: readonly number[],
    complaints: readonly Complaint[],
    summary: string,
  ): MockAnswer {
    const declared = declaredStatuses(operation);
    const usual = statuses.at(-1) ?? 400;
    const status = statuses.find((each) => declared.includes(each)) ?? usual;
    const form = declaredAnswer(operation, status);
    const headers = challengeOf(status, operation);
    if (form && form.response.content.size === 0) return { status, headers, body: undefined };
    const media = form?.media;
    const schema =
      media?.form === "json" && media.schema ? this.#received.schemas.of(media.schema) : undefined;
    const sample =
      schema === undefined ? undefined : this.#sampler.sample(schema, `error/${status}`);
    const body = errorBody(schema, sample, complaints, status, summary, this.#matches);
    return {
      status,
      headers: { ...headers, "content-type": media?.type ?? "application/json" },
      body: json(body),
    };
  }

  #succeed(request: ExchangeRequest, match: Match, form: AnswerForm): MockAnswer {
    const role = this.#roles.get(match.operation);
    const place = role ? placeOf(role.collection, match.pathValues) : "";
    const acted =
      role && this.#options.keepsState
        ? this.#values.act(request, match, role, place, form)
        : undefined;
    if (acted === "gone") return this.#refuse(match.operation, [404], [], "Not found.");
    const { media, status } = form;
    const headers = this.#headersOf(form);
    if (!media) return { status, headers, body: undefined };
    const typed = { ...headers, "content-type": concreteType(media) };
    if (media.form !== "json")
      return { status, headers: typed, body: this.#otherBody(media, request.url.pathname) };
    if (!media.schema || this.#isOpen(media)) {
      const body = json(sentBody(request) ?? {});
      return {
        status,
        headers: { ...typed, [mockHeader]: "undocumented body; this is what was sent" },
        body,
      };
    }
    const schema = this.#received.schemas.of(media.schema);
    const { value, link } = this.#values.valueFor(
      { request, match, role, place, acted },
      media,
      schema,
    );
    if (value === undefined) {
      const { method, path } = match.operation.name;
      const said = plain(501, "No value of the answer's schema was found.", {
        [mockHeader]: "unsatisfied schema",
      });
      return { ...said, unsatisfied: { operation: `${method} ${path}`, status } };
    }
    return {
      status,
      headers: { ...typed, ...(link !== undefined && { link }) },
      body: json(value),
    };
  }

  /** Whether the document says nothing of the body. */
  #isOpen({ schema }: Media): boolean {
    const written = schema && this.#received.schemas.of(schema);
    return written === true || (typeof written === "object" && Object.keys(written).length === 0);
  }

  #headersOf({ response }: AnswerForm): Record<string, string> {
    const made = [...response.headers].flatMap(([name, { required, schema }]) => {
      if (!required || !schema) return [];
      const value = this.#sampler.sample(this.#received.schemas.of(schema), `header/${name}/0`);
      return typeof value === "object" || value === undefined
        ? []
        : [[name, String(value)] as const];
    });
    return Object.fromEntries(made);
  }

  #otherBody(media: Media, key: string): Buffer {
    return otherBody(media, () =>
      itemsOfBody(media, this.contract).map((parts, index) =>
        this.#sampler.sample(this.#received.schemas.of(parts), `${key}/${index}`),
      ),
    );
  }

  readonly #matches = (schema: JsonSchema, value: unknown): boolean =>
    this.#received.issues(schema, value).length === 0;
}

/** Where a client may call: the origin itself, and the path of each server there. */
function serversAt(origin: string, { servers }: Contract): string[] {
  const paths = servers.flatMap(({ address }) => {
    const url = address?.url;
    return url !== undefined && URL.canParse(url, origin) ? [new URL(url, origin).pathname] : [];
  });
  return [...new Set([...paths.map((path) => origin + path.replace(/\/$/, "")), origin])];
}

function placeIn(where: string): Complaint["place"] {
  const places = ["query", "path", "header"] as const;
  return places.find((place) => where.startsWith(`${place} `)) ?? "body";
}
