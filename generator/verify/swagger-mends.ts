import type { Spec, WrittenNode } from "../load/index.js";
import { type Fields, fieldsOf, methodOfField, tokensOf, valueAt } from "../openapi/index.js";
import type { VerifyFinding } from "./fold-deviations.js";
import type { Mend } from "./mend-deviation.js";
import type { Located } from "./overlay-actions.js";

/**
 * An edit of the OpenAPI document that a Swagger 2.0 document was read as, as edits of that: media
 * types are lists of the operation, bodies are parameters, and only bodies have schemas. None where
 * Swagger 2.0 has no way to say it.
 *
 * @param node where the node of the edit is written, or the nearest around it
 */
export function inSwagger(
  mend: Mend,
  node: WrittenNode,
  spec: Spec,
  operation: VerifyFinding["operation"],
): Located[] {
  const { at, ...edit } = mend;
  const written = fieldsOf(valueAt(node.value, node.pointer));
  const called = new Called(spec, operation);
  const name = tokensOf(at).at(-1);
  const { update } = edit;
  const [field = ""] = Object.keys(update ?? {});
  if (update && methodOfField(field)) {
    return [{ node, edit: { update: { [field]: newOperation(fieldsOf(update[field])) } } }];
  }
  if (update?.["responses"] !== undefined) {
    const responses = fieldsOf(update["responses"]);
    const types = Object.values(responses).flatMap(typesOf);
    const edited = { update: { responses: mapped(responses, newResponse) } };
    return [{ node, edit: edited }, ...called.with("produces", types)];
  }
  const place = written["in"];
  if (update?.["content"] !== undefined) {
    if (place === "formData") return [];
    if (place === "body") return called.with("consumes", typesOf(update));
    const isFile = fieldsOf(written["schema"])["type"] === "file";
    // JSON that `produces` lists is that of errors.
    const types = called.with(
      "produces",
      typesOf(update).filter((type) => !isFile || !/[/+]json$/i.test(type)),
    );
    return written["schema"] === undefined
      ? [{ node, edit: { update: { schema: {} } } }, ...types]
      : types;
  }
  if (Array.isArray(update?.["parameters"])) {
    const parameters = update["parameters"].map(textParameter);
    return [{ node, edit: { update: { parameters } } }];
  }
  // A body is required if any of its fields is.
  if (field === "required") return place === "formData" ? [] : [{ node, edit }];
  if (place === "formData" && name === "schema") return called.field(mend);
  const isSimple = typeof place === "string";
  if (isSimple && edit.remove === "type") return [{ node, edit: { update: { type: "string" } } }];
  if (!isSimple && node.pointer.at(-1) !== name) return [];
  const isNullable = update?.["nullable"] === true;
  return [{ node, edit: isNullable ? { update: { "x-nullable": true } } : edit }];
}

/** The operation that was called, if the spec has it. */
class Called {
  readonly #node: WrittenNode | undefined;
  readonly #root: Fields;

  constructor(spec: Spec, { method, path }: VerifyFinding["operation"]) {
    const pointer = ["paths", path, method.toLowerCase()];
    this.#node = valueAt(spec.document, pointer) === undefined ? undefined : spec.source(pointer);
    this.#root = fieldsOf(spec.source([]).value);
  }

  get #own(): Fields {
    return fieldsOf(this.#node && valueAt(this.#node.value, this.#node.pointer));
  }

  /** Its own list replaces that of the document, which without one means JSON. */
  with(field: "consumes" | "produces", types: readonly string[]): Located[] {
    if (!this.#node) return [];
    const own = this.#own[field];
    const all = Array.isArray(this.#root[field]) ? this.#root[field] : [];
    const inherited = all.length > 0 ? all : ["application/json"];
    const known: readonly unknown[] = Array.isArray(own) ? own : inherited;
    const added = types.filter((type) => !known.includes(type));
    if (added.length === 0) return [];
    const update = { [field]: Array.isArray(own) ? added : [...inherited, ...added] };
    return [{ node: this.#node, edit: { update } }];
  }

  /** Each field of a form is a parameter. */
  field({ update, item }: Mend): Located[] {
    if (!this.#node) return [];
    const [name] = Object.keys(fieldsOf(update?.["properties"]));
    if (name !== undefined) {
      const parameters = [textParameter({ name, in: "formData" })];
      return [{ node: this.#node, edit: { update: { parameters } } }];
    }
    const { parameters } = this.#own;
    const index = Array.isArray(parameters)
      ? parameters.findIndex((each) => fieldsOf(each)["name"] === item)
      : -1;
    if (item === undefined || index < 0) return [];
    const pointer = [...this.#node.pointer, "parameters", String(index)];
    return [{ node: { ...this.#node, pointer }, edit: { update: { required: false } } }];
  }
}

function newOperation({ responses, requestBody }: Fields): Fields {
  const produces = Object.values(fieldsOf(responses)).flatMap(typesOf);
  const consumes = typesOf(requestBody);
  const body = { name: "body", in: "body", schema: {} };
  return {
    ...(consumes.length > 0 && { consumes, parameters: [body] }),
    ...(produces.length > 0 && { produces }),
    responses: mapped(fieldsOf(responses), newResponse),
  };
}

function newResponse(response: unknown): Fields {
  const { content, ...others } = fieldsOf(response);
  return { ...others, ...(content !== undefined && { schema: {} }) };
}

function typesOf(owner: unknown): string[] {
  return Object.keys(fieldsOf(fieldsOf(owner)["content"]));
}

/** Whatever the value is, it travels as text. */
function textParameter(parameter: unknown): Fields {
  const { schema: _, ...others } = fieldsOf(parameter);
  return { ...others, type: "string" };
}

function mapped(fields: Fields, change: (value: unknown) => Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value)]));
}
