/** Breaking lines that are longer than the room for them: paths and hints are there to be read whole. */

import { displayWidth } from '../../core/width.ts';
import { type StyledLine, type StyledText, styled } from './styled.ts';

/** Lines broken to a width, the rest of each indented: between words, and paths anywhere, so that what is copied is whole. */
export function wrapped(lines: readonly StyledLine[], columns: number): readonly StyledLine[] {
  return lines.flatMap(line => {
    const broken: StyledText[][] = [[]];
    let room = columns;
    for (const each of line) {
      let rest = each.text;
      while (rest !== '') {
        const part = head(rest, room);
        broken.at(-1)!.push({ ...each, text: part });
        rest = rest.slice(part.length);
        room -= displayWidth(part);
        if (rest === '') break;
        broken.push([styled(INDENT)]);
        room = columns - INDENT.length;
      }
    }
    return broken;
  });
}

const INDENT = '      ';

/** As many characters as fit, at least one; up to the last blank among them, if a word would be broken. */
function head(text: string, columns: number): string {
  let part = '';
  for (const char of text) {
    if (part !== '' && displayWidth(part) + displayWidth(char) > columns) break;
    part += char;
  }
  const blank = part.lastIndexOf(' ');
  const isBroken = part.length < text.length && text[part.length] !== ' ';
  // Blanks alone are the indentation of a path that is wider than the room: it begins on this line.
  const hasWord = part.slice(0, Math.max(0, blank)).trim() !== '';
  return isBroken && hasWord ? part.slice(0, blank + 1) : part;
}
