/** What must hold of every report, whatever was used. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Zone } from '../../src/core/calendar.ts';
import { blocks } from '../../src/reports/blocks.ts';
import { daily } from '../../src/reports/daily.ts';
import { GROUPINGS, REPORTS } from '../../src/reports/index.ts';
import type { Answer, Report } from '../../src/reports/report.ts';
import { Tally } from '../../src/rollup/tally.ts';
import { NOW_MS } from '../support/clock.ts';
import { somePrices } from '../support/prices.ts';
import { anyFiles, anyReading, journalOfReadings } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

/** Of the models that have prices, of one that has none, and of one that costs nothing. */
const files = anyFiles.chain(all =>
  fc.infiniteStream(fc.constantFrom('dear', 'tiny', 'free', 'nobody-knows')).map(models =>
    all.map(file => ({
      ...file,
      readings: file.readings.map(each => ({
        ...each,
        terms: { ...each.terms, model: models.next().value! },
      })),
    })),
  ),
);

/** Windows are those of one source; every other report is about all of them. */
const sources = ['claude-code', 'goose'];

function wholeOf(answer: Answer) {
  const sum = new Tally();
  for (const row of answer.rows) sum.absorb(row.tally);
  return {
    tokens: sum.tokens,
    searches: sum.webSearches,
    usd: sum.cost().usd,
    unpriced: sum.cost().unpricedTokens,
  };
}

/** What was logged by hand has laws of its own; see declared.test.ts. */
const MEASURED = REPORTS.map((report): Report => report).filter(({ isDeclared }) => !isDeclared);

describe.each(MEASURED.map(report => [report.id, report] as const))('%s', (_, report) => {
  test('its rows add up to all there is, to the last digit, however they are split', () => {
    fc.assert(
      fc.property(files, fc.shuffledSubarray([...GROUPINGS], { maxLength: 2 }), (all, by) => {
        const journal = journalOfReadings(all);
        const whole = Tally.of(
          journal.select(() => true),
          somePrices,
        );
        const answer = report.run(inputOf({ journal, by }, { sources }));
        const expected = {
          tokens: whole.tokens,
          searches: whole.webSearches,
          usd: whole.cost().usd,
          unpriced: whole.cost().unpricedTokens,
        };
        expect(wholeOf(answer)).toEqual(expected);
        expect(wholeOf({ ...answer, rows: [answer.total] })).toEqual(expected);
        expect(answer.total.tally.events).toBe(journal.length);
      }),
      { numRuns: 60 },
    );
  });

  test('logged costs add up as well', () => {
    const logged = { rate: () => ({ status: 'logged', lookedUp: 'x', why: 'asked for' }) as const };
    fc.assert(
      fc.property(fc.array(anyReading, { maxLength: 8 }), readings => {
        const journal = journalOfReadings([{ path: '/a', readings }]);
        const rate = logged.rate();
        const answer = report.run(inputOf({ journal, prices: { rate: () => rate } }, { sources }));
        const whole = Tally.of(
          journal.select(() => true),
          { rate: () => rate },
        );
        expect(wholeOf(answer).usd).toBe(whole.cost().usd);
      }),
      { numRuns: 30 },
    );
  });

  test('a limit leaves rows out, in both orders, and never changes the total', () => {
    fc.assert(
      fc.property(files, fc.nat(4), fc.constantFrom('asc', 'desc'), (all, limit, order) => {
        const journal = journalOfReadings(all);
        const whole = report.run(inputOf({ journal }, { sources, order }));
        const part = report.run(inputOf({ journal }, { sources, order, limit }));
        const keys = (answer: Answer) => answer.rows.map(row => row.keys);
        expect(keys(part)).toEqual(keys(whole).slice(0, limit));
        expect(part.rows.length + part.rowsLeftOut).toBe(whole.rows.length);
        expect(part.total.cost).toEqual(whole.total.cost);
        const turned = report.run(inputOf({ journal }, { sources, order: order === 'asc' ? 'desc' : 'asc' }));
        expect(keys(turned).reverse()).toEqual(keys(whole));
      }),
      { numRuns: 40 },
    );
  });
});

test('every project alone, and all together, come to the same', () => {
  fc.assert(
    fc.property(files, all => {
      const journal = journalOfReadings(all);
      const projects = ['/home/ada/loom', '/home/ada/shuttle', '(no project)'];
      const usd = (wanted: readonly string[]) =>
        daily.run(inputOf({ journal }, { projects: wanted })).total.cost.usd;
      expect(projects.map(project => usd([project])).reduce((a, b) => a + b)).toBe(usd([]));
    }),
  );
});

test('in any zone of the world the totals are the same: only the day changes, and it is that of the platform', () => {
  const minutes = [0, 1, 239, 240, 1439, 600_000];
  const readings = minutes.map((minute, i) => ({
    ...fc.sample(anyReading, { numRuns: 1, seed: i })[0]!,
    key: `k${i}`,
    atMs: NOW_MS - minute * 60_000,
    // Some notes say that a record is in no sum.
    notes: [],
    // Of one tool: what two tools logged may count once.
    attribution: { source: 'claude-code', session: `s${i}` },
    offset: i,
  }));
  const journal = journalOfReadings([{ path: '/a', readings }]);
  const inUtc = daily.run(inputOf({ journal })).total;
  for (const name of Intl.supportedValuesOf('timeZone')) {
    const answer = daily.run(inputOf({ journal, zone: new Zone(name) }));
    expect(answer.total.tally.tokens).toEqual(inUtc.tally.tokens);
    expect(answer.total.cost).toEqual(inUtc.cost);
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: name, dateStyle: 'short' });
    const days = new Set(readings.map(({ atMs }) => format.format(atMs)));
    expect(answer.rows.map(row => row.name)).toEqual([...days].sort());
  }
});

test('windows are those of the whole world, too: no zone moves them', () => {
  fc.assert(
    fc.property(files, fc.constantFrom('Asia/Kolkata', 'America/Los_Angeles'), (all, zone) => {
      const journal = journalOfReadings(all);
      const rows = (given: Zone) =>
        blocks.run(inputOf({ journal, zone: given })).rows.map(row => [row.keys, row.tally.total]);
      expect(rows(new Zone(zone))).toEqual(rows(new Zone('UTC')));
    }),
  );
});
