import { expect, test } from "vitest";
import { diagnosticsOf, model, specOf } from "../support/generator.js";

test("a chain longer than the call stack is followed to its end, and so is a cycle next to it", async () => {
  const length = 20_000;
  const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });
  const schemas = {
    Self: { oneOf: [{ oneOf: [ref("Self")] }] },
    ...Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `N${index}`,
        index < length - 1
          ? { allOf: [ref(`N${index + 1}`)] }
          : { type: "object", properties: { N0: ref("N0") } },
      ]),
    ),
  };
  const diagnostics = await diagnosticsOf(model(specOf({ components: { schemas } })));
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'schema "Self" leads back to itself and never to a value',
  ]);
});
