import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { allOutputs, generateInto, makeFolder, specWith } from "../support/generator.js";
import { listed, projectFiles, usesIn } from "./support.js";

const content = (schema: object) => ({
  content: { "application/json": { schema } },
});
const object = (...names: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});
const ref = (section: string, name: string) => ({
  $ref: `#/components/${section}/${name}`,
});

const spec = specWith(
  {
    "GET /me": {
      operationId: "getMe",
      responses: {
        200: ref("responses", "Me"),
        403: ref("responses", "Thing"),
      },
    },
    "GET /teams": {
      operationId: "getTeams",
      responses: { 200: ref("responses", "Teams") },
    },
    "PUT /teams": {
      operationId: "putTeams",
      requestBody: ref("requestBodies", "TeamBody"),
    },
    "POST /teams": {
      operationId: "addTeam",
      requestBody: ref("requestBodies", "TeamBody"),
    },
    "GET /thing": {
      operationId: "getThing",
      responses: {
        200: { description: "", ...content(ref("schemas", "Thing")) },
      },
    },
    "GET /kind": {
      operationId: "getKind",
      // A value that is called like a schema is not that schema.
      responses: {
        200: {
          description: "",
          ...content({
            type: "object",
            properties: { of: { type: "string", enum: ["Thing"] } },
          }),
        },
      },
    },
  },
  {
    components: {
      responses: {
        Me: { description: "", ...content(object("email", "id")) },
        Teams: { description: "", ...content(object("teams")) },
        Thing: { description: "", ...content(object("problem")) },
      },
      requestBodies: { TeamBody: content(object("title", "note")) },
      schemas: { Thing: object("size") },
    },
  },
);

let shop: string;
beforeAll(async () => {
  ({ folder: shop } = await generateInto(
    spec,
    join(makeFolder(), "shop"),
    { name: "Shop" },
    allOutputs,
  ));
});

/** The uses of a caller of the client, `…` being its folder. */
function usesOf(code: string): readonly string[] {
  const lines = code.replaceAll("…", `${shop}`);
  const folder = makeFolder({
    ...projectFiles,
    "src/a.ts": `${lines}\nexport {};\n`,
  });
  return listed(usesIn(folder).uses, folder)["src/a.ts"] ?? [];
}

const facade = 'import { createShop } from "…/index.js";\nconst shop = createShop({}).default;\n';
const api = 'import { createShopFetch } from "…/fetch.js";\nconst api = createShopFetch({});\n';

describe("a body that operations may share is of those that have it", () => {
  test("in the answer of a call", () => {
    expect(usesOf(`${facade}export const it = (await shop.getMe()).email;`)).toEqual([
      "getMe: call getMe",
      "email: answerField ResponseBodies.Me.application/json.email < getMe",
    ]);
  });

  test("by its type, which no call leads to", () => {
    expect(
      usesOf(
        'import type { GetMeData, ResponseBodies } from "…/index.js";\nexport const a = (it: GetMeData) => it.email;\nexport const b = (it: ResponseBodies["Teams"]["application/json"]) => it.teams;',
      ),
    ).toEqual([
      "GetMeData#2: type GetMeData < getMe",
      "email: answerField ResponseBodies.Me.application/json.email < getMe",
      "ResponseBodies#2: type ResponseBodies < getMe getTeams",
      '"Teams": type ResponseBodies.Teams < getTeams',
      '"application/json": type ResponseBodies.Teams.application/json < getTeams',
      "teams: answerField ResponseBodies.Teams.application/json.teams < getTeams",
    ]);
  });

  test("in what is sent, where the flow of values tells the operation", () => {
    expect(
      usesOf(
        `${facade}await shop.putTeams({ body: { title: "t" } });\nimport type { RequestBodies } from "…/types.js";\nexport const body: RequestBodies["TeamBody"]["application/json"] = { note: "n" };`,
      ),
    ).toContain("title: bodyField RequestBodies.TeamBody.application/json.title < putTeams");
  });

  test("with openapi-fetch, under the same names", () => {
    expect(
      usesOf(
        `${api}const { data, error } = await api.GET("/me");\nexport const all = [data?.email, error?.problem];\nawait api.PUT("/teams", { body: { title: "t" } });`,
      ),
    ).toEqual([
      "GET: call getMe",
      "email: answerField ResponseBodies.Me.application/json.email < getMe",
      "problem: answerField ResponseBodies.Thing.application/json.problem < getMe",
      "PUT: call putTeams",
      "title: bodyField RequestBodies.TeamBody.application/json.title < putTeams",
    ]);
  });

  test("as a whole, and in part where it is taken over in part", () => {
    expect(
      usesOf(
        `${facade}const me = await shop.getMe();\nJSON.stringify(me);\nconst { id, ...rest } = me;\nJSON.stringify(rest);\nString(id);`,
      ),
    ).toEqual([
      "getMe: call getMe",
      "me#2: answerField ResponseBodies.Me.application/json whole < getMe",
      "id: answerField ResponseBodies.Me.application/json.id < getMe",
      "rest#2: answerField ResponseBodies.Me.application/json.email whole < getMe",
    ]);
  });

  test("beside a schema of its name", () => {
    expect(
      usesOf('import type { Thing } from "…/index.js";\nexport const a = (it: Thing) => it.size;'),
    ).toEqual(["Thing#2: type Thing < getThing", "size: answerField Thing.size < getThing"]);
  });
});
