export { hashOf, withLf } from "./content-hash.js";
export { errorCode } from "./error-code.js";
export { reasonOf } from "./error-reason.js";
export {
  DiskError,
  type FileKind,
  kindAt,
  kindInside,
  kindOf,
  PathBlockedError,
} from "./file-kind.js";
export { hasHeader, headerOf, takesHeader } from "./generated-header.js";
export { makeFolder, removeFolders } from "./make-folder.js";
export { isStorable } from "./portable-file-name.js";
export { FileTooLarge, type ReadOptions, readFileAt } from "./read-file.js";
export { readAtMost } from "./read-stream.js";
export { requireOpenapiTypescript } from "./require-openapi-typescript.js";
export { requireTypescript } from "./require-typescript.js";
export { readRuntimeFile, readRuntimeFiles, tool } from "./tool.js";
export { onAccess, shownUrl, type TracedAccess, trace } from "./trace.js";
