import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/core/calendar.ts';
import { daysOf, matcher, type Query } from '../../src/core/query.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { somePrices } from '../support/prices.ts';
import { journalOfReadings, reading } from '../support/readings.ts';

const EVERYTHING: Query = { projects: [], models: [], sources: [], agents: [], sessions: [], weekStart: 0 };

describe('which events a query is about', () => {
  const journal = journalOfReadings([
    {
      path: '/a',
      readings: [
        reading({
          key: 'main',
          terms: { model: 'us.anthropic.claude-opus-4-6-v1' },
          attribution: {
            source: 'claude-code',
            session: '5e55-0001',
            cwd: '/home/ada/loom/.claude/worktrees/knot',
          },
        }),
        reading({
          key: 'side',
          terms: { model: 'dear' },
          attribution: {
            ...{ source: 'claude-code', session: '5e55-0002', cwd: 'C:\\ada\\Shuttle' },
            ...{ agentId: 'a1', agent: 'Explore' },
          },
        }),
        reading({ key: 'bare', terms: { model: '' }, attribution: { source: 'goose', session: '7' } }),
      ],
    },
  ]);
  const names = {
    [journal.event(0).id]: 'main',
    [journal.event(1).id]: 'side',
    [journal.event(2).id]: 'bare',
  };

  const check = (filters: Partial<Query>, expected: string) => {
    const isIn = matcher({ ...EVERYTHING, ...filters }, UTC);
    const found = journal.select(event => isIn(event, somePrices.rate(event)));
    expect(found.map(event => names[event.id]).join(' ')).toBe(expected);
  };

  test.each<[string, Partial<Query>, string]>([
    ['nothing asked', {}, 'main side bare'],
    ['a project by its path', { projects: ['/home/ada/loom'] }, 'main'],
    ['by the end of it, in any case', { projects: ['LOOM'] }, 'main'],
    ['by two parts', { projects: ['ada/loom/'] }, 'main'],
    ['never by a part of a name', { projects: ['oom'] }, ''],
    ['as Claude Code spells it', { projects: ['-home-ada-loom--claude-worktrees-knot'] }, 'main'],
    ['on Windows', { projects: ['ada/shuttle'] }, 'side'],
    ['the ones without', { projects: ['(no project)'] }, 'bare'],
    ['one of two', { projects: ['loom', 'shuttle'] }, 'main side'],
    ['a model by its family', { models: ['opus'] }, 'main'],
    ['by some of its parts', { models: ['Claude-Opus-4-6'] }, 'main'],
    ['never by a part of a part', { models: ['opu'] }, ''],
    ['a source', { sources: ['goose'] }, 'bare'],
    ['an agent', { agents: ['explore'] }, 'side'],
    ['the main conversation', { agents: ['main'] }, 'main bare'],
    ['a session by its beginning', { sessions: ['5e55'] }, 'main side'],
    ['a short one only whole', { sessions: ['5e5', '7'] }, 'bare'],
    ['all filters at once', { sources: ['claude-code'], agents: ['main'], models: ['opus'] }, 'main'],
    ['days', { from: UTC.day(NOW_MS), to: UTC.day(NOW_MS) }, 'main side bare'],
    ['other days', { from: UTC.day(NOW_MS) + 1 }, ''],
  ])('%s', (_, filters, expected) => check(filters, expected));
});

describe('days', () => {
  const today = parseDay('2026-07-15')!;
  const days = (words: Parameters<typeof daysOf>[0], period: 'day' | 'month' = 'day') =>
    daysOf(words, period, today, 0);

  test('since is the first day of what it names, until the last', () => {
    expect(days({ since: 'last-month', until: 'last-month' })).toEqual({
      from: parseDay('2026-06-01'),
      to: parseDay('2026-06-30'),
    });
  });

  test('since and until so many days are two halves of everything', () => {
    expect(days({ since: '7d' })).toEqual({ from: today - 6, to: undefined });
    expect(days({ until: '7d' })).toEqual({ from: undefined, to: today - 7 });
  });

  test('last counts what the report counts', () => {
    expect(days({ last: '2' })).toEqual({ from: today - 1, to: undefined });
    expect(days({ last: '2' }, 'month')).toEqual({ from: parseDay('2026-06-01'), to: undefined });
  });

  test.each<[Parameters<typeof daysOf>[0], RegExp]>([
    [{ since: 'x' }, /^--since 'x' is an invalid date/],
    [{ until: '' }, /^--until '' is an invalid date/],
    [{ last: '0' }, /^--last takes a whole number from 1/],
    [{ last: '1e3' }, /^--last takes/],
    [{ last: '3', since: '7d' }, /both say where to begin/],
    [{ since: '2026-07-02', until: '2026-07-01' }, /^--since begins after --until ends/],
    [{ last: '1', until: 'yesterday' }, /^--last begins after/],
  ])('%j is told to be wrong', (words, expected) => {
    expect((days(words) as { problem: string }).problem).toMatch(expected);
  });
});
