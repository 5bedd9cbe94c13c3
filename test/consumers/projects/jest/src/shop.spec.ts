import { writeFileSync } from "node:fs";
import { makeCalls } from "./calls";

test("both clients can be called", async () => {
  const made = await makeCalls(process.env["SHOP_URL"] ?? "");
  expect(made.generated["thrown"]).toBe("NotFoundError 404");
  writeFileSync("made.json", JSON.stringify(made));
});
