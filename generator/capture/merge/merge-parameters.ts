import {
  fieldsOf,
  isSame,
  listOf,
  parameterKey,
  pathParametersOf,
  provenanceField,
} from "../../openapi/index.js";
import { type At, below } from "./editable-spec.js";
import type { PageNode } from "./merge-schema.js";
import type { OperationMerge } from "./operation-merge.js";
import type { Tree } from "./resolved-tree.js";

/** Merges the parameters of one operation, including shared ones. */
export class ParameterMerge {
  readonly #scope: OperationMerge;

  constructor(scope: OperationMerge) {
    this.#scope = scope;
  }

  run(): void {
    const list = below(this.#scope.at, "parameters");
    const keys = Object.keys(this.#scope.facts.parameters);
    const earlier = Object.keys(fieldsOf(this.#scope.base("parameters")?.value));
    if (keys.length > 0 && this.#scope.spec.value(list) === undefined)
      this.#scope.setPart("parameters", []);
    for (const [index, key] of keys.entries()) {
      const stated = this.#scope.stated("parameters", key);
      const base = this.#scope.base("parameters", sameAmong(earlier, key) ?? key);
      if (!stated || !this.#hasPlace(key)) continue;
      const found = this.#parameterOf(this.#scope.at, key) ?? this.#sharedParameter(key);
      const at = found ?? below(list, "-");
      const here = { ...stated, pointer: ["parameters", String(index)] };
      if (found) this.#parameter(found, key, here, base);
      else this.#addParameter(at, key, here);
    }
    if (this.#scope.spec.keys(list).length === 0) this.#scope.spec.remove(list);
    const gone = earlier.filter((key) => sameAmong(keys, key) === undefined);
    for (const key of gone) {
      const index = this.#indexOf(this.#scope.at, key);
      if (index === undefined) continue;
      const at = below(list, String(index));
      this.#scope.change(describeParameter(key), at, this.#scope.spec.value(at), undefined);
      this.#scope.spec.remove(at);
      if (this.#scope.spec.keys(list).length === 0) this.#scope.spec.remove(list);
    }
  }

  /** A parameter of another path cannot be declared for this one. */
  #hasPlace(key: string): boolean {
    const [location, name] = splitKey(key);
    const [, path = ""] = this.#scope.at.pointer;
    return location !== "path" || pathParametersOf(path).includes(name);
  }

  #addParameter(at: At, key: string, stated: PageNode): void {
    const [location = "", name = ""] = splitKey(key);
    const fields = fieldsOf(this.#scope.objects.toSpec(stated, "parameter", at));
    const isOpen = fields["schema"] === undefined && fields["content"] === undefined;
    const statement = this.#scope.statement(this.#scope.schemas.uncertainty(stated.pointer));
    this.#scope.change(describeParameter(key), at, undefined, stated.tree.value);
    this.#scope.spec.set(at, {
      name,
      in: location,
      ...fields,
      ...(isOpen && { schema: {} }),
      ...statement,
    });
  }

  #parameter(at: At, key: string, stated: PageNode, base: Tree | undefined): void {
    const what = `${this.#scope.label}: ${describeParameter(key)}`;
    const statement = below(at, provenanceField);
    const isOpen = this.#scope.isOpen(statement);
    this.#scope.objects.merge({ at, stated, base }, "parameter", { what, isOpen });
    this.#scope.confirmPart(
      statement,
      describeParameter(key),
      this.#scope.schemas.uncertainty(stated.pointer),
    );
  }

  /** A shared parameter of other operations that this one can refer to. */
  #sharedParameter(key: string): At | undefined {
    const components = below(this.#scope.spec.root, "components", "parameters");
    for (const name of this.#scope.spec.keys(components)) {
      const target = this.#scope.spec.deref(below(components, name));
      if (keyOf(this.#scope.spec.value(target)) !== parameterKey(...splitKey(key))) continue;
      const isFit =
        this.#scope.isOpen(below(target, provenanceField)) ||
        isSame(
          fieldsOf(this.#scope.facts.parameters[key])["required"] ?? false,
          this.#scope.spec.value(below(target, "required")) ?? false,
        );
      if (!isFit) continue;
      const at = below(this.#scope.at, "parameters", "-");
      this.#scope.change(describeParameter(key), at, undefined, this.#scope.facts.parameters[key]);
      this.#scope.spec.set(at, { $ref: this.#scope.spec.refTo(at, target) });
      return target;
    }
    return undefined;
  }

  #parameterOf(operation: At, key: string): At | undefined {
    const index = this.#indexOf(operation, key);
    if (index !== undefined)
      return this.#scope.spec.deref(below(operation, "parameters", String(index)));
    const item = { file: operation.file, pointer: operation.pointer.slice(0, -1) };
    const shared = this.#indexOf(item, key);
    return shared === undefined
      ? undefined
      : this.#scope.spec.deref(below(item, "parameters", String(shared)));
  }

  #indexOf(node: At, key: string): number | undefined {
    const list = below(node, "parameters");
    const index = listOf(this.#scope.spec.value(list)).findIndex(
      (_, position) =>
        keyOf(this.#scope.spec.value(this.#scope.spec.deref(below(list, String(position))))) ===
        parameterKey(...splitKey(key)),
    );
    return index < 0 ? undefined : index;
  }
}

/** The key of the same parameter: header names are case-insensitive. */
function sameAmong(keys: readonly string[], key: string): string | undefined {
  const wanted = parameterKey(...splitKey(key));
  return keys.find((other) => parameterKey(...splitKey(other)) === wanted);
}

function keyOf(parameter: unknown): string {
  const { in: location, name } = fieldsOf(parameter);
  return parameterKey(String(location), String(name));
}

function splitKey(key: string): [string, string] {
  const blank = key.indexOf(" ");
  return [key.slice(0, blank), key.slice(blank + 1)];
}

function describeParameter(key: string): string {
  const [location, name] = splitKey(key);
  return `${location} parameter ${name}`;
}
