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
  if (!first) throw refusal(shown, "none of the files that match is an OpenAPI document");
  for (const file of documents) assertJoinable(file, shown);
  const joining = new Joining(path, documents, first);
  const owners = ownersIn(documents);
  joining.compareVersions();
  const components = joining.components(owners);
  const value = {
    ...fieldsOf(first.value),
    ...joining.whole("security"),
    ...joining.whole("servers"),
    ...joining.entries("paths"),
    ...joining.entries("webhooks"),
    tags: tagsOf(documents),
    components,
  };
  const { problems, warnings } = joining;
  if (problems.length > 0) throw new DiagnosticError(problems);
  const place = (pointer: readonly string[]) => joining.place(pointer);
  const root = { ...first, path, base: path, file: shown, value, place };
  return {
    root,
    parts: new Map(documents.map((file) => [file.path, sharing(file, owners)])),
    warnings,
  };
}

function assertJoinable(file: Source, shown: string): void {
  const dialect = dialectOf(file.value);
  const place = file.place([]);
  if (typeof dialect === "string") {
    throw new DiagnosticError([diagnose("not-openapi", { found: dialect }, place)]);
  }
  if (dialect === swagger) throw refusal(shown, "Swagger 2.0 documents cannot be joined", place);
}

function refusal(name: string, why: string, place?: Place): DiagnosticError {
  return new DiagnosticError([diagnose("version-invalid", { name, why }, place)]);
}

/** Joins the parts of documents, and notes what they contradict each other in. */
class Joining {
  readonly problems: Diagnostic[] = [];
  readonly warnings: Diagnostic[] = [];
  readonly #path: string;
  readonly #documents: readonly Source[];
  readonly #first: Source;
  /** Whose each part of the whole is, by its pointer, which is the same in both. */
  readonly #owners = new Map<string, Source>();

  constructor(path: string, documents: readonly Source[], first: Source) {
    this.#path = path;
    this.#documents = documents;
    this.#first = first;
  }

  compareVersions(): void {
    for (const file of this.#documents) {
      if (versionOf(file.value) === versionOf(this.#first.value)) continue;
      const what = "are of different versions of OpenAPI";
      this.problems.push(conflict(what, file, this.#first, ["openapi"]));
    }
  }

  /** What holds for all operations of a document has to be the same in all. */
  whole(field: "security" | "servers"): Fields {
    const value = fieldsOf(this.#first.value)[field];
    for (const file of this.#documents) {
      if (canonical(fieldsOf(file.value)[field]) === canonical(value)) continue;
      this.problems.push(conflict(`have different \`${field}\``, file, this.#first, [field]));
    }
    return value === undefined ? {} : { [field]: value };
  }

  /** The entries of a map of all documents; an entry that two of them have is a conflict. */
  entries(field: "paths" | "webhooks"): Fields {
    const joined: Record<string, unknown> = {};
    for (const file of this.#documents) {
      for (const name of Object.keys(fieldsOf(fieldsOf(file.value)[field]))) {
        if (isExtension(name)) continue;
        const other = this.#ownerOf([field, name]);
        if (other) this.problems.push(conflict(`both have ${name}`, file, other, [field, name]));
        else joined[name] = this.#referTo(file, [field, name]);
      }
    }
    return Object.keys(joined).length > 0 || field === "paths" ? { [field]: joined } : {};
  }

  components(owners: Owners): Fields {
    const components: Record<string, Record<string, unknown>> = {};
    for (const [file, section, name] of componentsIn(this.#documents)) {
      if (owners(file, section, name) !== file) continue;
      const pointer = ["components", section, name];
      const other = this.#ownerOf(pointer);
      if (!other) {
        components[section] = { ...components[section], [name]: this.#referTo(file, pointer) };
        continue;
      }
      const args = {
        what: `have different components ${section}/${name}`,
        file: file.file,
        other: other.file,
      };
      const at = file.place(pointer);
      // Requirements name their scheme without saying whose; other components are told apart.
      if (section === "securitySchemes") {
        this.problems.push(diagnose("documents-conflict", args, at));
      } else this.warnings.push(diagnose("components-apart", args, at));
    }
    return components;
  }

  /** The place of a node of the whole in its own document. */
  place(pointer: readonly string[]): Place {
    for (let length = pointer.length; length > 0; length--) {
      const file = this.#ownerOf(pointer.slice(0, length));
      if (file) return file.place(pointer);
    }
    return this.#first.place(pointer);
  }

  #ownerOf(pointer: readonly string[]): Source | undefined {
    return this.#owners.get(pointer.join("/"));
  }

  #referTo(file: Source, pointer: readonly string[]): Fields {
    this.#owners.set(pointer.join("/"), file);
    return referenceFrom(this.#path, file, pointer);
  }
}

function conflict(
  what: string,
  file: Source,
  other: Source,
  pointer: readonly string[],
): Diagnostic {
  const args = { what, file: file.file, other: other.file };
  return diagnose("documents-conflict", args, file.place(pointer));
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
