/**
 * Logs of a developer who does not exist: what `--demo` shows. A seed and a date make the same files on every
 * machine, in the formats of the real tools, up to the very minute; they are read by the same readers as real ones,
 * from a directory of their own.
 */
import type { Day, Zone } from '../core/calendar.ts';
import { type Dice, dice } from './dice.ts';

/** A file of the demo home, path relative to it. */
export interface DemoFile {
  readonly path: string;
  readonly text: string;
}

const DAYS = 120;
const HOUR_MS = 3_600_000;

/** How likely a model is picked for a session, and how much it writes. */
const MODELS = [
  { id: 'claude-opus-5-5', weight: 5, output: 900 },
  { id: 'claude-sonnet-5-5', weight: 6, output: 750 },
  { id: 'claude-fable-5-2', weight: 1.2, output: 1100 },
  { id: 'claude-opus-4-8', weight: 1.5, output: 800 },
  { id: 'claude-sonnet-4-6', weight: 1.5, output: 650 },
] as const;
const AGENT_MODEL = { id: 'claude-haiku-4-5-20251001', output: 500 } as const;
const GOOSE_MODELS = ['gpt-6.1-sol', 'gpt-5.5'] as const;

const PROJECTS = [
  { dir: '/home/demo/code/aurora-api', weight: 6 },
  { dir: '/home/demo/code/lighthouse', weight: 4 },
  { dir: '/home/demo/code/tidepool', weight: 3 },
  { dir: '/home/demo/code/paper-cranes', weight: 2 },
  { dir: '/home/demo/code/dotfiles', weight: 1 },
] as const;
const BRANCHES = ['main', 'main', 'fix/login-loop', 'feat/search', 'chore/deps'] as const;
const AGENTS = ['Explore', 'code-reviewer', 'test-writer'] as const;
const COMMANDS = ['/review', '/commit', '/plan'] as const;

/** All files of the demo, up to `nowMs`. */
export function demoLogs(seed: number, nowMs: number, zone: Zone): readonly DemoFile[] {
  const roll = dice(seed);
  const today = zone.day(nowMs);
  const files: DemoFile[] = [];
  for (let day = today - DAYS + 1; day <= today; day++) {
    for (const startMs of sessionTimes(roll, zone, day, { today, nowMs })) {
      const isGoose = roll.chance(0.12);
      const session = isGoose ? gooseSession(roll, startMs, nowMs) : claudeSession(roll, startMs, nowMs);
      for (const each of session) files.push(each);
    }
  }
  return files.filter(file => file.text !== '');
}

function sessionTimes(
  roll: Dice,
  zone: Zone,
  day: Day,
  clock: { today: Day; nowMs: number },
): readonly number[] {
  const { today, nowMs } = clock;
  const isWeekend = [2, 3].includes(((day % 7) + 7) % 7) && day !== today;
  // Work comes in waves of a few weeks, and has grown over the months.
  const wave = 1 + 0.5 * Math.sin((today - day) / 6.5);
  const growth = 0.5 + (0.8 * (DAYS - (today - day))) / DAYS;
  const wanted = Math.round((isWeekend ? 0.7 : 4.2) * wave * growth * roll.between(0.6, 1.3));
  // Whoever looks at breakfast wants to see something of today, too.
  const count = day === today ? Math.max(6, wanted) : wanted;
  const start = zone.startOf(day);
  const [first, last] =
    day === today ? [0.2, 0.9].map(part => part * (nowMs - start)) : [7.5 * HOUR_MS, 21 * HOUR_MS];
  return Array.from({ length: count }, () => start + roll.between(first!, last!)).sort((a, b) => a - b);
}

function claudeSession(roll: Dice, startMs: number, nowMs: number): readonly DemoFile[] {
  const model = roll.pick(MODELS);
  const project = roll.pick(PROJECTS).dir;
  const id = roll.uuid();
  const slug = project.replace(/[^A-Za-z0-9]/g, '-');
  const base = {
    sessionId: id,
    cwd: project,
    gitBranch: roll.pick(BRANCHES),
    version: '2.1.224',
    userType: 'external',
  };
  const talk = conversation(roll, {
    base,
    model,
    startMs,
    nowMs,
    calls: roll.whole(6, 42),
    isSidechain: false,
  });
  const files = [{ path: `.claude/projects/${slug}/${id}.jsonl`, text: talk.text }];
  if (talk.text !== '' && roll.chance(0.35)) {
    const agentId = roll.hex(8);
    const agent = roll.pick(AGENTS);
    const at = startMs + roll.between(0.02, 0.2) * HOUR_MS;
    const side = {
      base: { ...base, agentId },
      model: AGENT_MODEL,
      startMs: at,
      nowMs,
      calls: roll.whole(4, 18),
    };
    const folder = `.claude/projects/${slug}/${id}/subagents/agent-${agentId}`;
    const { text } = conversation(roll, { ...side, isSidechain: true });
    if (text !== '') {
      files.push({ path: `${folder}.jsonl`, text });
      files.push({ path: `${folder}.meta.json`, text: JSON.stringify({ agentType: agent }) });
    }
  }
  return files;
}

interface Talk {
  readonly base: Readonly<Record<string, unknown>>;
  readonly model: { readonly id: string; readonly output: number };
  readonly startMs: number;
  readonly nowMs: number;
  readonly calls: number;
  readonly isSidechain: boolean;
}

/** A transcript: prompts, and responses whose context grows with every call, each written once per content block. */
function conversation(roll: Dice, talk: Talk): { readonly text: string } {
  const { base, model, isSidechain } = talk;
  const lines: string[] = [];
  let atMs = talk.startMs;
  let context = roll.whole(14_000, 24_000);
  for (let call = 0; call < talk.calls && atMs < talk.nowMs; call++) {
    // What is said after now is rolled, so that the dice fall alike, and not written yet.
    const write = (line: Readonly<Record<string, unknown>>) => {
      const told = {
        ...base,
        uuid: roll.uuid(),
        timestamp: new Date(Math.floor(atMs)).toISOString(),
        isSidechain,
      };
      if (atMs <= talk.nowMs) lines.push(JSON.stringify({ ...told, ...line }));
    };
    if (call === 0 || roll.chance(0.15)) {
      const command = roll.chance(0.2)
        ? `<command-name>${roll.pick(COMMANDS)}</command-name>`
        : 'Please go on.';
      const message = { role: 'user', content: command };
      write({ type: 'user', message });
      atMs += roll.between(2, 9) * 1000;
    }
    const written = call === 0 ? context : roll.whole(400, 6500);
    const output = roll.whole(60, model.output * 2);
    const usage = {
      input_tokens: roll.whole(2, 40),
      cache_creation_input_tokens: written,
      cache_read_input_tokens: call === 0 ? 0 : context,
      cache_creation: isSidechain
        ? { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 }
        : { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: written },
      output_tokens: output,
      service_tier: 'standard',
    };
    if (call > 0) context += written;
    const message = { id: `msg_${roll.hex(24)}`, role: 'assistant', model: model.id };
    const requestId = `req_${roll.hex(24)}`;
    for (const stop of [null, 'tool_use']) {
      const told = { ...usage, output_tokens: stop === null ? 3 : output };
      const said = { ...message, stop_reason: stop, usage: told };
      write({ type: 'assistant', requestId, message: said });
      atMs += roll.between(1, 6) * 1000;
    }
    atMs += roll.between(5, 140) * 1000;
  }
  return { text: lines.length > 0 ? `${lines.join('\n')}\n` : '' };
}

function gooseSession(roll: Dice, startMs: number, nowMs: number): readonly DemoFile[] {
  const model = roll.pick(GOOSE_MODELS);
  const project = roll.pick(PROJECTS).dir;
  const lines: string[] = [];
  let atMs = startMs;
  let prompt = roll.whole(3000, 9000);
  for (let call = 0; call < roll.whole(4, 16) && atMs < nowMs; call++) {
    const completion = roll.whole(50, 1400);
    const cached = call === 0 ? 0 : Math.floor(prompt * 0.8);
    prompt += roll.whole(300, 4000);
    const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
    const output = { model, usage: { ...usage, prompt_tokens_details: { cached_tokens: cached } } };
    const fields = {
      model_config: JSON.stringify({ model_name: model }),
      input: JSON.stringify({ messages: [{ role: 'system', content: `Current directory: ${project}` }] }),
      output: JSON.stringify(output),
      input_tokens: String(prompt),
      output_tokens: String(completion),
      total_tokens: String(prompt + completion),
    };
    const timestamp = new Date(Math.floor(atMs)).toISOString();
    lines.push(JSON.stringify({ timestamp, level: 'DEBUG', fields, target: 'goose::providers::utils' }));
    atMs += roll.between(8, 120) * 1000;
  }
  const stamp = new Date(Math.floor(startMs))
    .toISOString()
    .slice(0, 19)
    .replaceAll(/[-:]/g, '')
    .replace('T', '_');
  const path = `.local/state/goose/logs/cli/${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}/${stamp}.log`;
  return [{ path, text: lines.length > 0 ? `${lines.join('\n')}\n` : '' }];
}
