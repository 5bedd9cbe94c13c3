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
export { makeFolder, removeFolders } from "./make-folder.js";
export { FileTooLarge, type ReadOptions, readFileAt } from "./read-file.js";
