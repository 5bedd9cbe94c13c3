import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { repository } from "./repository.js";

const path = `${repository}generator/observations/observations.schema.json`;
const day = /^\d{4}-\d{2}-\d{2}$/;
const fits = new Ajv2020({ strict: true, formats: { date: day } }).compile(
  JSON.parse(readFileSync(path, "utf8")) as object,
);

/** What is wrong with a text of `observations/operations.json`, as its published schema says. */
export function wrongInObservations(text: string): readonly unknown[] {
  fits(JSON.parse(text));
  return fits.errors ?? [];
}
