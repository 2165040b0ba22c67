/** The Claude Code token tracker's user on the first day: what /api/usage says over small transcripts. */
import { expect, test } from 'vitest';
import { line, said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { json, serve } from '../support/serve.ts';

const LONG = `Hello there, ${'this goes on and on. '.repeat(10)}`;
const OPUS = {
  id: 'msg_1',
  model: 'claude-opus-4-20250514',
  input: 10,
  output: 20,
  read: 5000,
  written: 1000,
};
const HAIKU = { id: 'msg_4', model: 'claude-haiku-4-5-20251001', input: 100, output: 200 };

/** One response in two lines, a synthetic one, a broken line, and one of another model. */
const TRANSCRIPT = [
  line({ type: 'summary', summary: 'x', leafUuid: 'u' }),
  said({ ...OPUS, at: 1, content: [{ type: 'text', text: LONG }], line: { uuid: 'a1', requestId: 'req_1' } }),
  said({
    ...OPUS,
    at: 2,
    content: [{ type: 'tool_use', name: 'Bash' }],
    line: { uuid: 'a2', requestId: 'req_1' },
  }),
  said({ id: 'msg_2', model: '<synthetic>', at: 3, input: 0, output: 0, line: { uuid: 'a3' } }),
  'not json\n',
  said({
    ...HAIKU,
    at: 4,
    content: [{ type: 'text', text: 'short' }],
    line: { uuid: 'a4', requestId: 'req_4' },
  }),
].join('');

const FILE = '.claude/projects/-home-u-my-proj/s.jsonl';

const SESSION_KEYS =
  'timestamp project model input_tokens output_tokens total_tokens cache_creation_tokens cache_read_tokens request_id uuid content_preview'
    .split(' ')
    .sort();

test('every response is counted once, with the keys of the original', async () => {
  const at = home({ [FILE]: TRANSCRIPT });
  const served = await serve(at);
  const usage = await json(served, '/api/usage');
  expect(Object.keys(usage).sort()).toEqual(['by_model', 'last_updated', 'sessions', 'total_usage']);
  expect(usage.total_usage).toEqual({
    input_tokens: 110,
    output_tokens: 220,
    total_tokens: 330,
    cache_creation_tokens: 1000,
    cache_read_tokens: 5000,
  });
  expect(usage.by_model).toEqual({
    'claude-haiku-4-5-20251001': {
      input_tokens: 100,
      output_tokens: 200,
      total_tokens: 300,
      message_count: 1,
    },
    'claude-opus-4-20250514': { input_tokens: 10, output_tokens: 20, total_tokens: 30, message_count: 1 },
  });
  expect(usage.sessions.map((session: object) => Object.keys(session).sort())).toEqual([
    SESSION_KEYS,
    SESSION_KEYS,
  ]);
  const [first, second] = usage.sessions;
  expect(first).toMatchObject({
    request_id: 'req_4',
    uuid: 'a4',
    content_preview: 'short',
    project: '/home/ada/loom',
  });
  expect(second.content_preview).toBe(`${LONG.slice(0, 100)}...`);
  expect(await json(served, '/api/usage/latest')).toEqual(first);
});

test('without any response the newest one is an error by its words alone', async () => {
  const served = await serve(home());
  expect(await json(served, '/api/usage/latest')).toEqual({ error: 'No sessions found' });
  expect(await json(served, '/api/usage')).toMatchObject({ sessions: [], by_model: {} });
});

test('with --no-previews the key is there and empty', async () => {
  const served = await serve(home({ [FILE]: TRANSCRIPT }), ['--no-previews']);
  const { sessions } = await json(served, '/api/usage');
  expect(sessions.map((session: { content_preview: string }) => session.content_preview)).toEqual(['', '']);
  const { responses } = await json(served, '/api/responses');
  expect(responses.map((response: { preview: string }) => response.preview)).toEqual(['', '']);
});

test('the list holds a hundred, the totals hold all; half a line counts once it is whole', async () => {
  const at = home({
    [FILE]: Array.from({ length: 150 }, (_, i) => said({ id: `m${i}`, at: i, input: 1, output: 1 })).join(''),
  });
  const served = await serve(at);
  const before = await json(served, '/api/usage');
  expect(before.sessions).toHaveLength(100);
  expect(before.total_usage).toMatchObject({ input_tokens: 150, output_tokens: 150 });
  const next = said({ id: 'next', at: 200, input: 7, output: 7 });
  at.append(FILE, next.slice(0, 60), Date.now() - 2000);
  expect((await json(served, '/api/usage')).total_usage).toMatchObject({ input_tokens: 150 });
  at.append(FILE, next.slice(60), Date.now() - 1000);
  // A look answers for a moment: the next one finds the whole line.
  const input = async () => (await json(served, '/api/usage')).total_usage.input_tokens;
  await expect.poll(input, { timeout: 30_000 }).toBe(157);
  const { sessions } = await json(served, '/api/usage');
  const times = sessions.map((session: { timestamp: string }) => session.timestamp);
  expect(times).toEqual([...times].sort().reverse());
});

test('projects and files are all read, and nothing beside them', async () => {
  const files = ['a/1', 'a/2', 'b/1', 'b/2'];
  const served = await serve(
    home({
      ...Object.fromEntries(
        files.map(name => [
          `.claude/projects/${name}.jsonl`,
          said({ id: name, line: { sessionId: name, cwd: `/p/${name[0]}` } }),
        ]),
      ),
      'elsewhere/x.jsonl': said({ id: 'no' }),
    }),
  );
  const { projects } = await json(served, '/api/reports/projects');
  expect(
    projects.map((row: { project: string; responses: number }) => [row.project, row.responses]).sort(),
  ).toEqual([
    ['/p/a', 2],
    ['/p/b', 2],
  ]);
});

test('cost by kind: the cache is most of it, and the parts add up to the whole', async () => {
  const served = await serve(home({ [FILE]: TRANSCRIPT }));
  const { models, totals } = await json(served, '/api/reports/models');
  const kinds = (row: { usdByKind: Record<string, string> }) => Object.values(row.usdByKind).map(Number);
  for (const row of [...models, totals]) {
    expect(kinds(row).reduce((a, b) => a + b)).toBeCloseTo(Number(row.usd), 12);
  }
  // opus-4: 10 x 15 + 20 x 75 + 1000 x 18.75 + 5000 x 1.5 per million; haiku-4-5: 100 x 1 + 200 x 5
  expect(Number(totals.usd)).toBeCloseTo(0.029, 9);
  expect(Number(totals.usdByKind.cache)).toBeCloseTo(0.02625, 9);
  expect(models.map((row: { usd: string }) => Number(row.usd))).toEqual([0.0279, 0.0011]);
});
