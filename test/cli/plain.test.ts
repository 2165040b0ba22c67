import { expect, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { plainInvocation } from '../../src/cli/plain.ts';
import { REGISTRY } from '../../src/sources/registry.ts';

const choices = { themes: ['dark'], costModes: ['list'], sources: REGISTRY };
const full = (argv: readonly string[]) => readArguments(argv, '1.0.0', choices, 0);

test.each([
  [[]],
  [['--test']],
  [['--test', '--json']],
  [['--json', '--test', '--json']],
  [['--demo']],
  [['--no-cache', '--test', '--demo']],
])('%j means what it means in full', argv => {
  expect(plainInvocation(argv)).toEqual(full(argv));
});

test.each([
  [['--json']],
  [['--theme', 'dark']],
  [['--test', 'daily']],
  [['daily']],
  [['--help']],
  [['--tset']],
  [['--']],
])('%j is left to who knows all', argv => {
  expect(plainInvocation(argv)).toBeUndefined();
});
