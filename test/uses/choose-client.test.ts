import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../../generator/diagnostics/index.js";
import { type Choice, chooseClient } from "../../generator/uses/choose-client.js";
import type { ClientFiles } from "../../generator/uses/client-files.js";

const folder = "/srv/app";

function client(name: string, from: string, home: string, roots = [home]): ClientFiles {
  const facade = name;
  return {
    name,
    facade,
    from,
    home,
    roots,
    files: new Set(roots.map((root) => `${root}/index.d.ts`)),
  };
}

const modules = `${folder}/node_modules`;
const shop = client("Shop", "src/shop", `${folder}/src/shop`);
const depot = client("Depot", "@acme/depot@2.1.0", `${modules}/@acme/depot`, [
  `${modules}/@acme/depot/dist/cjs`,
  `${modules}/@acme/depot/dist/esm`,
]);
const bank = client("Bank", "bank-client@1.0.0-rc.1", `${modules}/bank-client`);
const all = [shop, depot, bank];

const none: Choice = {
  file: `${folder}/tsconfig.json`,
  folder,
  configured: [],
  imported: new Set(),
  unresolved: [],
};
const configured = (names: readonly string[], other: Partial<Choice["configured"][number]>) => [
  { names, output: "/srv/clients/elsewhere", client: undefined, package: undefined, ...other },
];

/** The place of the client that is chosen, or the code of the message. */
function chosen(name: string | undefined, choice: Partial<Choice> = {}, clients = all): string {
  try {
    return chooseClient(clients, name, { ...none, ...choice }).from;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map(({ code }) => code).join();
  }
}

describe("the client is chosen", () => {
  test.each([
    ["its name", "Depot", depot.from],
    ["its package", "@acme/depot", depot.from],
    ["its package and version", "@acme/depot@2.1.0", depot.from],
    ["a package without a scope", "bank-client", bank.from],
    ["its folder", "src/shop", shop.from],
    ["its folder, as a shell completes it", "./src/shop/", shop.from],
    ["its absolute folder", `${folder}/src/shop`, shop.from],
    ["the folder of its declarations", "node_modules/@acme/depot/dist/esm", depot.from],
  ])("by %s", (_, name, from) => {
    expect(chosen(name)).toBe(from);
  });

  test("by a folder below the current one", () => {
    const here = client("Here", "../here", resolve("clients/here"));
    expect(chosen("clients/here", {}, [shop, here])).toBe("../here");
  });

  test.each([
    ["the folder that it is generated into", { output: shop.home }, shop.from],
    ["the package that it is published as", { package: "@acme/depot" }, depot.from],
    ["what it is called in code", { client: "bank" }, bank.from],
    ["what none is", {}, "uses-client-unknown"],
  ])("by the name in the config file, through %s", (_, other, from) => {
    expect(chosen("sales", { configured: configured(["sales"], other) })).toBe(from);
  });

  test("by the code's name first, whatever a config file calls another", () => {
    const choice = { configured: configured(["Shop"], { package: "@acme/depot" }) };
    expect(chosen("Shop", choice)).toBe(shop.from);
  });

  test("without a name, if the project imports one", () => {
    expect(chosen(undefined, { imported: new Set([`${shop.home}/index.d.ts`]) })).toBe(shop.from);
    expect(chosen(undefined, {}, [bank])).toBe(bank.from);
  });
});

test("what cannot be chosen is one message", () => {
  expect(chosen(undefined)).toBe("uses-client-ambiguous");
  expect(chosen(undefined, {}, [])).toBe("uses-client-missing");
  expect(chosen("Stop")).toBe("uses-client-unknown");
  const twin = client("Shop", "@acme/shop@1.0.0", `${modules}/@acme/shop`);
  expect(chosen(undefined, {}, [shop, twin])).toBe("uses-client-twice");
  expect(chosen("Shop", {}, [shop, twin])).toBe("uses-client-twice");
  expect(chosen("@acme/shop", {}, [shop, twin])).toBe(twin.from);
});
