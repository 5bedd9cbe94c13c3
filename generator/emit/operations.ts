import type { Api, Operation, Parameter } from "../model/index.js";
import { toLiteral, toStringLiteral } from "./text.js";
import { docs, printModule, StructureKind } from "./typescript.js";

/**
 * `operations.ts`: what the runtime has to know of each operation, as data. Each descriptor is a
 * constant of its own, so that a bundler can leave out those that are not used.
 */
export function emitOperations(api: Api): string {
  const inferred = api.operations.filter(({ inferred }) => inferred);
  return printModule([
    {
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namedImports: ["OperationDescriptor"],
      moduleSpecifier: "./runtime/operation.js",
    },
    // As text, because ts-morph would indent the inside of an initializer once more.
    ...api.operations.map(
      (operation) =>
        `export const ${operation.names.function}: OperationDescriptor = ${toLiteral(describe(operation))};`,
    ),
    describeTable(api.operations.map(({ names }) => names.function)),
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: "InferredOperationId",
      type: union(inferred.map(({ id }) => id)),
      docs: docs(["Ids of the operations whose method or path no source documents."]),
    },
  ]);
}

/** Annotated, for compilers that do not infer; `satisfies` ties each entry to the runtime's idea of it. */
function describeTable(names: readonly string[]): string {
  const entries = names.map((name) => `  ${name},\n`).join("");
  return `/** All descriptors, by the name of their function. */
export const descriptors: Readonly<Record<${union(names)}, OperationDescriptor>> = {
${entries}} satisfies Record<string, OperationDescriptor>;`;
}

function union(texts: readonly string[]): string {
  return texts.length > 0 ? texts.map(toStringLiteral).join(" | ") : "never";
}

function describe(operation: Operation): unknown {
  const { id, method, path, parameters, body, responses, security } = operation;
  const accept = [
    ...new Set(
      responses.flatMap(({ success, content }) => (success && content ? [content.mediaType] : [])),
    ),
  ].join(", ");
  return {
    id,
    method,
    path,
    parameters:
      parameters.length > 0 ? Object.fromEntries(parameters.map(describeParameter)) : undefined,
    body: body && {
      type: body.content.mediaType === "application/json" ? undefined : body.content.mediaType,
      required: body.required || undefined,
    },
    accept: accept === "" || accept === "application/json" ? undefined : accept,
    security,
    inferred: operation.inferred && {
      because: operation.inferred.because,
      levels: Object.fromEntries(
        Object.entries(operation.provenance ?? {}).map(([aspect, { level }]) => [aspect, level]),
      ),
    },
  };
}

/** Only what differs from the defaults. */
function describeParameter(parameter: Parameter): [string, unknown] {
  return [
    parameter.argument,
    {
      in: parameter.in,
      name: parameter.name === parameter.argument ? undefined : parameter.name,
      required: (parameter.in !== "path" && parameter.required) || undefined,
      style: parameter.style,
      explode: parameter.explode,
      allowReserved: parameter.allowReserved || undefined,
      json: parameter.json || undefined,
    },
  ];
}
