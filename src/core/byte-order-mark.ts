/** Editors of Windows begin a text with a byte order mark, which says nothing and is no JSON. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
