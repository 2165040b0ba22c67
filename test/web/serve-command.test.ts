/** The command as it is typed: its ports, its other names, and what it refuses. */
import { expect, test } from 'vitest';
// @ts-expect-error: plain JavaScript, for the bundler's sake
import { BINS } from '../../src/build/bins.mjs';
import { readArguments } from '../../src/cli/arguments.ts';
import { NOW_MS } from '../support/clock.ts';

function read(words: readonly string[]) {
  return readArguments([...words], '1.0.0', { themes: [], costModes: [], sources: [] }, NOW_MS);
}

test('it listens on port 5000 of this machine', () => {
  expect(read(['serve'])).toMatchObject({ flags: { port: 5000, host: 'localhost', view: 'overview' } });
});

test('claude-token-tracker listens on port 5555 and opens on the messages', () => {
  expect(read(BINS['claude-token-tracker'])).toMatchObject({ flags: { port: 5555, view: 'messages' } });
});

test('cost-tracking-dashboard listens on port 5000 and opens on the tasks', () => {
  expect(read(BINS['cost-tracking-dashboard'])).toMatchObject({ flags: { port: 5000, view: 'tasks' } });
});

test('previews are as the host has it, unless somebody says', () => {
  expect(read(['serve'])).not.toHaveProperty('flags.previews');
  expect(read(['serve', '--no-previews'])).toMatchObject({ flags: { previews: false } });
  expect(read(['serve', '--previews'])).toMatchObject({ flags: { previews: true } });
});

test.each(['99999', 'x', '-1', '5000.5'])('port %s is refused', port => {
  expect(read(['serve', `--port=${port}`])).toMatchObject({ face: 'message', exitCode: 1 });
});
