/** Who may ask the server what, and that asking is all they can do. */
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { ask, json, serve } from '../support/serve.ts';

const FILES = { '.claude/projects/p/s.jsonl': said({ content: [{ type: 'text', text: 'secret words' }] }) };

test('names of others, methods that write and paths outside are refused', async () => {
  const served = await serve(home(FILES));
  const statusOf = async (path: string, asked: Parameters<typeof ask>[2] = {}) =>
    (await ask(served, path, asked)).status;
  const host = (name: string) => ({ headers: { host: name } });

  expect(await statusOf('/api/usage', host(`localhost:${served.port}`))).toBe(200);
  expect(await statusOf('/api/usage', host('127.0.0.1'))).toBe(200);
  expect(await statusOf('/api/usage', host('[::1]:5000'))).toBe(200);
  for (const name of ['evil.example', 'localhost.evil.example', 'evil.example:5000', '10.0.0.7']) {
    expect(await statusOf('/api/usage', host(name)), name).toBe(421);
  }
  // What is no host at all is refused before it is compared.
  expect([400, 421]).toContain(await statusOf('/api/usage', host('localhost:x')));
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    expect(await statusOf('/api/logs', { method }), method).toBe(405);
  }
  expect(await statusOf('/api/logs', { method: 'HEAD' })).toBe(200);
  const outside = [
    '/../package.json',
    '/src/main.ts',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/x',
    '/page.json',
    '//etc/passwd',
  ];
  for (const path of outside) expect(await statusOf(path), path).toBe(404);
  // The server answers before all of it was sent and closes, so the answer may be lost; nothing is served either way.
  const refusal = (path: string, asked?: Parameters<typeof ask>[2]) =>
    statusOf(path, asked).catch((error: NodeJS.ErrnoException) => error.code);
  const isRefused = expect.toBeOneOf([431, 'ECONNRESET', 'EPIPE']);
  expect(await refusal(`/${'a'.repeat(40_000)}`)).toEqual(isRefused);
  expect(await refusal('/api/usage', { headers: { 'x-much': 'a'.repeat(40_000) } })).toEqual(isRefused);
  expect(await statusOf('/api/usage')).toBe(200);
});

test('no page of another origin reads anything', async () => {
  const served = await serve(home(FILES));
  const asked = await ask(served, '/api/usage', {
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  });
  expect(asked.status).toBe(403);
  const plain = await ask(served, '/api/usage', { headers: { origin: 'https://evil.example' } });
  for (const { headers } of [asked, plain]) expect(headers['access-control-allow-origin']).toBeUndefined();
});

test('the page may run its own script and style, and reach its own server', async () => {
  const served = await serve(home());
  for (const path of ['/', '/api/stats', '/nothing']) {
    const { headers } = await ask(served, path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self'/,
    );
    expect(policy).not.toContain('unsafe');
  }
});

test('what was answered is not sent again, until it changes', async () => {
  const at = home(FILES);
  const served = await serve(at);
  const first = await ask(served, '/api/reports/daily');
  const etag = String(first.headers.etag);
  const again = await ask(served, '/api/reports/daily', { headers: { 'if-none-match': etag } });
  expect(again).toMatchObject({ status: 304, body: '' });
  at.append('.claude/projects/p/s.jsonl', said({ id: 'more', at: 5 }), Date.now());
  // A look at the logs is good for a moment: until the next one the answer is the same.
  const next = () => ask(served, '/api/reports/daily', { headers: { 'if-none-match': etag } });
  await expect.poll(async () => (await next()).status, { timeout: 30_000 }).toBe(200);
  expect((await next()).headers.etag).not.toBe(etag);
});

test('a change in a log is told to whoever follows; who leaves is forgotten', async () => {
  const at = home(FILES);
  const served = await serve(at);
  const controller = new AbortController();
  const answer = await fetch(`${served.url}/api/stream`, { signal: controller.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body!.getReader();
  const until = async (word: string) => {
    let text = '';
    while (!text.includes(word)) text += new TextDecoder().decode((await reader.read()).value);
    return text;
  };
  await until('event: look');
  at.append('.claude/projects/p/s.jsonl', said({ id: 'more', at: 5 }), Date.now());
  expect(await until('event: change')).toContain('"responses":2');
  controller.abort();
  expect(await json(served, '/healthz')).toMatchObject({ status: 'ok' });
});

test('a client that sends its headers bit by bit is let go', { timeout: 40_000 }, async () => {
  const served = await serve(home());
  const socket = connect(served.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.resume();
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
  await new Promise<void>(resolve => socket.on('close', () => resolve()));
});

test('beyond the loopback a token is needed, and a link lets one browser in once', async () => {
  const at = home(FILES);
  const served = await serve(at, ['--host', '0.0.0.0']);
  const out = served.out();
  expect(out).toContain('Traffic is not encrypted');
  const token = /Token +(\S+)/.exec(out)![1]!;
  const link = new URL(/Page +(\S+)/.exec(out)![1]!).pathname;
  const headers = { authorization: `Bearer ${token}` };
  for (const path of ['/', '/api/usage', '/api/stream', '/metrics']) {
    expect((await ask(served, path)).status, path).toBe(401);
  }
  expect((await ask(served, '/api/usage', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(
    401,
  );
  expect((await ask(served, '/api/usage', { headers })).status).toBe(200);

  const opened = await ask(served, link);
  expect(opened).toMatchObject({ status: 303, headers: { location: '/' } });
  const cookie = String(opened.headers['set-cookie']);
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  expect((await ask(served, '/', { headers: { cookie: cookie.split(';')[0]! } })).status).toBe(200);
  expect((await ask(served, link)).status).toBe(401);
  expect(served.out()).toContain('For another browser:');

  const usage = JSON.parse((await ask(served, '/api/usage', { headers })).body);
  expect(usage.sessions[0].content_preview).toBe('');
});

test('beyond the loopback previews are shown where that is asked for', async () => {
  const served = await serve(home(FILES), ['--host', '0.0.0.0', '--previews']);
  const token = /Token +(\S+)/.exec(served.out())![1]!;
  const { body } = await ask(served, '/api/usage', { headers: { authorization: `Bearer ${token}` } });
  expect(JSON.parse(body).sessions[0].content_preview).toBe('secret words');
});
