import { dirname, relative } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose, type Place } from "../diagnostics/index.js";
import {
  canonical,
  entriesOf,
  type Fields,
  fieldsOf,
  isExtension,
  isFields,
  listOf,
  versionOf,
} from "../openapi/index.js";
import { dialectOf, swagger } from "./dialect.js";
import type { Source } from "./source-file.js";

/** Several documents as one API. */
export interface Joined {
  /** The document that refers to the parts of all others. */
  readonly root: Source;
  /** The others by path; what they share is in one of them, and a reference in the rest. */
  readonly parts: ReadonlyMap<string, Source>;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Joins OpenAPI documents into one API: their paths, webhooks, tags and components. Files without
 * `openapi`, which the documents may refer to, are not joined.
 *
 * @param path the path of the whole, which no file has
 * @throws DiagnosticError if two documents say different things about the same
 */
export function joinDocuments(path: string, shown: string, files: readonly Source[]): Joined {
  const documents = files.filter(
    (file) => Object.hasOwn(fieldsOf(file.value), "openapi") || isFormer(file),
  );
  const [first] = documents;
  const refuse = (why: string, place?: Place) =>
    new DiagnosticError([diagnose("version-invalid", { name: shown, why }, place)]);
  if (!first) throw refuse("none of the files that match is an OpenAPI document");
  const problems: Diagnostic[] = [];
  for (const file of documents) {
    const dialect = dialectOf(file.value);
    const place = file.place([]);
    if (typeof dialect === "string") {
      throw new DiagnosticError([diagnose("not-openapi", { found: dialect }, place)]);
    }
    if (dialect === swagger) throw refuse("Swagger 2.0 documents cannot be joined", place);
    if (versionOf(file.value) !== versionOf(first.value)) {
      const args = {
        what: "are of different versions of OpenAPI",
        file: file.file,
        other: first.file,
      };
      problems.push(diagnose("documents-conflict", args, file.place(["openapi"])));
    }
  }
  const warnings: Diagnostic[] = [];
  const places = new Map<string, readonly [file: Source, pointer: readonly string[]]>();
  const refTo = (file: Source, ...pointer: string[]) => referenceFrom(path, file, pointer);

  /** The entries of a map of all documents; an entry that two of them have is a conflict. */
  const joinMaps = (field: "paths" | "webhooks") => {
    const joined: Record<string, unknown> = {};
    for (const file of documents) {
      for (const name of Object.keys(fieldsOf(fieldsOf(file.value)[field]))) {
        if (isExtension(name)) continue;
        const [other] = places.get(`${field}/${name}`) ?? [];
        if (other) {
          const args = { what: `both have ${name}`, file: file.file, other: other.file };
          problems.push(diagnose("documents-conflict", args, file.place([field, name])));
          continue;
        }
        places.set(`${field}/${name}`, [file, [field, name]]);
        joined[name] = refTo(file, field, name);
      }
    }
    return Object.keys(joined).length > 0 || field === "paths" ? { [field]: joined } : {};
  };
  /** What holds for all operations of a document has to be the same in all. */
  const joinWhole = (field: "security" | "servers") => {
    const value = fieldsOf(first.value)[field];
    for (const file of documents) {
      if (canonical(fieldsOf(file.value)[field]) === canonical(value)) continue;
      const args = { what: `have different \`${field}\``, file: file.file, other: first.file };
      problems.push(diagnose("documents-conflict", args, file.place([field])));
    }
    return value === undefined ? {} : { [field]: value };
  };

  const owners = ownersIn(documents);
  const components: Record<string, Record<string, unknown>> = {};
  for (const [file, section, name] of componentsIn(documents)) {
    if (owners(file, section, name) !== file) continue;
    const key = `components/${section}/${name}`;
    const [other] = places.get(key) ?? [];
    if (other) {
      const what = `have different components ${section}/${name}`;
      const args = { what, file: file.file, other: other.file };
      const at = file.place(["components", section, name]);
      // Requirements name their scheme without saying whose; other components are told apart.
      if (section === "securitySchemes") problems.push(diagnose("documents-conflict", args, at));
      else warnings.push(diagnose("components-apart", args, at));
      continue;
    }
    places.set(key, [file, ["components", section, name]]);
    components[section] = {
      ...components[section],
      [name]: refTo(file, "components", section, name),
    };
  }
  const value = {
    ...fieldsOf(first.value),
    ...joinWhole("security"),
    ...joinWhole("servers"),
    ...joinMaps("paths"),
    ...joinMaps("webhooks"),
    tags: tagsOf(documents),
    components,
  };
  if (problems.length > 0) throw new DiagnosticError(problems);
  const place = (pointer: readonly string[]): Place => {
    for (let length = pointer.length; length > 0; length--) {
      const [file, at] = places.get(pointer.slice(0, length).join("/")) ?? [];
      if (file && at) return file.place([...at, ...pointer.slice(length)]);
    }
    return first.place(pointer);
  };
  const root = { ...first, path, base: path, file: shown, value, place };
  return {
    root,
    parts: new Map(documents.map((file) => [file.path, sharing(file, owners)])),
    warnings,
  };
}

function isFormer({ value }: Source): boolean {
  return Object.hasOwn(fieldsOf(value), "swagger");
}

function tagsOf(documents: readonly Source[]): unknown[] {
  const tags = documents.flatMap(({ value }) => listOf(fieldsOf(value)["tags"]));
  return [...new Map(tags.map((tag) => [fieldsOf(tag)["name"], tag])).values()];
}

function referenceFrom(path: string, { path: target }: Source, pointer: readonly string[]): Fields {
  const file = relative(dirname(path), target).replaceAll("\\", "/");
  const names = file.split("/").map(encodeURIComponent);
  const tokens = pointer.map((token) =>
    encodeURIComponent(token.replaceAll("~", "~0").replaceAll("/", "~1")),
  );
  return { $ref: `${names.join("/")}#/${tokens.join("/")}` };
}

type Owners = (file: Source, section: string, name: string) => Source;

function* componentsIn(
  documents: readonly Source[],
): Generator<readonly [file: Source, section: string, name: string, value: unknown]> {
  for (const file of documents) {
    for (const [section, entries] of entriesOf(fieldsOf(file.value)["components"])) {
      for (const [name, value] of entriesOf(entries)) yield [file, section, name, value];
    }
  }
}

/**
 * Whose component each name is: that of the first document that has the same, with the same
 * meaning of everything that it refers to; otherwise the document's own.
 */
function ownersIn(documents: readonly Source[]): Owners {
  const firsts = new Map<string, Source>();
  const texts = new Map<string, string>();
  const owners = new Map<string, Source>();
  const keyOf = (file: Source, section: string, name: string) => `${file.path} ${section}/${name}`;
  for (const [file, section, name, value] of componentsIn(documents)) {
    const key = `${section}/${name}`;
    const text = canonical(value);
    const first = firsts.get(key) ?? file;
    firsts.set(key, first);
    texts.set(keyOf(file, section, name), text);
    const isSame = texts.get(keyOf(first, section, name)) === text;
    // A relative reference means another file in another folder.
    const isNear = dirname(first.path) === dirname(file.path) || !/"\$ref":"[^#]/.test(text);
    owners.set(keyOf(file, section, name), isSame && isNear ? first : file);
  }
  const ownerOf: Owners = (file, section, name) => owners.get(keyOf(file, section, name)) ?? file;
  for (let isStable = false; !isStable; ) {
    isStable = true;
    for (const [file, section, name] of componentsIn(documents)) {
      const owner = ownerOf(file, section, name);
      if (owner === file) continue;
      const text = texts.get(keyOf(file, section, name)) ?? "";
      const refs = [...text.matchAll(/"#\/components\/([^/"]+)\/([^/"]+)/g)];
      if (refs.every(([, of = "", to = ""]) => ownerOf(file, of, to) === ownerOf(owner, of, to)))
        continue;
      owners.set(keyOf(file, section, name), file);
      isStable = false;
    }
  }
  return ownerOf;
}

/** The document with references to the components that it shares with an earlier one. */
function sharing(file: Source, owners: Owners): Source {
  const document = fieldsOf(file.value);
  const components = fieldsOf(document["components"]);
  const shared = Object.fromEntries(
    Object.entries(components).map(([section, entries]) => {
      if (!isFields(entries)) return [section, entries];
      const own = Object.entries(entries).map(([name, value]) => {
        const owner = owners(file, section, name);
        const pointer = ["components", section, name];
        return [name, owner === file ? value : referenceFrom(file.path, owner, pointer)];
      });
      return [section, Object.fromEntries(own)];
    }),
  );
  return {
    ...file,
    value: { ...document, ...(isFields(document["components"]) && { components: shared }) },
  };
}
