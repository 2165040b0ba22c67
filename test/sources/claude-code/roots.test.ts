import { expect, test } from 'vitest';
import type { Place } from '../../../src/core/source.ts';
import { claudeCode } from '../../../src/sources/claude-code.ts';
import { said } from '../../support/claude-lines.ts';
import { home } from '../../support/home.ts';
import { feedOf, looked } from '../../support/journal-of.ts';

/** Which directories are looked at, in a home at `/h`. */
const cases: readonly [what: string, env: Place['env'], roots: readonly string[]][] = [
  ['by default both places', {}, ['/h/.config/claude/projects', '/h/.claude/projects']],
  ['XDG_CONFIG_HOME', { XDG_CONFIG_HOME: '/x' }, ['/x/claude/projects', '/h/.claude/projects']],
  [
    'a relative XDG_CONFIG_HOME does not count',
    { XDG_CONFIG_HOME: 'x' },
    ['/h/.config/claude/projects', '/h/.claude/projects'],
  ],
  ['CLAUDE_CONFIG_DIR in place of both', { CLAUDE_CONFIG_DIR: '/c' }, ['/c/projects']],
  ['beside XDG_CONFIG_HOME', { CLAUDE_CONFIG_DIR: '/c', XDG_CONFIG_HOME: '/x' }, ['/c/projects']],
  [
    'an empty one says nothing',
    { CLAUDE_CONFIG_DIR: '' },
    ['/h/.config/claude/projects', '/h/.claude/projects'],
  ],
  ['nor do commas', { CLAUDE_CONFIG_DIR: ' , ,' }, ['/h/.config/claude/projects', '/h/.claude/projects']],
  ['a comma list', { CLAUDE_CONFIG_DIR: '/a, /b ,,/c' }, ['/a/projects', '/b/projects', '/c/projects']],
  [
    'a tilde',
    { CLAUDE_CONFIG_DIR: '~,~/work,~other' },
    ['/h/projects', '/h/work/projects', '/h/~other/projects'],
  ],
  [
    'what already is projects',
    { CLAUDE_CONFIG_DIR: '/a/projects,/b/projects/' },
    ['/a/projects', '/b/projects/'],
  ],
  ['but not what only ends so', { CLAUDE_CONFIG_DIR: '/a/myprojects' }, ['/a/myprojects/projects']],
];

test.each(cases)('%s', (_, env, roots) => {
  const found = claudeCode.roots({ home: '/h', env, platform: 'linux' });
  expect(found.filter(root => !root.isRare).map(root => root.path)).toEqual(roots);
});

test.each<[platform: string, env: Place['env'], roots: readonly string[]]>([
  ['darwin', {}, ['/h/Library/Application Support/Claude/local-agent-mode-sessions']],
  [
    'linux',
    { XDG_CONFIG_HOME: '/x' },
    [
      '/h/Library/Application Support/Claude/local-agent-mode-sessions',
      '/x/Claude/local-agent-mode-sessions',
    ],
  ],
  ['win32', { APPDATA: '/a' }, ['/a/Claude/local-agent-mode-sessions']],
  ['darwin', { CLAUDE_CONFIG_DIR: '/c' }, []],
])('Claude Desktop has agents of its own: %s %j', (platform, env, roots) => {
  const found = claudeCode.roots({ home: '/h', env, platform });
  expect(found.filter(root => root.isRare).map(root => root.path)).toEqual(roots);
});

const one = said({ id: 'msg_1', input: 1, output: 0 });
const two = said({ id: 'msg_2', input: 20, output: 0 });
const three = said({ id: 'msg_3', input: 300, output: 0 });

async function totalOf(at: ReturnType<typeof home>, env: Place['env'] = {}) {
  const { journal, sources } = await looked(feedOf(at, { place: { ...at.place, env } }));
  let total = 0;
  journal.visit(({ tokens }) => {
    total += tokens.input;
  });
  return { total, files: sources[0]!.files, duplicates: journal.duplicates, troubles: sources[0]!.troubles };
}

test('both default places count, and one call in both counts once', async () => {
  const at = home({
    '.claude/projects/p/a.jsonl': one + two,
    '.config/claude/projects/p/b.jsonl': two + three,
  });
  expect(await totalOf(at)).toEqual({ total: 321, files: 2, duplicates: 1, troubles: [] });
});

test('agents of Claude Desktop are found without being named, and its directory is only named where it is', async () => {
  const desktop = 'Library/Application Support/Claude/local-agent-mode-sessions';
  const at = home({
    '.claude/projects/p/a.jsonl': one,
    [`${desktop}/account/org/local_1/.claude/projects/-sessions-x/b.jsonl`]: two,
    [`${desktop}/account/org/local_1/.claude/projects/-sessions-x/b/subagents/agent-a1.jsonl`]: three,
    [`${desktop}/account/org/local_1/audit.jsonl`]: said({ id: 'msg_4', input: 4000 }),
  });
  expect(await totalOf(at)).toMatchObject({ total: 321, files: 3, troubles: [] });
  const paths = async (of: typeof at) => (await looked(feedOf(of))).sources[0]!.roots.map(root => root.path);
  expect(await paths(at)).toContain(at.at(desktop));
  expect(await paths(home({ '.claude/projects/p/a.jsonl': one }))).toHaveLength(2);
});

test('transcripts that Claude Code has replaced are left out', async () => {
  const at = home({
    '.claude/projects/p/a.jsonl': one,
    '.claude/projects/p/a.orphaned-1.jsonl': two,
    '.claude/projects/p/a.jsonl.superseded': three,
  });
  expect(await totalOf(at)).toMatchObject({ total: 1, files: 1 });
});

test('a root that is a link to the other one is read once', async () => {
  const at = home({ '.claude/projects/p/a.jsonl': one + two });
  at.link('.claude', '.config/claude');
  expect(await totalOf(at)).toEqual({ total: 21, files: 1, duplicates: 0, troubles: [] });
});

test('projects that are a link to elsewhere are read', async () => {
  const at = home({ 'disk2/transcripts/p/a.jsonl': one });
  at.link('disk2/transcripts', '.claude/projects');
  expect(await totalOf(at)).toMatchObject({ total: 1, files: 1 });
});

test('a project that is a link is read, and once where its target is there as well', async () => {
  const at = home({ '.claude/projects/p/a.jsonl': one, 'elsewhere/q/b.jsonl': two });
  at.link('elsewhere/q', '.claude/projects/q');
  at.link('.claude/projects/p', '.claude/projects/a-link-to-p');
  at.link('.claude/projects/p/a.jsonl', '.claude/projects/p/a-link-to-a.jsonl');
  expect(await totalOf(at)).toEqual({ total: 21, files: 2, duplicates: 0, troubles: [] });
});

test('the directories of a comma list are summed, the missing ones are named', async () => {
  const at = home({ 'work/projects/p/a.jsonl': one, 'private/projects/p/b.jsonl': two });
  const env = { CLAUDE_CONFIG_DIR: '~/work, ~/private/projects, ~/gone' };
  expect(await totalOf(at, env)).toMatchObject({ total: 21, files: 2 });
  const { sources } = await looked(feedOf(at, { place: { ...at.place, env } }));
  expect(sources[0]!.roots).toEqual([
    { path: at.at('work/projects'), found: true },
    { path: at.at('private/projects'), found: true },
    { path: at.at('gone/projects'), found: false },
  ]);
});

test('a root that is a file is told, not read', async () => {
  const at = home({ '.claude/projects': 'oops' });
  expect(await totalOf(at)).toEqual({
    total: 0,
    files: 0,
    duplicates: 0,
    troubles: [{ path: at.at('.claude/projects'), why: 'is not a directory' }],
  });
});
