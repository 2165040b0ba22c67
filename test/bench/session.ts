/**
 * One generated session of Claude Code, a turn at a time, fitted to 236 public transcripts (62,595 lines, 192 MB). What
 * they hold, as quantiles (50, 90, 99 of 100, largest) of bytes per line, and shares of lines and of bytes:
 *
 *   responses              1,365   3,066   13,404      80,473    38 % of lines    25 % of bytes
 *   tool results           2,152  20,467   78,289     400,310    22 %             56 %
 *   prompts                  598   4,662   62,715   1,463,172     4 %              6 %
 *   progress of hooks        602     643      685         706    11 %              2 %
 *   progress of commands     599   4,981   12,864      68,660     5 %              2 %
 *   progress of subagents  2,000   8,000   40,000     100,898     4 %              5 %
 *   answers of subagents  18,272  39,849   66,973     104,485     0.4 %            3 %
 *   snapshots, attachments, hook summaries, durations, titles     16 %             1 %
 *   all                    1,112   5,399   39,852   1,463,172
 *
 * A response has 1.9 records on average (2, at most 3 in 90 of 100); 65 of 100 never get a reason to stop; 59 of 100
 * records repeat their usage in `iterations`. 1.7 of 100 tool calls start an agent, 0.7 a skill. One file of five copies
 * the beginning of another session. Four of 100 bytes are backslashes of escapes. One session of five was written on
 * Windows, where every `cwd` has escapes (a share seen in other trees).
 *
 * Beside these it has what has misled readers: quoted log lines and usage objects inside tool results, keys in another
 * order, blanks behind colons, nulls, lines that no model made.
 */
import type { Dice } from '../../src/demo/dice.ts';
import { lengthOf, type Quantiles } from './quantiles.ts';
import { code, quoted } from './source-text.ts';
import { type Used, usageText } from './usage-text.ts';

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
const OPENING_TURNS = 40;

/** Bytes of text in lines of one kind: those of the table above, less what stands around the text. */
const SAYS: Quantiles = [30, 330, 1900, 12_000, 79_000];
const RESULT: Quantiles = [30, 1350, 19_500, 77_000, 399_000];
const PROMPT: Quantiles = [20, 150, 4200, 62_000, 1_462_000];
const OUTPUT: Quantiles = [20, 150, 4500, 12_400, 68_000];
const SUBAGENT: Quantiles = [200, 1500, 7500, 39_500, 100_000];
const ANSWER: Quantiles = [4000, 17_500, 39_000, 66_000, 104_000];
const SNAPSHOT: Quantiles = [50, 200, 2000, 3000, 3500];

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
  /** Whether responses of this session get a reason to stop; older versions of the tool never wrote one. */
  private readonly hasStops: boolean;
  /** The call of an agent that has not answered yet. */
  private openCall: string | undefined;
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
    this.hasStops = roll.chance(0.35);
    const agent = isAgent ? `,"agentId":"${this.agentId}"` : '';
    this.common = `"isSidechain":${isAgent}${agent},"userType":"external","cwd":${JSON.stringify(cwd)},"sessionId":"${this.id}","version":"2.1.75","gitBranch":"${roll.pick(BRANCHES)}"`;
  }

  /** The lines of one prompt or tool result and the response to it. */
  turn(counts: Counts): string {
    const { roll } = this;
    let lines = this.turns % 6 === 0 ? this.prompt() : this.toolResult();
    if (roll.chance(0.55)) lines += this.hookProgress();
    if (roll.chance(0.22)) lines += this.commandProgress();
    lines += this.response(counts);
    for (let notes = roll.whole(0, 2); notes > 0; notes--) lines += this.note();
    if (roll.chance(0.003)) lines += this.synthetic();
    if (roll.chance(0.02)) lines += this.subagent(counts);
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
    const isOpen = roll.chance(0.03);
    const begun = usageText({ ...used, output: 3 }, this.isPretty);
    const first = this.assistant(id, request, text(roll), begun, null);
    const hasMore = roll.chance(0.1);
    const more = hasMore ? this.assistant(id, request, text(roll), begun, null) : '';
    const last = isOpen ? '' : this.finalLine(id, request, used);
    counts.responses += 1;
    counts.records += 1 + Number(hasMore) + Number(!isOpen);
    counts.lowerBounds += isOpen || !this.hasStops ? 1 : 0;
    counts.input += used.input;
    counts.output += isOpen ? 3 : used.output;
    counts.cacheRead += used.cacheRead;
    counts.cacheWrite5m += used.fiveMinutes;
    counts.cacheWrite1h += used.hour;
    return first + more + last;
  }

  private finalLine(id: string, request: string, used: Used): string {
    const { roll } = this;
    const usage = usageText(used, this.isPretty, roll.chance(0.59));
    return this.assistant(id, request, this.call(), usage, this.hasStops ? 'tool_use' : null);
  }

  private call(): string {
    const { roll } = this;
    const isAgent = roll.chance(0.017);
    const isSkill = !isAgent && roll.chance(0.007);
    const name = isAgent ? 'Agent' : isSkill ? 'Skill' : roll.pick(TOOLS);
    if (isAgent) this.openCall = `toolu_01${roll.hex(22)}`;
    const input = isAgent
      ? `{"subagent_type":"Explore","prompt":"${code(roll, 600)}"}`
      : isSkill
        ? `{"skill":"release-notes"}`
        : roll.chance(0.02)
          ? `{"path":null,"limit":null}`
          : `{"command":"${code(roll, lengthOf(SAYS, roll))}"}`;
    const id = isAgent ? this.openCall : `toolu_01${roll.hex(22)}`;
    return `{"type":"tool_use","id":"${id}","name":"${name}","input":${input}}`;
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
    return this.line(
      `"type":"user","message":{"role":"user","content":"${code(this.roll, lengthOf(PROMPT, this.roll))}"}`,
    );
  }

  /** The text stands twice in real logs: as the model sees it, and as the tool gave it. */
  private toolResult(): string {
    const { roll, openCall } = this;
    const isAnswer = openCall !== undefined;
    const result = roll.chance(0.01)
      ? quoted(roll)
      : code(roll, lengthOf(isAnswer ? ANSWER : RESULT, roll) / 2);
    const nested = isAnswer
      ? `{"status":"completed","agentId":"${roll.hex(8)}","agentType":"Explore","content":[{"type":"text","text":"${result}"}],"totalTokens":90210,"usage":{"input_tokens":4,"cache_read_input_tokens":88000,"output_tokens":2206}}`
      : roll.chance(0.006)
        ? `{"success":true,"commandName":"release-notes"}`
        : `{"stdout":"${result}","stderr":"","interrupted":false,"isImage":false}`;
    this.openCall = undefined;
    return this.line(
      `"type":"user","message":{"role":"user","content":[{"tool_use_id":"${openCall ?? `toolu_01${roll.hex(22)}`}","type":"tool_result","content":"${result}","is_error":false}]},"toolUseResult":${nested}`,
    );
  }

  private hookProgress(): string {
    return this.line(
      `"type":"progress","data":{"type":"hook_progress","hookEvent":"PostToolUse","hookName":"PostToolUse:Edit","command":"callback"},"parentToolUseID":"toolu_01${this.roll.hex(22)}","toolUseID":"toolu_01${this.roll.hex(22)}"`,
    );
  }

  private commandProgress(): string {
    const output = code(this.roll, lengthOf(OUTPUT, this.roll) / 2);
    return this.line(
      `"type":"progress","data":{"type":"bash_progress","output":"${output}","fullOutput":"${output}","elapsedTimeSeconds":3},"parentToolUseID":"toolu_01${this.roll.hex(22)}"`,
    );
  }

  /** Lines of which nothing is read. */
  private note(): string {
    const { roll } = this;
    const kind = roll.whole(0, 5);
    if (kind === 0) return this.line(`"type":"summary","summary":"${code(roll, 200)}"`);
    if (kind === 1)
      return this.line(`"type":"system","subtype":"turn_duration","durationMs":${roll.whole(900, 90_000)}`);
    if (kind === 2)
      return this.line(`"type":"system","subtype":"stop_hook_summary","hookCount":2,"hookErrors":[]`);
    const snapshot = code(roll, lengthOf(SNAPSHOT, roll));
    const type = kind === 3 ? 'attachment' : 'file-history-snapshot';
    return this.line(`"type":"${type}","snapshot":{"trackedFileBackups":{"text":"${snapshot}"}}`);
  }

  /** Written by the tool itself when a request failed; no model has answered. */
  private synthetic(): string {
    const nothing = usageText({ input: 0, output: 0, cacheRead: 0, fiveMinutes: 0, hour: 0 }, false);
    return this.line(
      `"type":"assistant","message":{"id":"${this.roll.uuid()}","model":"<synthetic>","role":"assistant","stop_reason":"stop_sequence","content":[{"type":"text","text":"API Error"}],"usage":${nothing}}`,
    );
  }

  /** A subagent's prompt and response, which stand in its parent's file only. */
  private subagent(counts: Counts): string {
    const { roll } = this;
    const used = { input: 3, output: roll.whole(10, 900), cacheRead: 9000, fiveMinutes: 800, hour: 0 };
    counts.responses += 1;
    counts.records += 1;
    counts.input += used.input;
    counts.output += used.output;
    counts.cacheRead += used.cacheRead;
    counts.cacheWrite5m += used.fiveMinutes;
    const message = `{"model":"${AGENT_MODEL}","id":"${this.messageId()}","role":"assistant","content":[${text(roll)}],"stop_reason":"end_turn","usage":${usageText(used, false)}}`;
    const asked = `{"type":"user","message":{"role":"user","content":[{"type":"text","text":"${code(roll, lengthOf(SUBAGENT, roll))}"}]}}`;
    const agentId = roll.hex(8);
    const progress = (said: string) =>
      this.line(
        `"type":"progress","data":{"type":"agent_progress","agentId":"${agentId}","message":${said}},"parentToolUseID":"toolu_01${roll.hex(22)}"`,
      );
    return progress(asked) + progress(`{"type":"assistant","message":${message}}`);
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

function text(roll: Dice): string {
  return `{"type":"text","text":"${code(roll, lengthOf(SAYS, roll))}"}`;
}
