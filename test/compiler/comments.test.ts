import { build } from "esbuild";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { makeFiles } from "../../generator/outputs/index.js";
import { toComment, toLineComment } from "../../generator/typescript/text.js";
import {
  allOutputs,
  type Files,
  generateInto,
  makeFolder,
  model,
  specOf,
  specWith,
} from "../support/generator.js";
import { fc, times } from "../support/random.js";
import { specFull } from "./hostile-spec.js";

/** Each stands in every place of a document that takes text. */
const proses: Readonly<Record<string, string>> = {
  "in a line": "use x @deprecated since @internal @template T @override",
  "at the start": "@deprecated",
  "behind other blanks":
    "a\t@deprecated\n a\u00a0@deprecated\n\u3000@deprecated\n\u200b@deprecated\n\ufeff@deprecated\n\u2003@deprecated\n\u0085@deprecated\n\u2028@deprecated\n\v@deprecated\n\f@deprecated\r@deprecated",
  "behind asterisks":
    " * @deprecated star\n*@deprecated\n ** @deprecated\n*\t@deprecated\n/** @deprecated",
  "behind code":
    "`a` @deprecated\n`open @deprecated\n@deprecated\n``` @deprecated\n```\n@deprecated `",
  "behind a fence": "```ts\n@deprecated\n```\n@internal\n~~~\n@deprecated",
  "in braces":
    "{@link https://evil.example click} { @link x} {@linkcode y}{@linkplain z}\n{@inheritDoc a} {\n@link b}",
  directives:
    '// @ts-nocheck\n/// <reference path="../evil.d.ts" />\n/* @ts-ignore */\n@ts-expect-error\n// eslint-disable\n#region a\n//# sourceMappingURL=data:application/json;base64,e30=',
  "a directive alone": "@ts-ignore",
  pragmas: "@jsx evil @jsxImportSource evil @jsxRuntime classic\n@jsxFrag x",
  "types and tags":
    'Y @type {any} @typedef {import("./evil.js").X} Z @enum {string} @param {*} a @throws {E}',
  "what tools search for": "a @internal b@internal.example #__NO_SIDE_EFFECTS__ @__PURE__ @license",
  "tags in succession":
    "@@deprecated @ @deprecated \\@deprecated \\\\ @deprecated @\u200bdeprecated",
};

interface Found {
  /** Name by name, how many tags the compiler sees. */
  readonly tags: Readonly<Record<string, number>>;
  readonly links: readonly string[];
  /** What directs a compiler in place of telling a reader something. */
  readonly directives: readonly string[];
}

/** What the compiler finds in the comments of files. */
function findIn(files: Files): Found {
  const tags: Record<string, number> = {};
  const links: string[] = [];
  const directives: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith(".ts") || path.startsWith("runtime/")) continue;
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) as ts.SourceFile &
      Partial<Record<"commentDirectives" | "checkJsDirective", unknown>> & {
        pragmas: ReadonlyMap<string, unknown>;
      };
    const references = [
      file.referencedFiles,
      file.typeReferenceDirectives,
      file.libReferenceDirectives,
    ];
    if (references.flat().length > 0) directives.push(`${path}: reference`);
    if (file.commentDirectives) directives.push(`${path}: ts-ignore`);
    if (file.checkJsDirective) directives.push(`${path}: ts-nocheck`);
    for (const name of file.pragmas.keys()) directives.push(`${path}: ${name}`);
    const visit = (node: ts.Node): void => {
      for (const doc of ts.getJSDocCommentsAndTags(node)) {
        if (!ts.isJSDoc(doc) || doc.parent !== node) continue;
        const comments = [doc.comment, ...(doc.tags ?? []).map(({ comment }) => comment)];
        for (const comment of comments) {
          if (
            Array.isArray(comment) &&
            comment.some(({ kind }) => kind !== ts.SyntaxKind.JSDocText)
          )
            links.push(`${path}: ${doc.getText()}`);
        }
        for (const { tagName } of doc.tags ?? [])
          tags[tagName.text] = (tags[tagName.text] ?? 0) + 1;
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { tags, links, directives };
}

describe("text in every place of a spec gives the comments of the client", () => {
  const outputs = new Map<string, Files>();
  /** Of texts that cannot start a tag, and are the same else. */
  const harmless = new Map<string, Files>();
  const generated = async (prose: string): Promise<Files> => {
    const spec = { "openapi.json": JSON.stringify(specFull(prose)) };
    return (await generateInto(spec, undefined, undefined, allOutputs)).files;
  };
  beforeAll(async () => {
    for (const [name, prose] of Object.entries(proses)) {
      outputs.set(name, await generated(prose));
      // Like `@`, it stands in no header's name, so that the same parameters are left out.
      harmless.set(name, await generated(prose.replaceAll("@", "(")));
    }
  });

  test("the tool's own tags, and each as often as harmless text has it", () => {
    const own = ["default", "deprecated", "description", "example", "throws"];
    for (const [name, files] of outputs) {
      const { tags } = findIn(files);
      expect({ name, own: Object.keys(tags).sort() }).toEqual({ name, own });
      expect({ name, tags }).toEqual({ name, tags: findIn(harmless.get(name) ?? {}).tags });
    }
  });

  test("no links and no directives", () => {
    for (const [name, files] of outputs) {
      const { links, directives } = findIn(files);
      expect({ name, links, directives }).toEqual({ name, links: [], directives: [] });
    }
  });

  test("nothing that takes a declaration out of what a compiler writes for `stripInternal`", () => {
    for (const files of outputs.values())
      for (const [path, text] of Object.entries(files)) {
        if (path.startsWith("runtime/")) continue;
        for (const comment of commentsOf(text)) expect(comment).not.toContain("@internal");
      }
  });

  test("nothing that is taken for the place of a source map", () => {
    // As Node looks for it, in comments and strings alike.
    const pattern = /.*\/[*/]#\s+sourceMappingURL=.*/g;
    for (const [name, files] of outputs)
      for (const [path, text] of Object.entries(files)) {
        if (path.endsWith(".ts"))
          expect({ name, path, found: text.match(pattern) ?? [] }).toEqual({
            name,
            path,
            found: [],
          });
      }
  });
});

/** The comments of a source text, as TypeScript's scanner takes it apart. */
function commentsOf(text: string): string[] {
  const scanner = ts.createScanner(
    ts.ScriptTarget.ES2022,
    false,
    ts.LanguageVariant.Standard,
    text,
  );
  const comments: string[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isComment =
      token === ts.SyntaxKind.MultiLineCommentTrivia ||
      token === ts.SyntaxKind.SingleLineCommentTrivia;
    if (isComment) comments.push(scanner.getTokenText());
  }
  return comments;
}

test("a type whose description names @internal stays in the declarations", async () => {
  const schema = { type: "object", description: "A pet. @internal", properties: {} };
  const { files } = await generateInto(specOf({ components: { schemas: { Pet: schema } } }));
  const types = files["types.ts"] ?? "";
  const options = { declaration: true, stripInternal: true, target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  let declarations = "";
  Object.assign(host, {
    getSourceFile: (path: string) =>
      path === "types.ts"
        ? ts.createSourceFile(path, types, ts.ScriptTarget.ES2022, true)
        : undefined,
    writeFile: (path: string, text: string) => {
      if (path.endsWith(".d.ts")) declarations = text;
    },
  });
  ts.createProgram(["types.ts"], options, host).emit();
  expect(declarations).toContain("export type Pet =");
});

test("a bundler takes no description for a note that calls may be dropped", async () => {
  const description = "Deletes it. #__NO_SIDE_EFFECTS__ @__NO_SIDE_EFFECTS__";
  const { files } = await generateInto(
    specWith({ "DELETE /things": { operationId: "drop", description } }),
  );
  const folder = makeFolder(files);
  const group = Object.keys(files).find((path) => path.startsWith("groups/")) ?? "";
  const { outputFiles } = await build({
    stdin: {
      contents: `import { drop } from "./${group}"; drop({});`,
      resolveDir: folder,
    },
    bundle: true,
    format: "esm",
    write: false,
    external: ["openapi-fetch"],
  });
  // It writes that note itself, for the next bundler, above a function that it saw one at.
  expect(outputFiles[0]?.text).toMatch(/^function drop\w*\(/m);
  expect(outputFiles[0]?.text).not.toContain("__NO_SIDE_EFFECTS__");
});

describe("prose stays readable", () => {
  test.each([
    ["Mail help@example.com or a.b-c9@x.org.", "Mail help@example.com or a.b-c9@x.org."],
    ["Install `@acme/x` first.", "Install `@acme/x` first."],
    ["Install @acme/x first.", "Install \\@acme/x first."],
    ["A class with @Injectable() has one.", "A class with \\@Injectable() has one."],
    ["See https://x.example/#top and C# code.", "See https://x.example/#top and C# code."],
    ["Use __init__ and #1.", "Use __init__ and #1."],
  ])("%s", (prose, comment) => {
    expect(toComment(prose)).toBe(comment);
    expect(toLineComment(prose)).toBe(comment);
  });

  test("in the description of a member, as an editor gets it", async () => {
    const properties = { a: { type: "string", description: "Mail a@b.example, not @b." } };
    const { files } = await generateInto(
      specOf({ components: { schemas: { A: { type: "object", properties } } } }),
    );
    expect(files["types.ts"]).toContain("/** Mail a@b.example, not \\@b. */");
  });
});

test("a tag of a member ends where the next of the tool's begins", async () => {
  const prose = fc
    .array(
      fc.constantFrom(
        ..."@,@deprecated,@internal,{@link x},*,/,`,``,```,~~~,{,},\\,\n,\r,\t, ,  ,\u00a0,\u200b,\u2028,a,1,//,#,__,<,>,-".split(
          ",",
        ),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(prose, prose, async (one, other) => {
      const found = [];
      for (const member of [specOfMember(`a${one}`, `b${other}`), specOfMember("a", "b")]) {
        const files = await makeFiles(await model(JSON.stringify(member)), [], "test");
        found.push(findIn(Object.fromEntries(files.map(({ path, text }) => [path, text]))));
      }
      expect(found[0]).toEqual(found[1]);
    }),
    { numRuns: times(100) },
  );
});

function specOfMember(one: string, other: string): object {
  const member = {
    type: "string",
    title: one,
    format: one,
    description: other,
    default: one,
    examples: [other, { one, other }],
    enum: ["a"],
    deprecated: true,
  };
  return {
    openapi: "3.1.0",
    info: { title: one, version: other },
    paths: {
      "/a": {
        get: {
          operationId: "a",
          tags: ["t"],
          summary: one,
          description: other,
          deprecated: true,
          parameters: [{ name: "p", in: "query", description: other, deprecated: true }],
          responses: { 200: { description: one } },
        },
      },
    },
    tags: [{ name: "t", description: other }],
    components: { schemas: { A: { description: one, properties: { member } } } },
  };
}
