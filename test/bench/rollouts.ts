/**
 * Generated sessions of Codex. The mix of lines is that of three public rollouts (of 1,254 lines, 13 of 100 are counts of
 * tokens, 40 calls and what came of them, 16 messages, 9 reasoning). Their texts were taken out before they were
 * published, so lengths of texts are assumed: outputs of tools are cut by Codex at some ten thousand bytes, reasoning is
 * encrypted, and each session begins with some fifteen thousand bytes of instructions.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dice, dice } from '../../src/demo/dice.ts';
import { lengthOf, type Quantiles } from './quantiles.ts';
import { code } from './source-text.ts';

export interface Rollouts {
  /** What CODEX_HOME is set to. */
  readonly root: string;
  readonly bytes: number;
  readonly requests: number;
}

const OUTPUT: Quantiles = [40, 800, 6000, 10_000, 12_000];
const CALL: Quantiles = [60, 200, 800, 3000, 9000];
const MESSAGE: Quantiles = [40, 300, 2500, 9000, 40_000];
const REASONING: Quantiles = [300, 1400, 3000, 6000, 12_000];
const INSTRUCTIONS = 15_000;
const REQUESTS = 120;
const START_MS = Date.UTC(2026, 8, 1);

/** So many bytes of sessions below `scratch`, written if they are not there yet. */
export function rolloutsOf(bytes: number, scratch: string): Rollouts {
  const root = join(scratch, 'trees', `codex-${bytes}`);
  const truth = join(root, 'truth.json');
  if (existsSync(truth)) return JSON.parse(readFileSync(truth, 'utf8')) as Rollouts;
  rmSync(root, { recursive: true, force: true });
  let written = 0;
  let requests = 0;
  for (let i = 0; written < bytes; i++) {
    const day = String(1 + (i % 28)).padStart(2, '0');
    const dir = join(root, 'sessions', '2026', '09', day);
    mkdirSync(dir, { recursive: true });
    const id = `0199${dice(i).hex(4)}-${dice(i + 1e6).hex(4)}-7000-a000-${i.toString(16).padStart(12, '0')}`;
    const text = rollout(dice(i), id, START_MS + i * 600_000);
    writeFileSync(join(dir, `rollout-2026-09-${day}T00-00-00-${id}.jsonl`), text);
    written += text.length;
    requests += REQUESTS;
  }
  const tree = { root, bytes: written, requests };
  writeFileSync(truth, JSON.stringify(tree));
  return tree;
}

function rollout(roll: Dice, id: string, startMs: number): string {
  const lines: string[] = [];
  let atMs = startMs;
  const line = (type: string, payload: string) => {
    atMs += 700;
    lines.push(`{"timestamp":"${new Date(atMs).toISOString()}","type":"${type}","payload":{${payload}}}\n`);
  };
  const says = (quantiles: Quantiles) => code(roll, lengthOf(quantiles, roll));
  const item = (type: string, rest: string) => line('response_item', `"type":"${type}",${rest}`);
  const own = `"id":"${id}","cwd":"/home/ada/code/loom","originator":"codex-tui","model_provider":"openai"`;
  line('session_meta', `${own},"base_instructions":{"text":"${code(roll, INSTRUCTIONS)}"}`);
  let [input, cached, output, reasoned] = [0, 0, 0, 0];
  for (let i = 0; i < REQUESTS; i++) {
    if (i % 8 === 0) {
      const turn = `"turn_id":"${roll.uuid()}"`;
      line('turn_context', `${turn},"cwd":"/home/ada/code/loom","model":"gpt-5.2-codex"`);
      item('message', `"role":"user","content":[{"type":"input_text","text":"${says(MESSAGE)}"}]`);
    }
    if (roll.chance(0.7)) item('reasoning', `"encrypted_content":"${roll.hex(lengthOf(REASONING, roll))}"`);
    for (let call = 0; call < 2; call++) {
      const named = `"call_id":"call_${roll.hex(12)}"`;
      item('function_call', `"name":"exec_command","arguments":"${says(CALL)}",${named}`);
      item('function_call_output', `${named},"output":"${says(OUTPUT)}"`);
    }
    if (roll.chance(0.5)) line('event_msg', `"type":"agent_message","message":"${says(MESSAGE)}"`);
    const [asked, answered] = [roll.whole(5000, 90_000), roll.whole(50, 2000)];
    const [known, thought] = [Math.floor(asked * 0.9), Math.floor(answered / 2)];
    [input, cached, output, reasoned] = [
      input + asked,
      cached + known,
      output + answered,
      reasoned + thought,
    ];
    const total = usage(input, cached, output, reasoned);
    const last = usage(asked, known, answered, thought);
    const limits = `"rate_limits":{"primary":{"used_percent":12.0,"window_minutes":300,"resets_at":1789000000}}`;
    line(
      'event_msg',
      `"type":"token_count","info":{"total_token_usage":${total},"last_token_usage":${last},"model_context_window":258400},${limits}`,
    );
  }
  return lines.join('');
}

function usage(input: number, cached: number, output: number, reasoned: number): string {
  return `{"input_tokens":${input},"cached_input_tokens":${cached},"output_tokens":${output},"reasoning_output_tokens":${reasoned},"total_tokens":${input + output}}`;
}
