/** The mistakes of a document as troubles: file, line, field, value, and what was wanted. */
import type { Mistakes } from './schema.ts';
import type { Trouble } from './usage.ts';

/** The line of a field ('prices.models.in-house'), where it is known. */
export type LineOf = (at: string) => number | undefined;

const LONGEST_VALUE = 60;

export class MistakeList implements Mistakes {
  readonly troubles: Trouble[] = [];
  private readonly file: string;
  private readonly lineOf: LineOf;
  private readonly whole: string;

  /** `whole` is how the document itself is called in a sentence. */
  constructor(file: string, lineOf: LineOf = () => undefined, whole = 'the file') {
    this.file = file;
    this.lineOf = lineOf;
    this.whole = whole;
  }

  wrong(at: string, value: unknown, wanted: string): undefined {
    return this.add(at, `${at || this.whole} is ${shown(value)}, not ${wanted}`);
  }

  unknownField(at: string, name: string, known: readonly string[]): undefined {
    return this.add(
      at ? `${at}.${name}` : name,
      `${at || this.whole} has no '${name}', but ${known.join(', ')}`,
    );
  }

  private add(at: string, why: string): undefined {
    this.troubles.push({ path: this.file, line: this.lineOf(at), why });
    return undefined;
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
