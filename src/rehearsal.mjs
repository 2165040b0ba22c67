/**
 * A run before the first one: plays the program as users call it, so that what V8 compiles for that lies beside each
 * bundle, which `load.ts` then starts with. Part of the build.
 *
 * Each run starts with what the one before it had compiled and adds its own, so in the end all of them are served.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The calls that should start at once. */
const CALLS = [
  { args: ['--test', '--json'], isEmpty: true },
  { args: ['--test', '--json'] },
  { args: ['--test', '--json'] },
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
    for (const { path, text } of logs) {
      mkdirSync(dirname(join(home, 'used', path)), { recursive: true });
      writeFileSync(join(home, 'used', path), text);
    }
    for (const call of CALLS) play(program, join(home, call.isEmpty ? 'empty' : 'used'), call);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
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
