/**
 * Transcripts, read fast: `claude-scanner/` goes through the bytes and finds what matters in them, and this puts it in
 * order. Plain records become readings without a string or an object of their own; every other line that matters goes
 * to `transcript.ts`, one by one and in its place, so that what is said of the conversation holds for what follows.
 *
 * Facts, troubles and state are those of `transcript.ts` to the last bit. It reads alone where WebAssembly or its SIMD
 * is missing, where little is to be read (the scanner takes a moment to start), and where readings are to be named.
 */
import type { LineFormat, Out } from '../../core/source.ts';
import {
  type Attribution,
  type KeyedReading,
  noTokens,
  type Quality,
  type Terms,
  totalTokens,
} from '../../core/usage.ts';
import { beginPrompt, type Conversation, hear, skillOf } from './conversation.ts';
import { type Entry, type Scanner, startScanner } from './scanner.ts';
import { attributionOf, readLine, type TranscriptState, termsOf, transcript } from './transcript.ts';

/** So many bytes are read without the scanner before it is worth starting it. */
const WORTH_BYTES = 128 * 1024;

let reader: Reader | undefined | 'missing';
let bytesRead = 0;

export const fastTranscript: LineFormat<TranscriptState> = {
  ...transcript,

  read(state, bytes, offset, out) {
    bytesRead += bytes.length;
    if (reader === undefined && bytesRead > WORTH_BYTES) reader = startReader();
    if (typeof reader !== 'object' || !out.keyed) transcript.read(state, bytes, offset, out);
    else reader.read(state, bytes, offset, out as Required<Out>);
  },
};

function startReader(): Reader | 'missing' {
  const scanner = startScanner();
  return scanner ? new Reader(scanner) : 'missing';
}

/** Makes readings of plain records: one object for all of them, and terms and attribution anew only when they change. */
class Reader {
  private readonly scanner: Scanner;
  private readonly reading = { ...NO_READING, key: { hi: 0, lo: 0 }, tokens: { ...noTokens } };
  // What is being read.
  private state!: TranscriptState;
  private bytes!: Uint8Array;
  private out!: Required<Out>;
  /** What the reading's terms and attribution were made of. */
  private texts = 0;
  private era = -1;
  private skill: string | undefined;
  private command: string | undefined;
  /** What a line of progress was last heard with. */
  private heardTexts = 0;
  private heardAsked: Conversation['asked'] | undefined;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  read(state: TranscriptState, bytes: Uint8Array, offset: number, out: Required<Out>): void {
    if (state !== this.state) this.forget();
    this.state = state;
    this.bytes = bytes;
    this.out = out;
    this.scanner.scan(bytes, lines => {
      // The same number may be another text now.
      if (this.scanner.era !== this.era) this.forget();
      const before = state.lines;
      for (let i = 0; i < this.scanner.count; i++) {
        const entry = this.scanner.entry(i);
        state.lines = before + entry.line;
        if (entry.isRecord) this.tell(entry, offset + entry.at);
        else if (entry.isSaid) this.hear(entry);
        else readLine(state, bytes.subarray(entry.at, entry.end), offset + entry.at, out);
      }
      state.lines = before + lines;
    });
  }

  /** What was made of texts of another file, or of numbers that mean others now, holds no more. */
  private forget(): void {
    this.era = this.scanner.era;
    this.texts = 0;
    this.heardTexts = 0;
  }

  private tell(entry: Entry, offset: number): void {
    const { state, reading } = this;
    const { tokens, key } = reading;
    state.lastMs = entry.lastMs;
    tokens.input = entry.input;
    tokens.output = entry.output;
    tokens.cacheRead = entry.cacheRead;
    tokens.cacheWrite5m = entry.cacheWrite5m;
    tokens.cacheWrite1h = entry.cacheWrite1h;
    if (totalTokens(tokens) > 0 || entry.webSearches > 0) {
      key.hi = entry.keyHi;
      key.lo = entry.keyLo;
      reading.atMs = entry.atMs;
      reading.reasoning = entry.reasoning;
      reading.webSearches = entry.webSearches;
      reading.quality = entry.isFinal ? 'exact' : 'lower bound';
      reading.tools = this.scanner.names(entry.tools);
      reading.offset = offset;
      reading.line = state.lines;
      reading.records = entry.records;
      this.attribute(entry);
      this.out.keyed(reading);
    }
    if (entry.isProgress) this.hearProgress(entry);
  }

  private hear(entry: Entry): void {
    this.state.lastMs = entry.atMs;
    if (entry.isPrompt) beginPrompt(this.state.conversation);
  }

  private attribute(entry: Entry): void {
    const { state, reading } = this;
    const { command, skillCall } = state.conversation;
    // Only the response that called a skill has to be known by its name.
    const id = skillCall && utf8.decode(this.bytes.subarray(entry.idAt, entry.idEnd));
    const skill = skillOf(state.conversation, id);
    if (entry.texts === this.texts && skill === this.skill && command === this.command) return;
    const line = this.scanner.texts(entry.texts);
    reading.terms = termsOf(line.model, line);
    reading.attribution = attributionOf(state, { line, message: { id }, requestId: undefined });
    this.texts = entry.texts;
    this.skill = skill;
    this.command = command;
  }

  /** Lines of progress say mostly the same; once is enough. */
  private hearProgress(entry: Entry): void {
    const { asked } = this.state.conversation;
    if (asked.length === 0 || (entry.texts === this.heardTexts && asked === this.heardAsked)) return;
    const { parentToolUseID, agentId } = this.scanner.texts(entry.texts);
    hear(this.state.conversation, { type: 'progress', parentToolUseID, data: { agentId } }, this.out);
    this.heardTexts = entry.texts;
    this.heardAsked = asked;
  }
}

const utf8 = new TextDecoder();
const NO_READING = {
  key: { hi: 0, lo: 0 },
  atMs: 0,
  tokens: noTokens,
  reasoning: 0,
  webSearches: 0,
  quality: 'exact' as Quality,
  terms: { model: '' } as Terms,
  attribution: { source: '', session: '' } as Attribution,
  tools: [] as readonly string[],
  offset: 0,
  line: 0,
  records: 1,
} satisfies KeyedReading;
