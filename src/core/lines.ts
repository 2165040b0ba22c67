/**
 * Lines in bytes. Logs are cut at the newline byte, which UTF-8 never uses inside a character, so no line needs to
 * become a string before it is parsed.
 */

export const NEWLINE = 10;
const RETURN = 13;

/** Calls `visit` for every line with its bytes (without newline, without a trailing CR) and where it begins. */
export function eachLine(bytes: Uint8Array, visit: (line: Uint8Array, at: number) => void): void {
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found < 0 ? bytes.length : found;
    const trimmed = end > start && bytes[end - 1] === RETURN ? end - 1 : end;
    visit(bytes.subarray(start, trimmed), start);
    start = end + 1;
  }
}

/** How many bytes of `bytes` are whole lines: up to and including the last newline. */
export function wholeLines(bytes: Uint8Array): number {
  return bytes.lastIndexOf(NEWLINE) + 1;
}

/** Made for the first who needs it: most starts read no line. */
let utf8: InstanceType<typeof TextDecoder> | undefined;

/**
 * Parses a line as a JSON object. Undefined for anything else: broken text, invalid UTF-8, NUL bytes, an array.
 */
export function jsonObject(line: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    utf8 ??= new TextDecoder('utf-8', { fatal: true });
    return record(JSON.parse(utf8.decode(line)));
  } catch {
    return undefined;
  }
}

/** The value as an object with fields, where it is one. */
export function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The value as non-empty text, where it is that. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
