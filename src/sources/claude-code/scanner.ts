/**
 * The scanner as TypeScript sees it: bytes go into its memory, rows and texts come out. The layout is that of
 * `claude-scanner/scan.as.ts` and `rows.as.ts`; nothing here knows what a transcript means.
 */

import type { Key } from '../../core/key.ts';
import type { Rows } from '../../core/rows.ts';
import type { Call } from '../../journal/calls.ts';
import program from '../claude-scanner/scan.wasm';
import { columnsIn, type ScannerColumns } from './scanner-columns.ts';
import type { ScannerExports } from './scanner-exports.ts';
import { ScannerTexts } from './scanner-texts.ts';

/** Why a scan stopped: `Stop` of scan.as.ts. */
export const STOPPED = {
  atEnd: 0,
  full: 1,
  atLine: 2,
  atPrompt: 3,
  atProgress: 4,
  atConversation: 5,
} as const;

/** How a line is read, in the order of `Path` in scan.as.ts. */
export const PATHS = ['template', 'record', 'conversation', 'skipped', 'slow reader'] as const;

/** The scanner reads ahead by some blocks. */
const MARGIN = 256;
const PAGE = 65_536;
const NEWLINE = 10;
/** Memory that has grown by more than this was needed for one very long line, and is given back. */
const KEPT_BYTES = 8 << 20;

export class Scanner {
  /** What the numbers of texts and tools stand for. */
  readonly texts = new ScannerTexts(this);
  bytes = Buffer.alloc(0);
  words: Uint32Array<ArrayBuffer> = new Uint32Array();
  private readonly module: WebAssembly.Module;
  private wasm: ScannerExports;
  private columns!: ScannerColumns;
  private doubles: Float64Array<ArrayBuffer> = new Float64Array();
  // Places in memory. They never change, and reading a WebAssembly global is slow.
  private input = 0;
  private state = 0;
  private extractAt = 0;
  private notedAt = 0;
  private labelsAt = 0;
  /** The size of the memory at first. */
  private leastBytes = 0;

  constructor(module: WebAssembly.Module) {
    this.module = module;
    this.wasm = this.fresh();
  }

  /** Another file begins; `isFresh` where none of it was read before. */
  begin(isFresh: boolean): void {
    this.wasm.begin(isFresh);
  }

  /** Where bytes are to be put before they are scanned. What stands there is kept when more room is asked for. */
  room(length: number): Buffer {
    this.reserve(this.input + length + 1 + MARGIN);
    return this.bytes.subarray(this.input, this.input + length);
  }

  /**
   * Scans whole lines, which stand at `offset` of the file behind `linesBefore` others. Calls `see` at each stop, with
   * the count of lines so far, and `take` when there is no room for more rows.
   */
  scan(
    bytes: Uint8Array,
    offset: number,
    linesBefore: number,
    visit: { see(lines: number): void; take(): void; note?(keys: readonly Key[]): void },
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
      lines += this.stateAt(3);
      if (this.stateAt(17) > 0) visit.note?.(this.noted);
      if (this.stopped === STOPPED.full) visit.take();
      else visit.see(lines);
    }
  }

  // The state after a scan, in the order of scan.as.ts.

  get stopped(): number {
    return this.stateAt(0);
  }

  /** Where the line that it stopped at begins and ends among the bytes, without newline. */
  get lineAt(): number {
    return this.stateAt(1) - this.input;
  }

  get lineEnd(): number {
    return this.stateAt(2) - this.input;
  }

  /** The number of the texts of a subagent's progress. */
  get progressTexts(): number {
    return this.stateAt(4);
  }

  /** The last time that was read, UTC ms; undefined where there was none. */
  get lastMs(): number | undefined {
    return this.doubles[(this.state + 48) / 8] || undefined;
  }

  /** When the conversation began, UTC ms; undefined where no line said so yet that is no message. */
  get begunMs(): number | undefined {
    return this.doubles[(this.state + 56) / 8] || undefined;
  }

  /** The keys of lines that were noted in the last scan, in their order. */
  private get noted(): readonly Key[] {
    const at = this.notedAt;
    return Array.from({ length: this.stateAt(17) }, (_, i) => ({
      hi: this.words[at + i * 2]!,
      lo: this.words[at + i * 2 + 1]!,
    }));
  }

  /** Whether only lines were read so far that are no messages. */
  get isHead(): boolean {
    return this.stateAt(16) !== 0;
  }

  get rows(): number {
    return this.stateAt(5);
  }

  /** Whether there may be earlier rows of the responses of some of them. */
  get hasAgain(): boolean {
    return this.stateAt(6) > 0;
  }

  get labelCount(): number {
    return this.stateAt(7);
  }

  /** How many lines the last scan read by a template. */
  get byTemplate(): number {
    return this.stateAt(9);
  }

  /** How the last line was read; see PATHS. */
  get path(): number {
    return this.stateAt(11);
  }

  /** What the line it stopped at says of the conversation, as a shorter line of JSON. */
  get extract(): string {
    return this.bytes.toString('utf8', this.extractAt, this.extractAt + this.stateAt(10));
  }

  /** Grows when all texts are forgotten and numbers begin anew. */
  get generation(): number {
    return this.stateAt(8);
  }

  /** Sets the context of records from now on, and that of the response of a call, if any. */
  setContext(context: number, call?: { readonly key: Key; readonly context: number }): void {
    this.wasm.setContext(context);
    if (call) this.wasm.setCall(call.key.hi, call.key.lo, call.context);
  }

  /** Whether calls of agents are open: it then stops at progress and results. */
  setOpenCalls(areOpen: boolean): void {
    this.wasm.setOpenCalls(areOpen);
  }

  setHead(is: boolean): void {
    this.wasm.setHead(is);
  }

  /** Whether it is to stop at every line. */
  setSlow(is: boolean): void {
    this.wasm.setSlow(is);
  }

  /** The slow reader has read a record of this call. */
  knowCall({ hi, lo }: Key, { request, input, cacheRead, cacheWrite }: Call): void {
    this.wasm.knowCall(hi, lo, request, input, cacheRead, cacheWrite);
  }

  /** The texts and the context that a number in the column `labels` stands for. */
  label(id: number): { readonly texts: number; readonly context: number } {
    const at = this.labelsAt + id * 2;
    return { texts: this.words[at]!, context: this.words[at + 1]! };
  }

  /** The rows, with what the numbers in their column `labels` stand for. */
  taking(labels: Rows['labels']): Rows {
    const { wasm, words, columns } = this;
    wasm.settle();
    const tools: (readonly string[])[] = [];
    for (let i = 0, at = wasm.tools.value / 4; i < wasm.toolCount.value; i++, at++) {
      tools.push(this.texts.tools(words[at]!));
    }
    return {
      length: this.rows,
      columns,
      labels,
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

  /** The rows were taken; their numbers may be used for others. */
  taken(): void {
    this.wasm.taken();
  }

  /** Whether its memory has grown beyond what most files need. */
  get isLarge(): boolean {
    return this.bytes.length > this.leastBytes + KEPT_BYTES;
  }

  /** Starts again with little memory; the rows must have been taken. */
  shrink(): void {
    this.wasm = this.fresh();
  }

  private stateAt(word: number): number {
    return this.words[this.state / 4 + word]!;
  }

  private fresh(): ScannerExports {
    const { exports } = new WebAssembly.Instance(this.module, {
      env: {
        abort() {
          throw new Error('the scanner stopped at a failed check');
        },
      },
      // Named for the file that imports it.
      'rows.as': {
        join: (a: number, b: number) => this.texts.join(a, b),
        compareTerms: (a: number, b: number) => this.texts.compareTerms(a, b),
      },
    });
    this.wasm = exports as unknown as ScannerExports;
    this.texts.forget();
    this.input = this.wasm.input.value;
    this.state = this.wasm.state.value;
    this.labelsAt = this.wasm.labels.value / 4;
    this.extractAt = this.wasm.extract.value;
    this.notedAt = this.wasm.noted.value / 4;
    this.viewMemory();
    this.leastBytes = this.bytes.length;
    return this.wasm;
  }

  /** Makes the memory large enough. Growing it detaches all views. */
  private reserve(end: number): void {
    const missing = end - this.bytes.length;
    if (missing <= 0) return;
    this.wasm.memory.grow(Math.ceil(missing / PAGE));
    this.viewMemory();
  }

  private viewMemory(): void {
    const buffer = this.wasm.memory.buffer as ArrayBuffer;
    this.bytes = Buffer.from(buffer);
    this.words = new Uint32Array(buffer);
    this.doubles = new Float64Array(buffer);
    const { columns, wideColumns, bounds } = this.wasm;
    this.columns = columnsIn(buffer, columns.value, wideColumns.value, bounds.value);
  }
}

/** Undefined where WebAssembly or its SIMD is missing. */
export function startScanner(): Scanner | undefined {
  try {
    return new Scanner(new WebAssembly.Module(program));
  } catch {
    return undefined;
  }
}
