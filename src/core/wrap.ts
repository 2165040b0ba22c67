/** Text broken into lines between words. */
import { displayWidth } from './width.ts';

/**
 * The lines of a text, each at most `columns` wide where its words allow it: a longer word has a line of its own. Lines
 * behind the first begin with `indent`.
 */
export function wrapped(text: string, columns: number, indent = ''): readonly string[] {
  if (displayWidth(text) <= columns) return [text];
  const lines: string[] = [];
  // Blanks at the beginning are the text's own indentation.
  const [, start = '', rest = ''] = /^(\s*)(.*)$/s.exec(text) ?? [];
  let line = start;
  let isEmpty = true;
  for (const word of rest.split(' ')) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (!isEmpty && displayWidth(longer) > columns) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
    isEmpty = false;
  }
  return [...lines, line];
}
