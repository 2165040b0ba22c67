/**
 * The texts that the scanner keeps (`claude-scanner/texts.as.ts`), made strings when they are first needed, and the sets
 * of tools that were joined from several of them.
 */
import { joinTools, NO_TOOLS, type Terms } from '../../core/usage.ts';
import { byTerms } from '../../journal/precedence.ts';

/** The texts of a record, '' where there is none. */
export type Texts = ReturnType<typeof textsOf>;

/** In the order of the scanner; whether the line is of a side conversation comes first. */
function textsOf(row: readonly string[]) {
  return {
    isSidechain: row[0] === '\u0001',
    model: row[1]!,
    speed: row[2]!,
    service_tier: row[3]!,
    inference_geo: row[4]!,
    sessionId: row[5]!,
    session_id: row[6]!,
    cwd: row[7]!,
    gitBranch: row[8]!,
    agentId: row[9]!,
    attributionAgent: row[10]!,
    attributionSkill: row[11]!,
    entrypoint: row[12]!,
    parentToolUseID: row[13]!,
    agentName: row[14]!,
    teamName: row[15]!,
    sessionKind: row[16]!,
  };
}

function termsOf({ model, speed, service_tier, inference_geo }: Texts): Terms {
  return {
    model,
    speed: speed || undefined,
    tier: service_tier || undefined,
    geo: inference_geo || undefined,
  };
}

/** Set in the size of a text with escapes of JSON, which stands there as in the line. */
const ESCAPED = 0x8000;
/** Joined sets of tools have numbers from here on, where no text can stand. */
const JOINED = 2 ** 31;

/** The memory of the scanner, which may be replaced at any call. */
interface Memory {
  readonly bytes: Buffer;
  readonly words: Uint32Array;
  /** Grows when all texts are forgotten and numbers begin anew. */
  readonly generation: number;
}

export class ScannerTexts {
  private readonly memory: Memory;
  private generation = -1;
  private readonly known = new Map<number, Texts>();
  private readonly knownTools = new Map<number, readonly string[]>();
  private readonly joined = new Map<string, number>();

  constructor(memory: Memory) {
    this.memory = memory;
  }

  /** The same object for the same texts, mostly. */
  texts(number: number): Texts {
    this.followGeneration();
    let texts = this.known.get(number);
    if (!texts) {
      texts = textsOf(this.row(number, 1));
      this.known.set(number, texts);
    }
    return texts;
  }

  /** The same set for the same number, mostly. */
  tools(number: number): readonly string[] {
    this.followGeneration();
    if (number === 0) return NO_TOOLS;
    let tools = this.knownTools.get(number);
    if (!tools) {
      tools = joinTools(NO_TOOLS, this.row(number, 0));
      this.knownTools.set(number, tools);
    }
    return tools;
  }

  /** A number for the tools of two numbers. */
  join(a: number, b: number): number {
    // Numbers from WebAssembly are signed.
    const all = joinTools(this.tools(a >>> 0), this.tools(b >>> 0));
    const name = all.join('\0');
    let number = this.joined.get(name);
    if (number === undefined) {
      number = JOINED + this.joined.size;
      this.joined.set(name, number);
      this.knownTools.set(number, all);
    }
    return number;
  }

  /** The order of the terms of two numbers. */
  compareTerms(a: number, b: number): number {
    // Numbers from WebAssembly are signed.
    return byTerms(termsOf(this.texts(a >>> 0)), termsOf(this.texts(b >>> 0)));
  }

  /** Forgets all: numbers stand for other texts now. */
  forget(): void {
    this.known.clear();
    this.knownTools.clear();
    this.joined.clear();
  }

  private followGeneration(): void {
    const { generation } = this.memory;
    if (generation === this.generation) return;
    this.generation = generation;
    this.forget();
  }

  /** The texts of a row, each behind its size and a mark; the first `bare` bytes are a text of their own. */
  private row(number: number, bare: number): string[] {
    const { bytes, words } = this.memory;
    const from = number + 8;
    // Nearly all are ASCII, and parts of one string cost much less than strings made one by one.
    const all = bytes.toString('latin1', from, from + words[number / 4]!);
    const texts = bare > 0 ? [all.slice(0, bare)] : [];
    for (let at = bare; at < all.length; ) {
      const begin = at + 2;
      const size = all.charCodeAt(at) | (all.charCodeAt(at + 1) << 8);
      const end = begin + (size & ~ESCAPED);
      const ascii = all.slice(begin, end);
      const text = isAscii(ascii) ? ascii : bytes.toString('utf8', from + begin, from + end);
      texts.push((size & ESCAPED) === 0 ? text : (JSON.parse(`"${text}"`) as string));
      at = end;
    }
    return texts;
  }
}

/** Whether a string of one byte each has the same bytes in UTF-8. */
function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}
