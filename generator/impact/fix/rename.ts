/** What has another name in the new client, and is the same thing. */
export type Rename =
  | ExportRename
  | OperationRename
  | FacadeRename
  | OptionRename
  | ArgumentRename
  | FieldRename
  | SchemaKeyRename
  | EnumValueRename
  | ValueNameRename
  | PathRename
  | EnvelopeChange;

interface Renamed {
  readonly from: string;
  readonly to: string;
  /** What the documents show for it, where they do not say that it is the same. */
  readonly evidence?: string | undefined;
}

/** A type, a list of values, or a function that no operation is called by. */
export interface ExportRename extends Renamed {
  readonly is: "export";
}

/** The function of an operation; handlers of tests and `operations` of `paths.ts` have its name too. */
export interface OperationRename extends Renamed {
  readonly is: "operation";
}

/** From the facade down to the method: `["orders", "list"]`. Operations that kept theirs are there too. */
export interface FacadeRename {
  readonly is: "facade";
  readonly operation: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** An option of the client, such as the one that holds a credential. */
export interface OptionRename extends Renamed {
  readonly is: "option";
}

/** A parameter: another name, another place in the request, or both. */
export interface ArgumentRename extends Renamed {
  readonly is: "argument";
  /** The function of its operation in the old client. */
  readonly operation: string;
  /** As it is sent, which is how `paths.ts` has it. */
  readonly sent: { readonly from: Sent; readonly to: Sent };
}

interface Sent {
  readonly in: string;
  readonly name: string;
}

/** A property of a body or an answer. */
export interface FieldRename extends Renamed {
  readonly is: "field";
  /** The objects that have it: those that any of these leads to. */
  readonly owners: readonly FieldOwner[];
  /** For whose requests and answers it is renamed. */
  readonly operations: SidesOfOperations;
}

/** Where an object is declared: names lead down from a type or from an operation, lists left out. */
export type FieldOwner = TypeOwner | AnswerOwner | ArgumentsOwner;

export interface TypeOwner {
  readonly of: "type";
  readonly type: string;
  /** The schema's key, by which `paths.ts` has it. */
  readonly key: string;
  readonly names: readonly string[];
}

export interface AnswerOwner {
  readonly of: "answer" | "error";
  readonly operation: string;
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  /** From the body down. */
  readonly names: readonly string[];
}

export interface ArgumentsOwner {
  readonly of: "arguments";
  readonly operation: string;
  /** `body`, or the parameter as the client's arguments call it. */
  readonly argument: string;
  /** From the arguments down, as they are sent; empty for the arguments themselves. */
  readonly names: readonly string[];
}

/** The key of a schema in `components` of `paths.ts`. */
export interface SchemaKeyRename extends Renamed {
  readonly is: "schemaKey";
}

/** A value of an enum that the spec has a name for, which stayed. */
export interface EnumValueRename extends Renamed {
  readonly is: "enumValue";
  readonly of: EnumOwner;
}

/** A value of an enum that is gone, while others came that the spec does not say to be the same. */
export interface UncertainValue {
  readonly of: EnumOwner;
  readonly from: string;
  readonly candidates: readonly string[];
}

/** A type of the old client, or the property or parameter that the enum is written in. */
export type EnumOwner = { readonly is: "type"; readonly type: string } | EnumField;

export interface EnumField {
  readonly is: "field";
  /** The objects that have it, each with what it is called there. */
  readonly places: readonly {
    readonly owner: FieldOwner;
    readonly names: readonly string[];
  }[];
  readonly operations: SidesOfOperations;
}

/** Functions of the old client, and webhooks. */
export type SidesOfOperations = Readonly<Record<"requests" | "answers", ReadonlySet<string>>>;

/** The name of a value of an enum, which stayed. */
export interface ValueNameRename extends Renamed {
  readonly is: "valueName";
  /** The object of them in the old client. */
  readonly object: string;
}

/** A path template, as callers of openapi-fetch write it. */
export interface PathRename extends Renamed {
  readonly is: "path";
  readonly method: string;
}

/** The body of a request or an answer was put into a property of an object, or taken out of it. */
export interface EnvelopeChange {
  readonly is: "envelope";
  readonly operation: string;
  readonly side: "request" | "answer";
  readonly name: string;
  readonly isAdded: boolean;
}

/** The types of an operation's arguments, data and outcomes, and the statuses that the spec names. */
export interface OperationTypes {
  readonly params: string;
  readonly data: string;
  readonly result: string;
  readonly statuses: readonly string[];
}

/** What may be a rename and is not certain, so that nothing is done about it. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

export interface Renames {
  /** The name of the old client. */
  readonly client: string;
  /** What operations of the old client take and answer, by function. */
  readonly types: ReadonlyMap<string, OperationTypes>;
  readonly certain: readonly Rename[];
  readonly leftOut: readonly LeftOut[];
  readonly uncertainValues: readonly UncertainValue[];
  /** Functions of the old client whose operation the new one does not have. */
  readonly removed: ReadonlySet<string>;
}
