/** Where alerts go: each output gets what is due, and one that fails does not keep the others from it. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type SentAlert, sendAlerts } from '../../src/app/alert-outputs.ts';
import { notification } from '../../src/budgets/notification.ts';
import { NOW_MS } from '../support/clock.ts';
import { home } from '../support/home.ts';

const ALERT: SentAlert = {
  id: 'a1b2c3',
  rule: 'spike',
  level: 'yellow',
  text: 'today costs $9; 3 times',
  advice: 'look',
};
const BODY = { at: '2026-07-15T12:00:00.000Z', alerts: [ALERT] };
const NO_TERMINAL = { env: {} };

/** A server on the loopback that answers with a status; gives what was posted to it. */
async function listener(status: number): Promise<{ url: string; posted: unknown[] }> {
  const posted: unknown[] = [];
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', piece => {
      text += piece;
    });
    request.on('end', () => {
      posted.push({ method: request.method, type: request.headers['content-type'], body: JSON.parse(text) });
      response.writeHead(status, { location: 'http://127.0.0.1:9/elsewhere' }).end();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, posted };
}

describe('a webhook', () => {
  test('is posted to once, as JSON', async () => {
    const { url, posted } = await listener(204);
    expect(await sendAlerts([ALERT], { webhook: url }, NOW_MS, NO_TERMINAL)).toEqual([{ output: 'webhook' }]);
    expect(posted).toEqual([{ method: 'POST', type: 'application/json', body: BODY }]);
  });

  test.each([
    [500, 'the address answered 500'],
    // Alerts go to the address that the user named, and to no other.
    [302, 'fetch failed'],
  ])('that answers %s is a problem in words', async (status, problem) => {
    const { url, posted } = await listener(status);
    expect(await sendAlerts([ALERT], { webhook: url }, NOW_MS, NO_TERMINAL)).toEqual([
      { output: 'webhook', problem },
    ]);
    expect(posted).toHaveLength(1);
  });
});

test('an output that fails does not keep the others from it', async () => {
  const at = home();
  const written: string[] = [];
  const sent = await sendAlerts(
    [ALERT],
    {
      webhook: 'http://127.0.0.1:9/closed',
      command: `cat > '${at.at('stdin')}'; printf %s "$TOKEN_DASH_ALERTS" > '${at.at('text')}'`,
      file: at.at('new/alerts.jsonl'),
      terminal: true,
    },
    NOW_MS,
    { env: {}, write: text => written.push(text) },
  );
  expect(sent.map(({ output, problem }) => [output, problem === undefined])).toEqual([
    ['terminal', true],
    ['command', true],
    ['webhook', false],
    ['file', true],
  ]);
  expect(JSON.parse(readFileSync(at.at('stdin'), 'utf8'))).toEqual(BODY);
  expect(readFileSync(at.at('text'), 'utf8')).toBe(ALERT.text);
  expect(JSON.parse(readFileSync(at.at('new/alerts.jsonl'), 'utf8'))).toEqual({ at: BODY.at, ...ALERT });
  expect(written).toHaveLength(1);
});

test.each([
  ['a command that fails', { command: 'exit 3' }, 'the command ended with 3'],
  ['no terminal', { terminal: true }, 'there is no terminal'],
])('%s is a problem in words', async (_, outputs, problem) => {
  const [sent] = await sendAlerts([ALERT], outputs, NOW_MS, NO_TERMINAL);
  expect(sent?.problem).toBe(problem);
});

describe('a notification', () => {
  test.each<[string, Record<string, string>, string]>([
    ['kitty', { TERM: 'xterm-kitty' }, '\x1b]99;;token-dash: a, b\x07'],
    ['foot', { TERM: 'foot' }, '\x1b]777;notify;token-dash;a, b\x07'],
    ['VTE', { TERM: 'xterm-256color', VTE_VERSION: '7600' }, '\x1b]777;notify;token-dash;a, b\x07'],
    ['iTerm2', { TERM_PROGRAM: 'iTerm.app' }, '\x1b]9;token-dash: a, b\x07'],
    ['another terminal', {}, '\x1b]9;token-dash: a, b\x07'],
    ['tmux', { TMUX: '/tmp/x' }, '\x1bPtmux;\x1b\x1b]9;token-dash: a, b\x07\x1b\\'],
  ])('of %s', (_, env, expected) => expect(notification('a; b', env)).toBe(expected));

  test('holds nothing that ends it early, or begins another sequence', () => {
    const shown = notification('a\x07b\x1b]0;title\x1b\\c\u009cd\ne;f', {});
    expect(shown.slice(2, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(shown.slice(2, -1).split(';')).toHaveLength(2);
  });
});
