import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { objects } from "./fields.js";
import { head, specOf } from "./support.js";

describe.each(Object.entries(objects))("%s", (_, { into, fields }) => {
  const compared = Object.entries(fields).filter(([, field]) => typeof field !== "string");

  test.each(compared)("%s is compared", (name, field) => {
    const documents = [field[0], field[1]].map((value) => {
      const given = value === undefined ? {} : { [name]: value };
      return specOf({ ...head, ...into(given) });
    });
    const [before, after] = documents;
    if (!before || !after) throw new Error("a field has two values");
    expect(compareSpecs(before, after).findings).not.toEqual([]);
    expect(compareSpecs(after, before).findings).not.toEqual([]);
    expect(compareSpecs(before, before).findings).toEqual([]);
  });

  test("has a reason for what is not compared", () => {
    for (const field of Object.values(fields)) {
      if (typeof field === "string") expect(field.split(" ").length).toBeGreaterThan(3);
    }
  });
});
