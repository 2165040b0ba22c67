/**
 * Transcripts, read fast: `claude-scanner/` goes through the bytes and makes rows of the records, without a string or an
 * object of any; this says what the numbers in them stand for. Every other line that matters goes to `transcript.ts`,
 * one by one and in its place, so that what is said of the conversation holds for what follows.
 *
 * Facts, troubles and state are those of `transcript.ts` to the last bit. It reads alone where WebAssembly or its SIMD
 * is missing, where little is to be read (the scanner takes a moment to start), and where readings are to be named.
 */
import { keyOf } from '../../core/key.ts';
import type { LineFormat, LineReader, Out } from '../../core/source.ts';
import { beginPrompt, type Conversation, hear } from './conversation.ts';
import { type Scanner, STOPPED, startScanner } from './scanner.ts';
import type { Texts } from './scanner-texts.ts';
import {
  attributionOf,
  messageName,
  readLine,
  type TranscriptState,
  termsOf,
  transcript,
} from './transcript.ts';

/** So many bytes are read without the scanner before it is worth starting it. */
const WORTH_BYTES = 128 * 1024;

let bytesRead = 0;
let isMissing = false;
/** Scanners that nobody uses: one, unless several files are read by turns. */
const idle: Scanner[] = [];

export const fastTranscript: LineFormat<TranscriptState> = {
  ...transcript,

  open(state, offset, bytes, out) {
    bytesRead += bytes;
    if (isMissing || bytesRead <= WORTH_BYTES || !out.rows) return undefined;
    const scanner = idle.pop() ?? startScanner();
    isMissing = !scanner;
    return scanner && new FastReader(scanner, state, offset === 0, out as Required<Out>);
  },
};

/** What goes on around a record that the record itself does not say. */
type Context = Pick<Conversation, 'command' | 'skill'>;

class FastReader implements LineReader {
  private readonly scanner: Scanner;
  private readonly state: TranscriptState;
  private readonly out: Required<Out>;
  /** For lines that are read one by one. */
  private readonly slow: Out;
  /** By number; the first is nothing at all. */
  private readonly contexts: Context[] = [{}];
  private asked: Conversation['asked'] = [];
  // What is being read.
  private bytes: Uint8Array = new Uint8Array();
  private offset = 0;
  private linesBefore = 0;

  constructor(scanner: Scanner, state: TranscriptState, isFresh: boolean, out: Required<Out>) {
    this.scanner = scanner;
    this.state = state;
    this.out = out;
    this.slow = {
      ...out,
      trouble: (why, line) => out.trouble(why, line),
      agentType: (id, type) => out.agentType(id, type),
      reading: reading => {
        // What stands before it comes before it.
        this.take();
        scanner.meet(keyOf(reading.key));
        out.reading(reading);
      },
    };
    scanner.begin(isFresh);
    this.follow();
  }

  room(bytes: number): Buffer {
    return this.scanner.room(bytes);
  }

  read(bytes: Uint8Array, offset: number): void {
    this.bytes = bytes;
    this.offset = offset;
    this.linesBefore = this.state.lines;
    this.scanner.scan(bytes, offset, this.linesBefore, this);
  }

  close(): void {
    this.take();
    this.scanner.end();
    idle.push(this.scanner);
  }

  /** Looks at what the scanner stopped at. */
  see(lines: number): void {
    const { scanner, state } = this;
    const { stopped } = scanner;
    state.lines = this.linesBefore + lines;
    state.lastMs = scanner.lastMs ?? state.lastMs;
    if (stopped === STOPPED.atLine) {
      const { lineAt, lineEnd } = scanner;
      readLine(state, this.bytes.subarray(lineAt, lineEnd), this.offset + lineAt, this.slow);
      this.follow();
    } else if (stopped === STOPPED.atPrompt) {
      beginPrompt(state.conversation);
      this.follow();
    } else if (stopped === STOPPED.atProgress) {
      const { parentToolUseID, agentId } = scanner.texts.texts(scanner.recordTexts);
      hear(state.conversation, { type: 'progress', parentToolUseID, data: { agentId } }, this.out);
    }
  }

  /** Takes the rows that there are. */
  take(): void {
    const { scanner, contexts } = this;
    if (scanner.rows > 0) {
      const whoOf = (texts: number, context: number) =>
        this.whoOf(scanner.texts.texts(texts), contexts[context]!);
      this.out.rows(scanner.taking(whoOf));
    }
    scanner.taken();
  }

  private whoOf(line: Texts, context: Context) {
    const state = { ...this.state, conversation: { ...context, asked: [] } };
    return {
      terms: termsOf(line.model, line),
      attribution: attributionOf(state, { line, message: undefined, requestId: undefined }),
    };
  }

  /** Tells the scanner how the conversation stands. */
  private follow(): void {
    const { scanner } = this;
    const { command, skill, skillCall, asked } = this.state.conversation;
    // The response that called a skill is not yet of it.
    const call = skillCall && {
      key: keyOf(messageName(skillCall.by)),
      context: this.contextOf({ command, skill: skillCall.before }),
    };
    scanner.setContext(this.contextOf({ command, skill }), call);
    if (asked === this.asked) return;
    this.asked = asked;
    scanner.watch(asked.length > 0);
  }

  private contextOf({ command, skill }: Context): number {
    const known = this.contexts.findIndex(each => each.command === command && each.skill === skill);
    return known >= 0 ? known : this.contexts.push({ command, skill }) - 1;
  }
}
