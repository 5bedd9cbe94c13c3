import type { Diagnostic } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { top, versionOf } from "../openapi/index.js";
import type { Contract, Media, SecurityScheme, Server } from "./contract.js";
import { type DirectionalSchemas, findDirectionalSchemas } from "./directional-schemas.js";
import { Discriminators } from "./discriminators.js";
import { type Survey, surveyDocument } from "./document-survey.js";
import { type InheritedProvenance, readInheritedProvenance } from "./inherited-provenance.js";
import { Reader, type Source } from "./node-reader.js";
import { readBody, readOperations } from "./read-operations.js";
import { readHeader, readParameter } from "./read-parameters.js";
import type { Statement } from "./read-provenance.js";
import { readSharedResponse } from "./read-responses.js";
import { readSecurity, readSecuritySchemes } from "./read-security.js";
import { readServers } from "./read-servers.js";
import { ReferenceCycles } from "./reference-cycles.js";
import { Shapes } from "./schema-composition.js";
import { Schemas } from "./schema-normalizer.js";
import { readEvents } from "./webhook-events.js";

/** Everything that is needed to read the parts of a contract. */
export interface Context extends Source {
  readonly schemas: Schemas;
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** The security of the document. */
  readonly security: Contract["security"];
  readonly servers: readonly Server[];
  readonly openapi: Contract["openapi"];
  readonly document: Reader;
  /** The `content` maps that were already read, by the written object. */
  readonly contents: Map<unknown, ReadonlyMap<string, Media>>;
}

/**
 * Reads the contract of a document.
 *
 * @param report receives the problems of a node when the node is read (default: ignored)
 */
export function readContract(
  spec: Spec,
  report: (problem: Diagnostic) => void = () => undefined,
): Contract {
  return new LazyContract(spec, report);
}

class LazyContract implements Contract, Context {
  readonly spec: Spec;
  readonly report: (problem: Diagnostic) => void;
  readonly document: Reader;
  readonly openapi: Contract["openapi"];
  readonly schemas: Schemas;
  readonly contents: Context["contents"] = new Map();
  readonly targets: Source["targets"] = new Map();

  constructor(spec: Spec, report: (problem: Diagnostic) => void) {
    this.spec = spec;
    this.report = report;
    this.document = new Reader(this, spec.document, top);
    this.openapi = versionOf(spec.document) ?? "3.1";
    this.schemas = new Schemas(spec);
  }

  get title() {
    return this.document.get("info").get("title").prose();
  }

  get version() {
    return this.document.get("info").get("version").prose();
  }

  /** A section of the components. */
  #section(name: string): Reader {
    return this.document.get("components").get(name);
  }

  #securitySchemes: Contract["securitySchemes"] | undefined;
  get securitySchemes() {
    this.#securitySchemes ??= readSecuritySchemes(this.#section("securitySchemes"));
    return this.#securitySchemes;
  }

  #security: Contract["security"] | undefined;
  get security() {
    this.#security ??= readSecurity(this.document.get("security"), false, this);
    return this.#security;
  }

  #servers: Contract["servers"] | undefined;
  get servers() {
    this.#servers ??= readServers(this.document, true, this.spec);
    return this.#servers;
  }

  #operations: Contract["operations"] | undefined;
  get operations() {
    this.#operations ??= readOperations(this);
    return this.#operations;
  }

  #tags: Contract["tags"] | undefined;
  get tags() {
    const byName = (tag: Reader) => [tag.get("name").text() ?? "", tag] as const;
    this.#tags ??= new Map(this.document.get("tags").items().map(byName));
    return this.#tags;
  }

  #componentsByName: Contract["components"] | undefined;
  get components() {
    this.#componentsByName ??= new Map(
      this.#section("schemas")
        .fields()
        .map(([key, { value, at }]) => [key, [this.schemas.follow(value, at)]]),
    );
    return this.#componentsByName;
  }

  #parameters: Contract["parameters"] | undefined;
  get parameters() {
    this.#parameters ??= new Map(
      this.#section("parameters")
        .fields()
        .flatMap(([key, written]) => {
          const parameter = readParameter(written, false, this);
          return parameter ? [[key, parameter] as const] : [];
        }),
    );
    return this.#parameters;
  }

  #bodies: Contract["bodies"] | undefined;
  get bodies() {
    this.#bodies ??= new Map(
      this.#section("requestBodies")
        .fields()
        .flatMap(([key, written]) => {
          const body = readBody(written, this);
          return body ? [[key, body] as const] : [];
        }),
    );
    return this.#bodies;
  }

  #responses: Contract["responses"] | undefined;
  get responses() {
    this.#responses ??= new Map(
      this.#section("responses")
        .fields()
        .map(([key, written]) => [key, readSharedResponse(key, written, this)]),
    );
    return this.#responses;
  }

  #headers: Contract["headers"] | undefined;
  get headers() {
    this.#headers ??= new Map(
      this.#section("headers")
        .fields()
        .map(([key, written]) => [key, readHeader(key, written, this)]),
    );
    return this.#headers;
  }

  #shapes: Shapes | undefined;
  get shapes() {
    this.#shapes ??= new Shapes(this.schemas, () => this.cycles);
    return this.#shapes;
  }

  #cycles: ReferenceCycles | undefined;
  get cycles() {
    this.#cycles ??= new ReferenceCycles(this.#written);
    return this.#cycles;
  }

  #discriminators: Discriminators | undefined;
  get discriminators() {
    this.#discriminators ??= new Discriminators(this.#written);
    return this.#discriminators;
  }

  #directions: DirectionalSchemas | undefined;
  get directions() {
    this.#directions ??= findDirectionalSchemas(this.#written, this.survey.hasVisibility);
    return this.#directions;
  }

  /** The component schemas, as written. */
  get #written() {
    return this.#section("schemas").raw;
  }

  #events: readonly [Contract["events"]] | undefined;
  get events() {
    this.#events ??= [readEvents(this)];
    return this.#events[0];
  }

  #known: InheritedProvenance | undefined;
  get #statements() {
    this.#known ??= this.survey.hasProvenance
      ? readInheritedProvenance(this, this.operations)
      : { statements: new Map(), provenances: new Map() };
    return this.#known;
  }

  get statements() {
    return this.#statements.statements;
  }

  get provenances() {
    return this.#statements.provenances;
  }

  statementOf({ value }: Reader): Statement | undefined {
    return this.statements.get(value);
  }

  #survey: Survey | undefined;
  get survey() {
    this.#survey ??= surveyDocument(this);
    return this.#survey;
  }
}
