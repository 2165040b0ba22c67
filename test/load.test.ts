/**
 * What V8 compiled beforehand makes a start faster, and nothing else: with it, without it, with one that is damaged,
 * of another text or of other flags, the program does the same.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAM } from './support/bundle.ts';
import { said } from './support/claude-lines.ts';
import { type Home, home } from './support/home.ts';

/** The program in a directory of its own, which has a blank in its name. */
function installed(): { readonly at: Home; readonly dist: string; readonly program: string } {
  const at = home({ '.claude/projects/p/s1.jsonl': said({ input: 1000, output: 2_000_000 }) });
  const dist = at.at('my tools/dist');
  cpSync(dirname(PROGRAM), dist, { recursive: true });
  symlinkSync(join(dirname(PROGRAM), '..', 'node_modules'), at.at('my tools/node_modules'));
  return { at, dist, program: join(dist, 'token-dash.js') };
}

/** Writes on standard error which scripts were made, and whether V8 took what was compiled of them. */
const WITNESS = `
const vm = require('node:vm');
const { Script } = vm;
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    const took = options.cachedData ? (this.cachedDataRejected ? 'rejected' : 'taken') : 'none';
    process._rawDebug(require('node:path').basename(options.filename), took);
  }
};
`;

function run(at: Home, program: string, args: readonly string[], flags: readonly string[] = []) {
  at.write('witness.cjs', WITNESS);
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, '-r', at.at('witness.cjs'), program, ...args],
    { env: { PATH, HOME: at.dir, TZ: 'UTC' }, encoding: 'utf8' },
  );
  return { status, out: stdout.replace(/"elapsedMs": \d+/, ''), err: stderr };
}

const CALLS = [['--test', '--json', '--no-cache'], ['daily'], ['--help'], ['config', 'schema']];

test('what was compiled beforehand is taken by those who start', () => {
  const { at, program } = installed();
  expect(run(at, program, ['--test', '--json']).err).toBe('main.js taken\n');
  expect(run(at, program, ['daily']).err).not.toContain('none');
});

const codeOf = (dist: string) =>
  readdirSync(dist)
    .filter(name => name.endsWith('.code'))
    .map(name => join(dist, name));

/** Ways in which it may not be as it was made. */
const SPOILT: Readonly<Record<string, (dist: string) => void>> = {
  gone: dist => {
    for (const file of codeOf(dist)) rmSync(file);
  },
  empty: dist => {
    for (const file of codeOf(dist)) writeFileSync(file, '');
  },
  garbage: dist => {
    for (const file of codeOf(dist)) writeFileSync(file, Buffer.alloc(10_000, 'token'));
  },
  'garbage with a good head': dist => {
    for (const file of codeOf(dist))
      writeFileSync(
        file,
        Buffer.concat([readFileSync(file).subarray(0, 128), Buffer.alloc(10_000, 'token')]),
      );
  },
  'cut off': dist => {
    for (const file of codeOf(dist)) writeFileSync(file, readFileSync(file).subarray(0, 20_000));
  },
  'of other bundles': dist => {
    const [first, second] = codeOf(dist);
    cpSync(first!, second!);
  },
};

test.each(Object.entries(SPOILT))('%s, and nothing is different', (_, spoil) => {
  const { at, dist, program } = installed();
  const wanted = CALLS.map(args => run(at, PROGRAM, args));
  spoil(dist);
  CALLS.forEach((args, i) => {
    const { status, out } = run(at, program, args);
    expect({ status, out }).toEqual({ status: wanted[i]!.status, out: wanted[i]!.out });
  });
});

test('it is never taken for a text of the same length that says something else', () => {
  const { at, dist, program } = installed();
  const file = join(dist, 'main.js');
  const text = readFileSync(file, 'utf8');
  const hash = /^\/\/(.*)\n/.exec(text)![1]!;
  const other = text.replace(hash, 'x'.repeat(hash.length)).replaceAll('no usage found', 'NO USAGE FOUND');
  expect(other).toContain('NO USAGE FOUND');
  writeFileSync(file, other);
  rmSync(at.at('.claude'), { recursive: true });
  const { err } = run(at, program, ['--test']);
  expect(err).toContain('main.js none\n');
  expect(err).toContain('NO USAGE FOUND');
});

test('it is not taken under other flags of V8', () => {
  const { at, program } = installed();
  const { status, err } = run(at, program, ['--test', '--json'], ['--stack-size=900']);
  expect(err).toBe('main.js rejected\n');
  expect(status).toBe(0);
});

test('a program that nobody may write to runs, and nothing is written beside it', () => {
  const { at, dist, program } = installed();
  const before = readdirSync(dist);
  chmodSync(dist, 0o555);
  expect(run(at, program, ['--test', '--json']).status).toBe(0);
  expect(run(at, program, ['daily', '--json']).status).toBe(0);
  chmodSync(dist, 0o755);
  expect(readdirSync(dist)).toEqual(before);
});

test('it runs through a link, as npm makes one for a command', () => {
  const { at, program } = installed();
  symlinkSync(program, at.at('token-dash'));
  expect(run(at, at.at('token-dash'), ['--test', '--json']).err).toBe('main.js taken\n');
});

test('an error of ours names the file and the place', () => {
  const { at, dist, program } = installed();
  const file = join(dist, 'main.js');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"use strict";', '"use strict";null.x;'));
  const { status, err } = run(at, program, ['--test']);
  expect(status).toBe(1);
  expect(err).toContain(`${file}:2`);
});
