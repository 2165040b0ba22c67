/**
 * Homes with everything in them that tools disagree about: responses written several times, sessions copied on resume,
 * subagents with files of their own and subagents that stand in their parent's, long prompts, hour-long cache writes,
 * fast mode, geography, batch, web searches, a price that changes on the way, and a model that has no price.
 */
import { type Dice, dice } from '../../src/demo/dice.ts';

export type Files = Readonly<Record<string, string>>;

/** The clock of all comparisons: some weeks after the last response. */
export const NOW_MS = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;

export interface HomeOptions {
  readonly seed: number;
  /** First day, UTC. */
  readonly from?: string;
  readonly days?: number;
}

const MODELS = [
  { id: 'claude-sonnet-5-5', weight: 4 },
  { id: 'claude-opus-5-5', weight: 3 },
  { id: 'claude-sonnet-4-5-20250929', weight: 2 },
  { id: 'claude-made-up-9', weight: 1 },
] as const;
/** Subagents have one model that the main conversation uses, too. */
const AGENT_MODELS = [
  { id: 'claude-haiku-5-5', weight: 3 },
  { id: 'claude-sonnet-5-5', weight: 1 },
] as const;

export function madeUpHome({ seed, from = '2026-10-02', days = 10 }: HomeOptions): Files {
  const roll = dice(seed);
  const files: Record<string, string> = {};
  const start = Date.parse(`${from}T00:00:00Z`);
  for (let day = 0; day < days; day++) {
    for (let session = 0; session < 2; session++) {
      const id = roll.uuid();
      const atMs = start + (day * 24 + roll.between(0, 23)) * HOUR_MS;
      const project = `.claude/projects/-home-ada-${roll.pick(['loom', 'shuttle'])}`;
      const main = conversation(roll, { session: id, atMs, calls: roll.whole(3, 7), agentId: undefined });
      // Some agents are told of in their parent's file only, as versions did that kept no file for them.
      const agentId = roll.hex(6);
      const agent = conversation(roll, { session: id, atMs, calls: roll.whole(2, 4), agentId });
      if (session === 0) files[`${project}/${id}/subagents/agent-${agentId}.jsonl`] = textOf(agent);
      else if (day % 2 === 0) main.push(...agent.map(line => progressLine(line, agentId)));
      files[`${project}/${id}.jsonl`] = textOf(main);
      // A resumed session begins with a copy of the old one.
      if (day % 3 === 0 && session === 1) {
        const copy = roll.uuid();
        const later = conversation(roll, {
          session: copy,
          atMs: atMs + 2 * HOUR_MS,
          calls: 2,
          agentId: undefined,
        });
        files[`${project}/${copy}.jsonl`] = textOf([...main.slice(0, 4), ...later]);
      }
    }
  }
  return files;
}

type Line = Readonly<Record<string, unknown>>;

interface Talk {
  readonly session: string;
  readonly atMs: number;
  readonly calls: number;
  readonly agentId: string | undefined;
}

function conversation(roll: Dice, { session, atMs, calls, agentId }: Talk): Line[] {
  const lines: Line[] = [];
  let now = atMs;
  for (let call = 0; call < calls; call++) {
    const model = agentId === undefined ? roll.pick(MODELS).id : roll.pick(AGENT_MODELS).id;
    const written = roll.whole(200, 6000);
    const hour = agentId === undefined && roll.chance(0.6) ? written : 0;
    const isLong = model.includes('sonnet-4-5') && roll.chance(0.4);
    const usage = {
      input_tokens: isLong ? roll.whole(210_000, 320_000) : roll.whole(2, 900),
      cache_read_input_tokens: isLong ? roll.whole(5000, 9000) : roll.whole(0, 60_000),
      cache_creation_input_tokens: written,
      cache_creation: { ephemeral_5m_input_tokens: written - hour, ephemeral_1h_input_tokens: hour },
      service_tier: roll.chance(0.1) ? 'batch' : 'standard',
      ...(model === 'claude-opus-5-5' && roll.chance(0.4) && { speed: 'fast' }),
      ...(roll.chance(0.2) && model.includes('5-5') && { inference_geo: 'us' }),
      ...(roll.chance(0.2) && { server_tool_use: { web_search_requests: roll.whole(1, 4) } }),
    };
    const id = `msg_${roll.hex(16)}`;
    const requestId = `req_${roll.hex(16)}`;
    const output = roll.whole(40, 2000);
    const parts = roll.whole(1, 4);
    for (let part = 1; part <= parts; part++) {
      const isLast = part === parts;
      lines.push({
        type: 'assistant',
        uuid: roll.uuid(),
        timestamp: new Date(Math.floor(now)).toISOString(),
        sessionId: session,
        cwd: '/home/ada/loom',
        requestId,
        ...(agentId !== undefined && { isSidechain: true, agentId }),
        message: {
          id,
          role: 'assistant',
          model,
          stop_reason: isLast ? 'end_turn' : null,
          usage: { ...usage, output_tokens: isLast ? output : Math.min(output, part * 3) },
        },
      });
      now += roll.between(1, 9) * 1000;
    }
    now += roll.between(20, 2400) * 1000;
  }
  return lines;
}

/** The form in which a parent's file tells of a subagent's response. */
function progressLine(line: Line, agentId: string): Line {
  const { isSidechain, agentId: own, type, ...told } = line;
  return {
    ...told,
    type: 'progress',
    parentToolUseID: 'toolu_1',
    data: { type: 'agent_progress', agentId, message: { requestId: line.requestId, message: line.message } },
  };
}

function textOf(lines: readonly Line[]): string {
  return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}
