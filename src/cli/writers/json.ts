/** JSON that may also be printed: the controls that JSON leaves as they are would otherwise reach the terminal. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(
    /[\x7f-\x9f]/g,
    control => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
