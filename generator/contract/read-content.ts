import { essenceOf, formOf, isMultipart, keyOfMediaType } from "../media-type.js";
import type { Version } from "../openapi/index.js";
import type { Encoding, Media, Parameter } from "./contract.js";
import type { Reader } from "./node-reader.js";
import type { Parts } from "./normalized-schema.js";
import type { Context } from "./read-contract.js";
import { readStreamEvents } from "./stream-events.js";

/** Reads the schema, or one schema for each media type, of a parameter or a header. */
export function readSchemaOwner(
  written: Reader,
  context: Context,
): Omit<Parameter, "in" | "name" | "isOfPath"> {
  const node = written.resolved();
  return {
    raw: node.raw,
    at: node.at,
    node,
    written,
    required: node.get("required").flag() ?? false,
    schema: readSchema(node.get("schema"), context),
    content: readContent(node.get("content"), context),
  };
}

/** A `content` map, by `keyOfMediaType`; that of a component is read once. */
export function readContent(content: Reader, context: Context): ReadonlyMap<string, Media> {
  if (!content.exists) return noContent;
  const known = context.contents.get(content.value);
  if (known) return known;
  const read = new Map(
    content.fields().map(([type, written]) => {
      const node = written.resolved();
      const schema = readSchema(node.get("schema"), context);
      const itemSchema = readSchema(node.get("itemSchema"), context);
      const form = formOf(type);
      const media: Media = {
        raw: node.raw,
        at: node.at,
        node,
        written,
        type,
        form,
        schema,
        itemSchema,
        get streamEvents() {
          const isStream = form === "events";
          return isStream ? readStreamEvents(itemSchema ?? schema, context.schemas) : [];
        },
        get encoding() {
          return readEncoding(node.get("encoding"), hasStyles(type, context.openapi));
        },
      };
      return [keyOfMediaType(type), media] as const;
    }),
  );
  context.contents.set(content.value, read);
  return read;
}

const noContent: ReadonlyMap<string, Media> = new Map();

function readSchema({ value, at, exists }: Reader, { schemas }: Context): Parts | undefined {
  return exists ? [schemas.follow(value, at)] : undefined;
}

/**
 * Whether style, explode and allowReserved of a form's fields apply instead of a content type:
 * since 3.1 also in `multipart/form-data`; in 3.0 they have no meaning there, as in other media
 * types.
 */
function hasStyles(type: string, version: Version): boolean {
  if (!isMultipart(type)) return true;
  return version !== "3.0" && essenceOf(type) === "multipart/form-data";
}

/** How the fields of a form are written. */
function readEncoding(encoding: Reader, isStyled: boolean): Map<string, Encoding> {
  return new Map(
    encoding.fields().map(([name, node]) => [
      name,
      {
        raw: node.raw,
        at: node.at,
        node,
        contentType: node.get("contentType").text(),
        style: isStyled ? node.get("style").text() : undefined,
        explode: isStyled ? node.get("explode").flag() : undefined,
        allowReserved: isStyled && (node.get("allowReserved").flag() ?? false),
      },
    ]),
  );
}
