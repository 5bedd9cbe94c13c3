import type { Parameter } from "../../contract/index.js";

/** A part of an operation that a change can be about. */
export type OperationPart = SchemaPart | LinkPart;

/** A part with a schema. */
export type SchemaPart = ParameterPart | BodyPart | ResponsePart | HeaderPart;

export interface ParameterPart {
  readonly kind: "parameter";
  readonly in: string;
  readonly name: string;
}

export interface BodyPart {
  readonly kind: "body";
}

export interface ResponsePart {
  readonly kind: "response";
  /** `200`, `2XX` or `default`. */
  readonly status: string;
}

export interface HeaderPart {
  readonly kind: "header";
  /** Of the response. */
  readonly status: string;
  /** As written. */
  readonly name: string;
}

/** A part that is serialized like a parameter. */
export type SerializedPart = ParameterPart | HeaderPart;

export interface LinkPart {
  readonly kind: "link";
  readonly name: string;
}

export function parameterPart({ in: place, name }: Parameter): ParameterPart {
  return { kind: "parameter", in: place, name };
}
