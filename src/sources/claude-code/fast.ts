/**
 * The fast reader of transcripts. `claude-scanner/` reads the bytes and makes rows of the records, without strings or
 * objects; this file says what the numbers in the rows stand for, and keeps the conversation. Lines that the scanner
 * does not take go to the slow twin, `transcript.ts`, one by one and in their order.
 *
 * Facts, troubles and state are those of the twin to the last bit. The twin reads alone where WebAssembly or its SIMD is
 * missing, where little is to be read (the scanner takes a moment to start), and where readings are wanted as objects.
 */
import { type Key, keyOf, requestOf, responseKey } from '../../core/key.ts';
import type { SessionFacts } from '../../core/session-facts.ts';
import type { LineFormat, LineReader, Out } from '../../core/source.ts';
import type { Reading } from '../../core/usage.ts';
import { callOf } from '../../journal/calls.ts';
import { attributionOf, termsOf } from './attribution.ts';
import { beginPrompt, type Conversation, followLine, noteLine } from './conversation.ts';
import type { TranscriptState } from './logged-response.ts';
import { PendingRows } from './pending-rows.ts';
import { type Scanner, STOPPED, startScanner } from './scanner.ts';
import type { Texts } from './scanner-texts.ts';
import { readLine, transcript } from './transcript.ts';

/** It is worth starting the scanner once this many bytes were read without it. */
const WORTH_BYTES = 128 * 1024;

let bytesRead = 0;
let isMissing = false;
/** Scanners not in use: one, unless several files are read by turns. */
const idle: PendingRows[] = [];

export const fastTranscript: LineFormat<TranscriptState> = {
  ...transcript,

  open(state, offset, bytes, out) {
    bytesRead += bytes;
    const { table } = out;
    if (isMissing || bytesRead <= WORTH_BYTES || !table) return undefined;
    const rows = idle.pop() ?? started();
    if (!rows) return undefined;
    rows.setTable(table);
    // The first line of a file may have been read before, without its newline.
    return new FastReader(rows, state, offset === 0 && !table.hasSome, out);
  },
};

function started(): PendingRows | undefined {
  const scanner = startScanner();
  isMissing = !scanner;
  return scanner && new PendingRows(scanner);
}

/** What holds for a record that the record itself does not say. */
type Context = Pick<Conversation, 'command' | 'skill' | 'origin'>;

/** Records of older logs mostly have none of it. */
const NOTHING: Context = {};

class FastReader implements LineReader, Out {
  private readonly rows: PendingRows;
  private readonly scanner: Scanner;
  private readonly state: TranscriptState;
  private readonly out: Out;
  /** By number. */
  private readonly contexts: Context[] = [NOTHING];
  private openCalls: Conversation['openCalls'];
  // The bytes that are being read.
  private bytes: Uint8Array = NO_BYTES;
  private offset = 0;
  private linesBefore = 0;

  constructor(rows: PendingRows, state: TranscriptState, isFresh: boolean, out: Out) {
    this.rows = rows;
    this.scanner = rows.scanner;
    this.state = state;
    this.out = out;
    this.scanner.begin(isFresh);
    this.openCalls = state.conversation.openCalls;
    if (!isFresh) {
      this.scanner.setOpenCalls(this.openCalls.length > 0);
      this.follow();
    }
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
    const { rows, scanner } = this;
    this.resolve();
    rows.count();
    if (scanner.isLarge) {
      rows.flush();
      scanner.shrink();
    }
    idle.push(rows);
  }

  // The output of the slow twin, for lines that it reads.

  reading(reading: Reading): void {
    // Rows of earlier lines come first.
    this.take();
    this.scanner.knowCall(
      keyOf(reading.key),
      callOf(requestOf(reading.request), reading.tokens, reading.quality),
    );
    this.out.reading(reading);
  }

  trouble(why: string, line?: number): void {
    this.out.trouble(why, line);
  }

  agentType(agentId: string, type: string): void {
    this.out.agentType(agentId, type);
  }

  session(facts: SessionFacts): void {
    this.out.session(facts);
  }

  begun(atMs: number): void {
    this.out.begun(atMs);
  }

  /** Prompts that changed nothing, but must be known when they are written again. */
  note(keys: readonly Key[]): void {
    for (const key of keys) noteLine(this.state.conversation, key);
  }

  /** Acts on the line that the scanner stopped at. */
  see(lines: number): void {
    const { scanner, state } = this;
    const { stopped } = scanner;
    state.lines = this.linesBefore + lines;
    state.lastMs = scanner.lastMs ?? state.lastMs;
    if (state.isHead && !scanner.isHead) {
      state.isHead = false;
      if (scanner.begunMs !== undefined) this.out.begun(scanner.begunMs);
    }
    if (stopped === STOPPED.atLine) {
      const { lineAt, lineEnd } = scanner;
      readLine(state, this.bytes.subarray(lineAt, lineEnd), this.offset + lineAt, this);
      this.follow();
    } else if (stopped === STOPPED.atPrompt) {
      beginPrompt(state.conversation);
      this.follow();
    } else if (stopped === STOPPED.atProgress) {
      const { parentToolUseID, agentId } = scanner.texts.texts(scanner.progressTexts);
      followLine(state.conversation, { type: 'progress', parentToolUseID, data: { agentId } }, this.out);
    } else if (stopped === STOPPED.atConversation) {
      followLine(state.conversation, JSON.parse(scanner.extract), this.out);
      this.follow();
    }
  }

  /** Takes the rows. */
  take(): void {
    this.resolve();
    this.rows.flush();
  }

  private resolve(): void {
    const { scanner, contexts } = this;
    this.rows.resolve((texts, context) => this.labelOf(scanner.texts.texts(texts), contexts[context]!));
  }

  private labelOf(line: Texts, context: Context) {
    const state = { ...this.state, conversation: { ...context, openCalls: [], seen: [] } };
    return {
      terms: termsOf(line.model, line),
      attribution: attributionOf(state, { line, message: undefined, requestId: undefined }),
    };
  }

  /** Passes the state of the conversation to the scanner. */
  private follow(): void {
    const { scanner } = this;
    const { command, skill, origin, skillCall, openCalls, isCommandNew } = this.state.conversation;
    scanner.setHead(this.state.isHead);
    scanner.setSlow(isCommandNew === true);
    // The response that called a skill does not belong to it yet.
    const call = skillCall && {
      key: keyOf(responseKey(skillCall.by)),
      context: this.contextOf({ command, skill: skillCall.before, origin }),
    };
    scanner.setContext(this.contextOf({ command, skill, origin }), call);
    if (openCalls === this.openCalls) return;
    this.openCalls = openCalls;
    scanner.setOpenCalls(openCalls.length > 0);
  }

  private contextOf({ command, skill, origin }: Context): number {
    const known = this.contexts.findIndex(
      each => each.command === command && each.skill === skill && each.origin === origin,
    );
    return known >= 0 ? known : this.contexts.push({ command, skill, origin }) - 1;
  }
}

const NO_BYTES = new Uint8Array();
