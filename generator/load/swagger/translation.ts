import { countOf, type Diagnostic, describeFound, diagnose } from "../../diagnostics/index.js";
import {
  formatPointer,
  isExtension,
  isFields,
  type Pointer,
  pointerOfRef,
  refOf,
  valueAt,
} from "../../openapi/index.js";

export type Fields = Readonly<Record<string, unknown>>;

/** A node of the Swagger document: a value and its position. */
export interface Node {
  readonly value: unknown;
  readonly pointer: Pointer;
}

/**
 * Shared by all parts of a conversion: the source document, the origin of each new object, and the
 * diagnostics.
 */
export class Translation {
  readonly root: Node;
  readonly #origins = new WeakMap<object, Pointer>();
  readonly #reports = new Map<string, () => Diagnostic>();
  /** The final target of each reference; they may form a long chain. */
  readonly #arrivals = new Map<string, Node | undefined>();
  /** Diagnostics that are reported once for the document, with all nodes that they apply to. */
  readonly #reportedOnce = new Map<string, Map<string, Node>>();

  constructor(document: Fields, place: (pointer: Pointer) => Diagnostic["place"]) {
    this.root = { value: document, pointer: [] };
    this.#place = place;
  }
  readonly #place: (pointer: Pointer) => Diagnostic["place"];

  /**
   * Records that a new object stands for a node; an object without a record gets its place from the
   * object around it.
   */
  from<T extends object>(node: Node, made: T): T {
    this.#origins.set(made, node.pointer);
    return made;
  }

  /** The pointer in the Swagger document of the node at `pointer` in the new document. */
  originOf(made: unknown, pointer: Pointer): Pointer {
    let origin: Pointer = [];
    let value = made;
    for (const token of pointer) {
      value = valueAt(value, [token]);
      const known = isFields(value) || Array.isArray(value) ? this.#origins.get(value) : undefined;
      origin = known ?? [...origin, token];
    }
    // A field that only the new document has stands for the node around it.
    let length = 0;
    let node: unknown = this.root.value;
    for (const token of origin) {
      node = valueAt(node, [token]);
      if (node === undefined) break;
      length++;
    }
    return origin.slice(0, length);
  }

  /**
   * The node, or the final target of its reference; undefined if that does not exist, which was
   * reported.
   */
  resolved(node: Node): Node | undefined {
    const way: string[] = [];
    let next: Node | undefined = node;
    for (let ref = refOf(node.value); ref !== undefined; ref = next && refOf(next.value)) {
      way.push(ref);
      if (this.#arrivals.has(ref)) {
        next = this.#arrivals.get(ref);
        break;
      }
      const pointer = pointerOfRef(ref) ?? [];
      const value = valueAt(this.root.value, pointer);
      next = value === undefined ? undefined : { value, pointer };
    }
    for (const ref of way) this.#arrivals.set(ref, next);
    return next;
  }

  reportUnsupported(node: Node, what: string, why: string): void {
    this.#say(node, diagnose("left-out", { what, why }));
  }

  /** Reports once what a large document may contain a thousand times. */
  leaveOutOnce(node: Node, what: string, why: string): void {
    const key = JSON.stringify([what, why]);
    const nodes = this.#reportedOnce.get(key) ?? new Map<string, Node>();
    this.#reportedOnce.set(key, nodes.set(formatPointer(node.pointer), node));
  }

  /** Reports fields that only exist since OpenAPI 3. */
  leaveOutLater(node: Node, fields: readonly string[]): void {
    for (const field of fields) {
      const later = child(node, field);
      if (later.value === undefined) continue;
      this.reportUnsupported(later, `\`${field}\``, "OpenAPI 3 has it, but Swagger 2.0 does not");
    }
  }

  wrongShape(node: Node, expected: string, what = `"${node.pointer.at(-1)}"`): void {
    const found = describeFound(node.value);
    this.#say(node, diagnose("wrong-shape", { what, expected, found }));
  }

  /** Another message about a node. */
  report(node: Node, problem: Diagnostic): void {
    this.#say(node, problem);
  }

  /** The text of a node; undefined if it is missing, or is something else, which is reported. */
  text(node: Node): string | undefined {
    if (node.value === undefined || typeof node.value === "string") return node.value;
    this.wrongShape(node, "a string");
    return undefined;
  }

  /** The texts of a list; a missing list is empty. */
  texts(node: Node): readonly string[] {
    if (node.value === undefined) return [];
    if (!Array.isArray(node.value)) {
      this.wrongShape(node, "a list");
      return [];
    }
    return node.value.flatMap((_, index) => this.text(child(node, index)) ?? []);
  }

  /** All diagnostics, with their places. */
  diagnostics(): readonly Diagnostic[] {
    for (const [key, nodes] of this.#reportedOnce) {
      const [what, why] = JSON.parse(key) as [string, string];
      const [first] = nodes.values();
      const places =
        nodes.size === 1 ? "" : ` (in ${countOf(nodes.size, "place")}; the first one is here)`;
      if (first) this.reportUnsupported(first, `${what}${places}`, why);
    }
    return [...this.#reports.values()].map((say) => say());
  }

  /** Once for each node, however many operations share it. */
  #say(node: Node, problem: Diagnostic): void {
    const key = JSON.stringify([problem.code, problem.message, node.pointer]);
    this.#reports.set(key, () => {
      const place = this.#place(node.pointer);
      return place ? { ...problem, place } : problem;
    });
  }
}

export function child({ value, pointer }: Node, token: string | number): Node {
  return { value: valueAt(value, [String(token)]), pointer: [...pointer, String(token)] };
}

/** The fields of an object; none if it is something else, which linking has reported. */
export function childrenOf(node: Node): [name: string, node: Node][] {
  return isFields(node.value)
    ? Object.keys(node.value).map((name) => [name, child(node, name)])
    : [];
}

export function itemsOf(node: Node): Node[] {
  return Array.isArray(node.value) ? node.value.map((_, index) => child(node, index)) : [];
}

/** An object of the entries that have a value; also works for a name such as `__proto__`. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined));
}

/** Fields of an object that are copied unchanged: the named ones, and extensions. */
export function taken(node: Node, names: readonly string[]): [string, unknown][] {
  return childrenOf(node)
    .filter(([name]) => names.includes(name) || isExtension(name))
    .map(([name, { value }]) => [name, value]);
}
