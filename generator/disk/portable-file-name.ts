/** What Windows takes for a device, in any case, alone or with anything behind a dot. */
const device = /^(?:aux|con|nul|prn|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/i;

/**
 * File systems take 255 bytes, and something is put behind a name: an extension, a mark of a draft.
 */
const mostBytes = 200;

/**
 * Whether every file system can store a name that is made of a spec's or a page's text. It may get
 * an extension, which helps no name of a device.
 */
export function isStorable(name: string): boolean {
  return (
    name !== "" &&
    Buffer.byteLength(name) <= mostBytes &&
    !device.test(name) &&
    // Windows drops dots and blanks at the end.
    !/[. ]$/.test(name) &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    !/[<>:"/\\|?*\u0000-\u001f\u007f]/.test(name)
  );
}
