/**
 * The part of a Markdown file that token-dash writes: what is between two markers. Everything outside is its
 * author's, and stays to the byte.
 */
export const BEGIN = '<!-- token-dash:begin -->';
export const END = '<!-- token-dash:end -->';

export interface Placed {
  readonly text: string;
  /** False where the file had no such part: it was added at the end. */
  readonly wasMarked: boolean;
}

/** Puts a block between the markers of a text, or at its end where it has none. */
export function placeBlock(text: string, block: string): Placed | { readonly problem: string } {
  const [begins, ends] = [BEGIN, END].map(marker => text.split(marker).length - 1);
  const inside = `${BEGIN}\n${block.trimEnd()}\n${END}`;
  if (begins === 0 && ends === 0) {
    const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
    return { text: `${text}${gap}${inside}\n`, wasMarked: false };
  }
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (begins !== 1 || ends !== 1 || to < from) {
    return { problem: `its markers are damaged: it must hold ${BEGIN} and ${END} once each, in this order` };
  }
  return { text: `${text.slice(0, from)}${inside}${text.slice(to + END.length)}`, wasMarked: true };
}
