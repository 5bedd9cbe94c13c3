/** Names that Windows treats as devices, in any case, alone or with an extension. */
const device = /^(?:aux|con|nul|prn|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/i;

/** File systems allow 255 bytes, and an extension or the mark of a draft is appended to a name. */
const mostBytes = 200;

/**
 * Whether every file system can store a name from a spec or a page. The name may get an extension,
 * which does not help if it is a device.
 */
export function isStorable(name: string): boolean {
  return (
    name !== "" &&
    Buffer.byteLength(name) <= mostBytes &&
    !device.test(name) &&
    // Windows drops dots and spaces at the end.
    !/[. ]$/.test(name) &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression looks for them
    !/[<>:"/\\|?*\u0000-\u001f\u007f]/.test(name)
  );
}
