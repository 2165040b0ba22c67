/**
 * Every directory below `fixtures/sources/claude-code/` is one trap of the format, named by its sentence: a tree as
 * Claude Code would leave it, and `expected.json` with what a careful reader makes of it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { noTokens, totalTokens, type UsageEvent } from '../../../src/core/usage.ts';
import type { Journal } from '../../../src/rollup/journal.ts';
import { snapshotOfPlace, totalsOf } from '../../support/journal-of.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/sources/claude-code/', import.meta.url));

interface Expected {
  readonly what: string;
  /** Kinds that are absent are 0. */
  readonly totals: Readonly<Record<string, number>>;
  readonly events: number;
  readonly duplicates: number;
  readonly lowerBounds: number;
  /** All tokens by model. */
  readonly models: Readonly<Record<string, number>>;
  /** Events by time, file and line; each says only what the case is about, `null` for what is not known. */
  readonly eventsAre?: readonly Readonly<Record<string, unknown>>[];
  readonly troubles: readonly Readonly<Record<string, unknown>>[];
}

const cases = readdirSync(FIXTURES, { withFileTypes: true }).filter(entry => entry.isDirectory());

test.each(cases.map(entry => entry.name))('%s', async name => {
  const dir = join(FIXTURES, name);
  const expected: Expected = JSON.parse(readFileSync(join(dir, 'expected.json'), 'utf8'));
  const cacheDir = mkdtempSync(join(tmpdir(), 'token-dash-test-'));
  onTestFinished(() => rmSync(cacheDir, { recursive: true }));

  const place = { home: '/nobody', env: { CLAUDE_CONFIG_DIR: dir }, platform: 'linux' };
  const { journal, sources } = await snapshotOfPlace(place, cacheDir);

  const events = eventsOf(journal, dir);
  expect({
    totals: totalsOf(journal),
    events: journal.length,
    duplicates: journal.duplicates,
    lowerBounds: events.filter(event => event.quality === 'lower bound').length,
    models: tokensByModel(events),
    troubles: sources
      .flatMap(source => source.troubles)
      .map(trouble => ({ ...trouble, path: relative(dir, trouble.path) })),
  }).toEqual({
    totals: { ...noTokens, ...expected.totals },
    events: expected.events,
    duplicates: expected.duplicates,
    lowerBounds: expected.lowerBounds,
    models: expected.models,
    troubles: expected.troubles,
  });
  if (expected.eventsAre) {
    const wanted = expected.eventsAre;
    expect(events.map((event, i) => only(event, wanted[i] ?? {}))).toEqual(wanted);
  }
});

/** Events in the words of `expected.json`. */
function eventsOf(journal: Journal, dir: string): readonly Record<string, unknown>[] {
  const events: UsageEvent[] = [];
  const files = new Map<UsageEvent, number>();
  for (let i = 0; i < journal.length; i++) {
    const event = journal.event(i);
    files.set(event, journal.filesOf(i).length);
    events.push(event);
  }
  events.sort((a, b) => a.atMs - b.atMs || a.file.localeCompare(b.file) || a.line - b.line);
  return events.map(event => {
    const { terms, attribution: by, tokens } = event;
    return {
      ...tokens,
      ...terms,
      ...by,
      at: new Date(event.atMs).toISOString(),
      total: totalTokens(tokens),
      project: event.project,
      agent: event.agent,
      tools: event.tools,
      webSearches: event.webSearches,
      reasoning: event.reasoning,
      loggedUsd: event.loggedUsd,
      quality: event.quality,
      notes: event.notes,
      file: relative(dir, event.file),
      line: event.line,
      files: files.get(event),
      records: event.records,
    };
  });
}

function only(event: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.keys(wanted).map(field => [field, event[field] ?? null]));
}

function tokensByModel(events: readonly Readonly<Record<string, unknown>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { model, total } of events) sums[String(model)] = (sums[String(model)] ?? 0) + Number(total);
  return sums;
}
