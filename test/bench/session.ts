/**
 * One made-up session of Claude Code, a turn at a time, with the sizes of real ones (a response is written on two
 * lines of a kilobyte, its tool result on one of many) and with everything that has led readers astray: quoted log
 * lines and real usage objects inside tool results, keys in another order, blanks behind colons, nulls, repeated
 * iterations, responses that never got their last line, lines of no model at all.
 */
import type { Dice } from '../../src/demo/dice.ts';

/** What was written, as a reader should find it. */
export interface Counts {
  responses: number;
  records: number;
  lowerBounds: number;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
}

export function noCounts(): Counts {
  return {
    responses: 0,
    records: 0,
    lowerBounds: 0,
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
  };
}

export interface SessionSpec {
  /** Different for each session: no two of their messages share an id, however the dice fall. */
  readonly number: number;
  readonly cwd: string;
  readonly startMs: number;
  readonly isAgent: boolean;
}

const MODELS = [
  { id: 'claude-opus-4-6', weight: 4 },
  { id: 'claude-sonnet-4-6', weight: 3 },
  { id: 'claude-opus-4-5-20251101', weight: 1 },
  { id: 'claude-sonnet-4-5-20250929', weight: 1 },
] as const;
const AGENT_MODEL = 'claude-haiku-4-5-20251001';
const BRANCHES = ['main', 'main', 'fix/login-loop', 'feat/search'] as const;
const TOOLS = ['Bash', 'Read', 'Edit', 'Grep', 'Write'] as const;
/** So many turns may be copied into a session that resumes this one. */
const OPENING_TURNS = 12;

export class Session {
  readonly id: string;
  readonly agentId: string;
  /** The first turns again, as a resumed session repeats them; nothing in them is to be counted twice. */
  opening = '';
  nowMs: number;
  private readonly roll: Dice;
  private readonly number: string;
  private readonly common: string;
  private readonly model: string;
  private readonly isPretty: boolean;
  private readonly end: string;
  private turns = 0;
  private messages = 0;
  private context = 18_000;

  constructor(roll: Dice, { number, cwd, startMs, isAgent }: SessionSpec) {
    this.roll = roll;
    this.number = number.toString(16).padStart(6, '0');
    this.id = roll.uuid();
    this.agentId = roll.hex(8);
    this.nowMs = startMs;
    this.model = isAgent ? AGENT_MODEL : roll.pick(MODELS).id;
    this.isPretty = roll.chance(0.02);
    this.end = roll.chance(0.01) ? '\r\n' : '\n';
    const agent = isAgent ? `,"agentId":"${this.agentId}"` : '';
    this.common = `"isSidechain":${isAgent}${agent},"userType":"external","cwd":"${cwd}","sessionId":"${this.id}","version":"2.1.75","gitBranch":"${roll.pick(BRANCHES)}"`;
  }

  /** The lines of one prompt or tool result and the response to it. */
  turn(counts: Counts): string {
    const { roll } = this;
    let lines = this.turns % 12 === 0 ? this.prompt() : this.toolResult();
    lines += this.response(counts);
    if (roll.chance(0.01)) lines += this.line(`"type":"summary","summary":"${code(roll, 200)}"`);
    if (roll.chance(0.003)) lines += this.synthetic();
    if (roll.chance(0.01)) lines += this.progress(counts);
    if (this.turns < OPENING_TURNS) this.opening += lines;
    this.turns += 1;
    return lines;
  }

  private response(counts: Counts): string {
    const { roll } = this;
    const id = this.messageId();
    const request = `req_01${roll.hex(22)}`;
    const written = Math.floor(roll.between(200, 9000));
    const isHour = roll.chance(0.7);
    const used = {
      input: roll.whole(1, 12),
      output: Math.floor(60 * Math.exp(roll.between(0, 3.6))),
      cacheRead: this.context,
      fiveMinutes: isHour ? 0 : written,
      hour: isHour ? written : 0,
    };
    this.context = this.context + written > 160_000 ? 18_000 : this.context + written;
    const isOpen = roll.chance(0.01);
    const first = this.assistant(
      id,
      request,
      text(roll),
      usageText({ ...used, output: 3 }, this.isPretty),
      null,
    );
    const last = isOpen ? '' : this.finalLines(id, request, used);
    counts.responses += 1;
    counts.records += isOpen ? 1 : 2;
    counts.lowerBounds += isOpen ? 1 : 0;
    counts.input += used.input;
    counts.output += isOpen ? 3 : used.output;
    counts.cacheRead += used.cacheRead;
    counts.cacheWrite5m += used.fiveMinutes;
    counts.cacheWrite1h += used.hour;
    return first + last;
  }

  private finalLines(id: string, request: string, used: Used): string {
    const { roll } = this;
    const input = roll.chance(0.02) ? `{"path":null,"limit":null}` : `{"command":"${code(roll, 160)}"}`;
    const tool = `{"type":"tool_use","id":"toolu_01${roll.hex(22)}","name":"${roll.pick(TOOLS)}","input":${input}}`;
    const repeated = roll.chance(0.05);
    return this.assistant(id, request, tool, usageText(used, this.isPretty, repeated), 'tool_use');
  }

  private assistant(
    id: string,
    request: string,
    content: string,
    usage: string,
    stop: string | null,
  ): string {
    const message = `"message":{"model":"${this.model}","id":"${id}","type":"message","role":"assistant","content":[${content}],"stop_reason":${JSON.stringify(stop)},"stop_sequence":null,"usage":${usage}},"requestId":"${request}"`;
    // Versions of the tool differ in where they put the type.
    return this.roll.chance(0.5)
      ? this.line(`${message},"type":"assistant"`)
      : this.line(`"type":"assistant",${message}`);
  }

  private prompt(): string {
    return this.line(`"type":"user","message":{"role":"user","content":"${code(this.roll, 300)}"}`);
  }

  /** The text stands twice in real logs: as the model sees it, and as the tool gave it. */
  private toolResult(): string {
    const { roll } = this;
    const size = Math.min(200_000, 350 * Math.exp(roll.between(0, 2.4) + roll.between(-0.6, 2)));
    const result = roll.chance(0.01) ? quoted(roll) : code(roll, size / 2);
    const nested = roll.chance(0.005)
      ? `{"status":"completed","agentType":"Explore","totalTokens":90210,"usage":{"input_tokens":4,"cache_read_input_tokens":88000,"output_tokens":2206}}`
      : `{"stdout":"${result}","stderr":"","interrupted":false,"isImage":false}`;
    return this.line(
      `"type":"user","message":{"role":"user","content":[{"tool_use_id":"toolu_01${roll.hex(22)}","type":"tool_result","content":"${result}","is_error":false}]},"toolUseResult":${nested}`,
    );
  }

  /** Written by the tool itself when a request failed: not a response of any model. */
  private synthetic(): string {
    const nothing = usageText({ input: 0, output: 0, cacheRead: 0, fiveMinutes: 0, hour: 0 }, false);
    return this.line(
      `"type":"assistant","message":{"id":"${this.roll.uuid()}","model":"<synthetic>","role":"assistant","stop_reason":"stop_sequence","content":[{"type":"text","text":"API Error"}],"usage":${nothing}}`,
    );
  }

  /** A subagent's response, told in its parent's file only. */
  private progress(counts: Counts): string {
    const { roll } = this;
    const used = { input: 3, output: roll.whole(10, 900), cacheRead: 9000, fiveMinutes: 800, hour: 0 };
    counts.responses += 1;
    counts.records += 1;
    counts.input += used.input;
    counts.output += used.output;
    counts.cacheRead += used.cacheRead;
    counts.cacheWrite5m += used.fiveMinutes;
    const message = `{"model":"${AGENT_MODEL}","id":"${this.messageId()}","role":"assistant","content":[${text(roll)}],"stop_reason":"end_turn","usage":${usageText(used, false)}}`;
    return this.line(
      `"type":"progress","data":{"type":"agent_progress","agentId":"${roll.hex(8)}","message":{"type":"assistant","message":${message}}},"parentToolUseID":"toolu_01${roll.hex(22)}"`,
    );
  }

  private messageId(): string {
    this.messages += 1;
    return `msg_01${this.number}${this.messages.toString(16).padStart(6, '0')}${this.roll.hex(10)}`;
  }

  private line(fields: string): string {
    this.nowMs += this.roll.whole(1000, 25_000);
    const at = new Date(this.nowMs).toISOString();
    return `{"parentUuid":"${this.roll.uuid()}",${this.common},${fields},"uuid":"${this.roll.uuid()}","timestamp":"${at}"}${this.end}`;
  }
}

interface Used {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly fiveMinutes: number;
  readonly hour: number;
}

function usageText(used: Used, isPretty: boolean, isRepeated = false): string {
  const counts = `"input_tokens":${used.input},"cache_creation_input_tokens":${used.fiveMinutes + used.hour},"cache_read_input_tokens":${used.cacheRead},"cache_creation":{"ephemeral_5m_input_tokens":${used.fiveMinutes},"ephemeral_1h_input_tokens":${used.hour}},"output_tokens":${used.output}`;
  const again = isRepeated ? `,"iterations":[{"type":"message",${counts}}]` : '';
  const usage = `{${counts},"service_tier":"standard","inference_geo":"not_available"${again}}`;
  return isPretty ? ` ${usage.replaceAll(':', ': ').replaceAll(',', ', ')}` : usage;
}

function text(roll: Dice): string {
  return `{"type":"text","text":"${code(roll, roll.between(50, 900))}"}`;
}

/** Somebody looked at a transcript: a line of it stands in this one, as text. */
function quoted(roll: Dice): string {
  const line = `{"type":"assistant","timestamp":"2026-03-01T10:00:00.000Z","message":{"id":"msg_quoted_${roll.hex(6)}","model":"claude-opus-4-6","usage":{"input_tokens":5000,"output_tokens":6000}}}`;
  return `${escaped(line)}\\n`.repeat(3);
}

/** Text of about so many bytes that looks like source code, escaped as it stands in JSON. */
function code(roll: Dice, size: number): string {
  const lines = Math.max(1, Math.round(size / LINE));
  const from = roll.whole(0, Math.max(0, STARTS.length - 2 - lines));
  const to = Math.min(STARTS.length - 1, from + lines);
  return POOL.slice(STARTS[from], STARTS[to]);
}

const SAMPLES = [
  'export function resolve(path: string, from = process.cwd()): string {',
  '  const parts = path.split("/").filter(part => part !== "" && part !== ".");',
  '  // Größe und Rand zählen doppelt, siehe Abschnitt 3 🧵',
  '  if (parts.length === 0) return from;',
  '    "name": "@acme/loom", "version": "2.4.1", "usage": "internal",',
  "src/server/routes/session.ts:142:17 - error TS2345: Argument of type 'string'",
  '\treturn parts.reduce((dir, part) => (part === ".." ? up(dir) : join(dir, part)), from);',
  '}',
  '',
  'C:\\Users\\ada\\code\\loom\\dist\\index.js',
  '✓ 214 tests passed (3 skipped) in 12.8s',
  'diff --git a/src/loom.ts b/src/loom.ts',
];

const LINES = Array.from(
  { length: 8000 },
  (_, i) => `${escaped(SAMPLES[(i * 7 + (i >> 4)) % SAMPLES.length]!)}\\n`,
);
const STARTS = startsOf(LINES);
const POOL = LINES.join('');
const LINE = POOL.length / LINES.length;

function escaped(plain: string): string {
  return JSON.stringify(plain).slice(1, -1);
}

function startsOf(lines: readonly string[]): readonly number[] {
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length);
  return starts;
}
