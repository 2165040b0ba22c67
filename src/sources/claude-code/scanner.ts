/**
 * The scanner as TypeScript sees it: bytes go into its memory, entries and texts come out. The layout is that of
 * `claude-scanner/scan.as.ts`; nothing here knows what a transcript means.
 */
import program from '../claude-scanner/scan.wasm';

interface Exports {
  readonly memory: WebAssembly.Memory;
  /** Looks through whole lines from one place to another and returns how far it came. */
  scan(from: number, to: number): number;
  /** Places in memory. */
  readonly input: WebAssembly.Global;
  readonly entries: WebAssembly.Global;
  readonly count: WebAssembly.Global;
  readonly lines: WebAssembly.Global;
  readonly generation: WebAssembly.Global;
}

/**
 * A line that matters, or some of one response that follow each other. Only where and which it is, unless it is a plain
 * record, or something that a user said.
 */
export interface Entry {
  isRecord: boolean;
  /** Something said that is neither a command nor a result; all there is to know is when, and whether it is a prompt. */
  isSaid: boolean;
  isPrompt: boolean;
  isFinal: boolean;
  isProgress: boolean;
  /** Where the line begins and ends, in the bytes that were given. */
  at: number;
  end: number;
  /** 1-based, among the lines of this scan. */
  line: number;
  keyHi: number;
  keyLo: number;
  atMs: number;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  reasoning: number;
  webSearches: number;
  /** Numbers for `texts` and `names`; 0 stands for none. */
  texts: number;
  tools: number;
  /** Where the id of the response stands, in the bytes that were given. */
  idAt: number;
  idEnd: number;
  /** How many records of the response it was made of, one behind the other; the line is that of the last. */
  records: number;
  /** When the last of them was; `atMs` is when the first was. */
  lastMs: number;
}

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
  };
}

const ENTRY_WORDS = 22;
const IS_RECORD = 1;
const IS_FINAL = 2;
const IS_PROGRESS = 4;
const IS_SAID = 8;
const IS_PROMPT = 16;
/** The scanner reads ahead by some blocks. */
const MARGIN = 256;
const PAGE = 65_536;
const NEWLINE = 10;
/** More memory than this is given back: it was needed for one very long line. */
const KEPT_BYTES = 8 << 20;

export class Scanner {
  /** How many entries the last scan made. */
  count = 0;
  private readonly module: WebAssembly.Module;
  private wasm: Exports;
  private bytes = Buffer.alloc(0);
  private words = new Uint32Array();
  private view = new DataView(new ArrayBuffer());
  /** Grows whenever numbers of texts and names begin anew. */
  era = 0;
  private generation = -1;
  private readonly known = new Map<number, Texts>();
  private readonly knownNames = new Map<number, readonly string[]>();
  private readonly current: Entry = { ...NO_ENTRY };

  constructor(module: WebAssembly.Module) {
    this.module = module;
    this.wasm = this.fresh();
  }

  /** Scans whole lines; calls `see` each time there are entries to be looked at, with how many lines were passed. */
  scan(bytes: Uint8Array, see: (lines: number) => void): void {
    const input = this.wasm.input.value;
    this.reserve(input + bytes.length + 1 + MARGIN);
    this.bytes.set(bytes, input);
    let to = input + bytes.length;
    if (bytes.length > 0 && bytes[bytes.length - 1] !== NEWLINE) this.bytes[to++] = NEWLINE;
    for (let from = input; from < to; ) {
      from = this.wasm.scan(from, to);
      this.count = this.wasm.count.value;
      if (this.wasm.generation.value !== this.generation) this.forget();
      see(this.wasm.lines.value);
    }
    if (this.bytes.length > KEPT_BYTES) this.wasm = this.fresh();
  }

  /** The object is the same each time. */
  entry(i: number): Entry {
    const entry = this.current;
    const { words } = this;
    const w = this.wasm.entries.value / 4 + i * ENTRY_WORDS;
    const input = this.wasm.input.value;
    const flags = words[w]!;
    entry.isRecord = (flags & IS_RECORD) !== 0;
    entry.at = words[w + 1]! - input;
    entry.end = words[w + 2]! - input;
    entry.line = words[w + 3]!;
    entry.isSaid = (flags & IS_SAID) !== 0;
    entry.isPrompt = (flags & IS_PROMPT) !== 0;
    entry.atMs = this.view.getFloat64((w + 6) * 4, true);
    if (!entry.isRecord) return entry;
    entry.isFinal = (flags & IS_FINAL) !== 0;
    entry.isProgress = (flags & IS_PROGRESS) !== 0;
    entry.keyHi = words[w + 4]!;
    entry.keyLo = words[w + 5]!;
    entry.input = words[w + 8]!;
    entry.output = words[w + 9]!;
    entry.cacheRead = words[w + 10]!;
    entry.cacheWrite5m = words[w + 11]!;
    entry.cacheWrite1h = words[w + 12]!;
    entry.reasoning = words[w + 13]!;
    entry.webSearches = words[w + 14]!;
    entry.texts = words[w + 15]!;
    entry.tools = words[w + 16]!;
    entry.idAt = words[w + 17]! - input;
    entry.idEnd = entry.idAt + words[w + 18]!;
    entry.records = words[w + 19]!;
    entry.lastMs = this.view.getFloat64((w + 20) * 4, true);
    return entry;
  }

  /** The same object for the same texts, mostly. */
  texts(number: number): Texts {
    let texts = this.known.get(number);
    if (!texts) {
      texts = textsOf(this.row(number, 1));
      this.known.set(number, texts);
    }
    return texts;
  }

  /** The same list for the same names, mostly. */
  names(number: number): readonly string[] {
    if (number === 0) return NO_NAMES;
    let names = this.knownNames.get(number);
    if (!names) {
      names = this.row(number, 0);
      this.knownNames.set(number, names);
    }
    return names;
  }

  /** A row of texts, each behind its size; the first `bare` bytes stand for themselves. */
  private row(number: number, bare: number): string[] {
    const from = number + 8;
    const to = from + this.view.getUint32(number, true);
    const texts = bare > 0 ? [this.bytes.toString('latin1', from, from + bare)] : [];
    for (let at = from + bare; at < to; ) {
      const size = this.view.getUint16(at, true);
      texts.push(size === 0 ? '' : this.bytes.toString('utf8', at + 2, at + 2 + size));
      at += 2 + size;
    }
    return texts;
  }

  private forget(): void {
    this.generation = this.wasm.generation.value;
    this.era += 1;
    this.known.clear();
    this.knownNames.clear();
  }

  private fresh(): Exports {
    const { exports } = new WebAssembly.Instance(this.module, {
      env: {
        abort() {
          throw new Error('the scanner has lost its way');
        },
      },
    });
    this.wasm = exports as unknown as Exports;
    this.forget();
    this.lookAgain();
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
    const { buffer } = this.wasm.memory;
    this.bytes = Buffer.from(buffer);
    this.words = new Uint32Array(buffer);
    this.view = new DataView(buffer);
  }
}

const NO_NAMES: readonly string[] = [];
const NO_ENTRY: Entry = {
  isRecord: false,
  isSaid: false,
  isPrompt: false,
  isFinal: false,
  isProgress: false,
  at: 0,
  end: 0,
  line: 0,
  keyHi: 0,
  keyLo: 0,
  atMs: 0,
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  reasoning: 0,
  webSearches: 0,
  texts: 0,
  tools: 0,
  idAt: 0,
  idEnd: 0,
  records: 0,
  lastMs: 0,
};

/** Undefined where WebAssembly is missing or cannot do what the scanner asks of it. */
export function startScanner(): Scanner | undefined {
  try {
    return new Scanner(new WebAssembly.Module(program));
  } catch {
    return undefined;
  }
}
