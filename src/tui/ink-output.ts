/**
 * How Ink puts a frame together, in place of its own `output.js`. That one makes an object of every cell of the screen
 * for every frame, which is what most of a frame costs that differs from the last one by a clock. Here texts are laid
 * behind each other, as nearly all come, and only what is clipped or covered is taken apart. Takes the file's place in
 * the bundle.
 */
import { slice } from './draw/cells.ts';
import stringWidth from './ink-width.ts';

/** Columns and rows that are drawn on; the ends are beyond it. Absent where nothing is clipped. */
interface Clip {
  readonly x1?: number;
  readonly x2?: number;
  readonly y1?: number;
  readonly y2?: number;
}

interface WriteOptions {
  readonly transformers: readonly ((line: string, index: number) => string)[];
}

export default class Output {
  readonly #rows: readonly Row[];
  readonly #clips: Clip[] = [];

  constructor({ height }: { width: number; height: number }) {
    this.#rows = Array.from({ length: height }, () => new Row());
  }

  /** Lines of text, the first at row `y`, all from column `x` on. What is below the last row is left out. */
  write(x: number, y: number, text: string, { transformers }: WriteOptions): void {
    if (text === '') return;
    const { x1 = x, x2, y1 = y, y2 = Number.POSITIVE_INFINITY } = this.#clips.at(-1) ?? {};
    const above = Math.max(0, y1 - y);
    for (const [at, whole] of text.split('\n').entries()) {
      const row = y + at < y1 || y + at >= y2 ? undefined : this.#rows[y + at];
      if (!row) continue;
      let line = clipped(whole, x1 - x, x2 === undefined ? undefined : x2 - x);
      for (const transform of transformers) line = transform(line, at - above);
      row.put(Math.max(x, x1), line);
    }
  }

  clip(clip: Clip): void {
    this.#clips.push(clip);
  }

  unclip(): void {
    this.#clips.pop();
  }

  get(): { readonly output: string; readonly height: number } {
    return { output: this.#rows.map(row => row.text).join('\n'), height: this.#rows.length };
  }
}

/** The content of a row so far. */
class Row {
  text = '';
  #width = 0;

  put(x: number, text: string): void {
    const from = Math.max(x, 0);
    const to = x + stringWidth(text);
    if (to <= from) return;
    const [before, end] = [this.text, this.#width];
    const shown = x < 0 ? slice(text, -x, to - x) : text;
    this.text =
      from < end
        ? slice(before, 0, from) + shown + slice(before, to, end)
        : before + ' '.repeat(from - end) + shown;
    this.#width = Math.max(end, to);
  }
}

/** The columns of a line from `from` on, and before `to`. */
function clipped(line: string, from: number, to: number | undefined): string {
  const width = from > 0 || to !== undefined ? stringWidth(line) : 0;
  if (from <= 0 && (to === undefined || width <= to)) return line;
  return slice(line, Math.max(from, 0), Math.min(to ?? width, width));
}
