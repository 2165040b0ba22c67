/**
 * A run before the first one: plays the program as users call it, so that what V8 compiles for that lies beside each
 * bundle, which `load.ts` then starts with. Part of the build.
 *
 * Each run starts with what the one before it had compiled and adds its own, so in the end all of them are served.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The calls that should start at once. */
const CALLS = [
  { args: ['--test', '--json'], isEmpty: true },
  { args: ['--test', '--json'] },
  { args: ['--test', '--json'] },
  { args: ['--test', '--json'], hasGrown: true },
  { args: ['--test'] },
  { args: [], keys: 'j?q' },
  { args: ['daily'] },
  { args: ['daily', '--json'] },
];

/** A call that takes longer than this is not coming back. */
const LONGEST_MS = 30_000;

/** Plays `program` in a home with these logs. Throws where a run does not end as it should. */
export function rehearse(program, logs) {
  const home = mkdtempSync(join(tmpdir(), 'token-dash-rehearsal-'));
  try {
    const used = join(home, 'used');
    const [last] = logs.filter(({ path }) => path.endsWith('.jsonl')).slice(-1);
    for (const { path, text } of logs) {
      mkdirSync(dirname(join(used, path)), { recursive: true });
      writeFileSync(join(used, path), path === last.path ? text.slice(0, text.length / 2) : text);
    }
    settle(used);
    for (const call of CALLS) {
      if (call.hasGrown) appendFileSync(join(used, last.path), last.text.slice(last.text.length / 2));
      play(program, call.isEmpty ? join(home, 'empty') : used, call);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** As if all had been there for a while: of what has only just changed nothing is taken as proven. */
function settle(home) {
  const seconds = Date.now() / 1000 - 3600;
  for (const entry of readdirSync(home, { recursive: true })) utimesSync(join(home, entry), seconds, seconds);
}

function play(program, home, { args, keys, isEmpty }) {
  const { PATH, SystemRoot, TMPDIR, TEMP } = process.env;
  const stage = new URL('./stage.mjs', import.meta.url).href;
  const { status, stderr, error } = spawnSync(process.execPath, ['--import', stage, program, ...args], {
    env: {
      ...{ PATH, SystemRoot, TMPDIR, TEMP, HOME: home, USERPROFILE: home },
      ...{ LANG: 'C.UTF-8', TERM: 'xterm-256color', STAGE_KEYS: keys },
    },
    encoding: 'utf8',
    timeout: LONGEST_MS,
  });
  if (error || status !== (isEmpty ? 2 : 0))
    throw new Error(`the rehearsal of "${args.join(' ')}" failed: ${error?.message ?? stderr}`);
}
