/**
 * The scanner as TypeScript sees it: bytes go into its memory, rows and texts come out. The layout is that of
 * `claude-scanner/scan.as.ts` and `rows.as.ts`; nothing here knows what a transcript means.
 */

import type { Key } from '../../core/key.ts';
import type { Rows } from '../../core/rows.ts';
import program from '../claude-scanner/scan.wasm';
import { columnsIn, type ScannerColumns } from './scanner-columns.ts';
import { ScannerTexts } from './scanner-texts.ts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  begin(isFresh: boolean): void;
  /** Looks through whole lines from one place to another and returns how far it came. */
  scan(from: number, to: number, offset: number, linesBefore: number): number;
  /** Makes the rows ready to be taken. */
  settle(): void;
  /** Gives the numbers of one column other names. */
  rename(ofTools: boolean): number;
  taken(): void;
  meet(hi: number, lo: number): void;
  watch(progress: boolean): void;
  setContext(context: number): void;
  setCall(hi: number, lo: number, context: number): void;
  /** Places in memory. */
  readonly input: WebAssembly.Global;
  readonly told: WebAssembly.Global;
  readonly columns: WebAssembly.Global;
  readonly wideColumns: WebAssembly.Global;
  readonly bounds: WebAssembly.Global;
  readonly who: WebAssembly.Global;
  readonly tools: WebAssembly.Global;
  readonly toolCount: WebAssembly.Global;
  readonly names: WebAssembly.Global;
  readonly renamed: WebAssembly.Global;
}

/** Why a scan stopped; see there. */
export const STOPPED = { atEnd: 0, full: 1, atLine: 2, atPrompt: 3, atProgress: 4 } as const;

/** The scanner reads ahead by some blocks. */
const MARGIN = 256;
const PAGE = 65_536;
const NEWLINE = 10;
/** If it has grown by more than this, that was for one very long line, and is given back. */
const KEPT_BYTES = 8 << 20;

export class Scanner {
  /** What the numbers of texts and tools stand for. */
  readonly texts = new ScannerTexts(this);
  bytes = Buffer.alloc(0);
  words: Uint32Array<ArrayBuffer> = new Uint32Array();
  private readonly module: WebAssembly.Module;
  private wasm: Exports;
  private columns!: ScannerColumns;
  private doubles: Float64Array<ArrayBuffer> = new Float64Array();
  // Places in memory, which never change: asking for them takes longer than one would think.
  private input = 0;
  private told = 0;
  private whoAt = 0;
  /** So large is the memory at first. */
  private leastBytes = 0;

  constructor(module: WebAssembly.Module) {
    this.module = module;
    this.wasm = this.fresh();
  }

  /** Another file begins; `isFresh` where nothing was told of it before. */
  begin(isFresh: boolean): void {
    this.wasm.begin(isFresh);
  }

  /** Where bytes can be put that are to be scanned: what stands there stays when more room is asked for. */
  room(length: number): Buffer {
    this.reserve(this.input + length + 1 + MARGIN);
    return this.bytes.subarray(this.input, this.input + length);
  }

  /**
   * Scans whole lines, which stand at `offset` of the file behind so many others. Calls `see` each time that it stops at
   * something, with how many lines were passed; and `take` where there is no room for rows.
   */
  scan(
    bytes: Uint8Array,
    offset: number,
    linesBefore: number,
    visit: { see(lines: number): void; take(): void },
  ): void {
    const { input } = this;
    const room = this.room(bytes.length);
    const isThere = bytes.buffer === room.buffer && bytes.byteOffset === room.byteOffset;
    if (!isThere) room.set(bytes);
    let to = input + bytes.length;
    if (bytes.length > 0 && bytes[bytes.length - 1] !== NEWLINE) this.bytes[to++] = NEWLINE;
    let lines = 0;
    for (let from = input; from < to; ) {
      from = this.wasm.scan(from, to, offset + from - input, linesBefore + lines);
      lines += this.tells(3);
      if (this.stopped === STOPPED.full) visit.take();
      else visit.see(lines);
    }
  }

  // What the last scan told.

  get stopped(): number {
    return this.tells(0);
  }

  /** The line that it stopped at: where it begins and ends among the bytes, without newline. */
  get lineAt(): number {
    return this.tells(1) - this.input;
  }

  get lineEnd(): number {
    return this.tells(2) - this.input;
  }

  /** Number of the texts of a record that it stopped at. */
  get recordTexts(): number {
    return this.tells(4);
  }

  /** The last time that was met, UTC ms; undefined where there was none. */
  get lastMs(): number | undefined {
    return this.doubles[(this.told + 40) / 8] || undefined;
  }

  get rows(): number {
    return this.tells(5);
  }

  /** Whether some of them are of responses that were told of before, or may have been. */
  get hasAgain(): boolean {
    return this.tells(6) > 0;
  }

  get whoCount(): number {
    return this.tells(7);
  }

  /** How many lines the last scan read by the shape of one before. */
  get alike(): number {
    return this.tells(9);
  }

  /** Grows when the numbers of texts begin anew. */
  get generation(): number {
    return this.tells(8);
  }

  /** What goes on around the records from now on; around that of the response of a call, if any, it is something else. */
  setContext(context: number, call?: { readonly key: Key; readonly context: number }): void {
    this.wasm.setContext(context);
    if (call) this.wasm.setCall(call.key.hi, call.key.lo, call.context);
  }

  /** Whether it is to stop at records of progress. */
  watch(progress: boolean): void {
    this.wasm.watch(progress);
  }

  /** Somebody else told of the response. */
  meet({ hi, lo }: Key): void {
    this.wasm.meet(hi, lo);
  }

  /** Which texts and which context the rows have that have this number. */
  who(id: number): { readonly texts: number; readonly context: number } {
    const at = this.whoAt + id * 2;
    return { texts: this.words[at]!, context: this.words[at + 1]! };
  }

  /** The rows that there are, and `who` they are of. */
  taking(who: Rows['who']): Rows {
    const { wasm, words, columns } = this;
    wasm.settle();
    const tools: (readonly string[])[] = [];
    for (let i = 0, at = wasm.tools.value / 4; i < wasm.toolCount.value; i++, at++) {
      tools.push(this.texts.tools(words[at]!));
    }
    return {
      length: this.rows,
      columns,
      who,
      tools,
      renamed: (name, as) => {
        words.set(as, wasm.names.value / 4);
        const bound = wasm.rename(name === 'tools') >>> 0;
        return { numbers: words.subarray(wasm.renamed.value / 4), bound };
      },
      again: this.again,
    };
  }

  private get again(): readonly number[] {
    if (!this.hasAgain) return [];
    const marks = this.columns.again.numbers.subarray(0, this.rows);
    return [...marks.entries()].flatMap(([row, isMarked]) => (isMarked ? [row] : []));
  }

  /** Rows have been taken; their numbers mean nothing any more. */
  taken(): void {
    this.wasm.taken();
  }

  /** Whether it has grown beyond what it needs for most files. */
  get isLarge(): boolean {
    return this.bytes.length > this.leastBytes + KEPT_BYTES;
  }

  /** Begins anew with little memory; rows must have been taken. */
  shrink(): void {
    this.wasm = this.fresh();
  }

  private tells(word: number): number {
    return this.words[this.told / 4 + word]!;
  }

  private fresh(): Exports {
    const { exports } = new WebAssembly.Instance(this.module, {
      env: {
        abort() {
          throw new Error('the scanner has lost its way');
        },
      },
      // Named by the file that asks for it.
      'rows.as': { join: (a: number, b: number) => this.texts.join(a, b) },
    });
    this.wasm = exports as unknown as Exports;
    this.texts.forget();
    this.input = this.wasm.input.value;
    this.told = this.wasm.told.value;
    this.whoAt = this.wasm.who.value / 4;
    this.lookAgain();
    this.leastBytes = this.bytes.length;
    return this.wasm;
  }

  /** Memory that has grown is other memory to JavaScript. */
  private reserve(end: number): void {
    const missing = end - this.bytes.length;
    if (missing <= 0) return;
    this.wasm.memory.grow(Math.ceil(missing / PAGE));
    this.lookAgain();
  }

  private lookAgain(): void {
    const buffer = this.wasm.memory.buffer as ArrayBuffer;
    this.bytes = Buffer.from(buffer);
    this.words = new Uint32Array(buffer);
    this.doubles = new Float64Array(buffer);
    const { columns, wideColumns, bounds } = this.wasm;
    this.columns = columnsIn(buffer, columns.value, wideColumns.value, bounds.value);
  }
}

/** Undefined where WebAssembly is missing or cannot do what the scanner asks of it. */
export function startScanner(): Scanner | undefined {
  try {
    return new Scanner(new WebAssembly.Module(program));
  } catch {
    return undefined;
  }
}
