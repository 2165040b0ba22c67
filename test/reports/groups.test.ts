/** Groups out of the rollup are those of the events, whatever is asked, wherever, at whatever prices. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Zone } from '../../src/core/calendar.ts';
import { finished } from '../../src/journal/merged.ts';
import { inCostMode } from '../../src/prices/cost-mode.ts';
import { countGroups, groupEvents, groupTotals, groupUsage, needEvents } from '../../src/reports/groups.ts';
import { GROUPINGS } from '../../src/reports/index.ts';
import type { Row } from '../../src/reports/report.ts';
import { Journal } from '../../src/rollup/journal.ts';
import type { Tally } from '../../src/rollup/tally.ts';
import { NOW_MS } from '../support/clock.ts';
import { pricesWithLongPrompts, reachingPrices, somePrices } from '../support/prices.ts';
import { anyFiles, type FileReadings, journalOfReadings, reading } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

const ROLLUP_GROUPINGS = GROUPINGS.filter(grouping => !needEvents([grouping]));

const PRICES = {
  plain: somePrices,
  reaching: reachingPrices,
  long: pricesWithLongPrompts(200),
  logged: inCostMode(reachingPrices, 'logged'),
  auto: inCostMode(reachingPrices, 'auto'),
};

/** A month around two changes of the clocks, so that days, weeks and hours differ by zone. */
const files = anyFiles.chain(all =>
  fc
    .tuple(
      fc.infiniteStream(fc.constantFrom('dear', 'tiny', 'free', 'nobody-knows', 'cheap')),
      fc.infiniteStream(fc.nat(40 * 24 * 60)),
    )
    .map(([models, minutes]) =>
      all.map(file => ({
        ...file,
        readings: file.readings.map(each => ({
          ...each,
          terms: { ...each.terms, model: models.next().value! },
          atMs: Date.UTC(2026, 9, 1) + minutes.next().value! * 60_000,
        })),
      })),
    ),
);

const query = fc.record(
  {
    from: fc.nat(40).map(day => Date.UTC(2026, 9, 1) / 86_400_000 + day),
    to: fc.nat(40).map(day => Date.UTC(2026, 9, 1) / 86_400_000 + day),
    projects: fc.subarray(['/home/ada/loom', '(no project)']),
    models: fc.subarray(['dear', 'tiny', 'nobody-knows']),
    sources: fc.subarray(['claude-code', 'goose']),
    agents: fc.subarray(['main', 'Explore']),
    sessions: fc.subarray(['s1', 's2']),
  },
  { requiredKeys: [] },
);

function wordsOf(tally: Tally) {
  const { events, records, lowerBoundEvents, reasoning, webSearches, tokens } = tally;
  return { events, records, lowerBoundEvents, reasoning, webSearches, tokens, cost: tally.cost() };
}

function plain(row: Row): unknown {
  const of = ({ name, sum }: Pick<Row, 'name' | 'sum'>) => {
    const { qualities, fromMs, toMs } = sum;
    return { name, qualities, fromMs, toMs, ...wordsOf(sum.tally) };
  };
  const models = row.models.map(of).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { keys: row.keys, ...of(row), models };
}

function all(groups: ReturnType<typeof groupUsage>) {
  const rows = groups.rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { rows: rows.map(plain), total: plain(groups.total) };
}

describe.each(Object.entries(PRICES))('at %s prices', (_, prices) => {
  test.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'])(
    'law: in %s',
    name => {
      const zone = new Zone(name);
      fc.assert(
        fc.property(
          files,
          query,
          fc.shuffledSubarray([...ROLLUP_GROUPINGS], { minLength: 1, maxLength: 3 }),
          fc.constantFrom([], [200], [150, 90_000]),
          (given, asked, groupings, thresholds) => {
            const journal = journalOfReadings(given);
            finished(journal.rollUp(() => thresholds));
            const input = inputOf({ journal, prices, zone }, asked);
            expect(all(groupUsage(input, groupings))).toEqual(all(groupEvents(input, groupings)));
            const costs = (rows: readonly Pick<Row, 'keys' | 'cost'>[]) =>
              new Map(rows.map(({ keys, cost }) => [keys.join(), cost]));
            expect(costs(groupTotals(input, groupings))).toEqual(costs(groupUsage(input, groupings).rows));
            for (const grouping of groupings) {
              if (grouping.decidedBy !== 'place' || grouping.among) continue;
              expect(countGroups(input, grouping)).toBe(groupUsage(input, [grouping]).rows.length);
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});

describe('the rollup alone', () => {
  const many: FileReadings = [
    {
      path: '/a',
      readings: Array.from({ length: 300 }, (_, i) =>
        reading({ key: `k${i}`, atMs: NOW_MS + i * 60_000, tokens: { input: i }, offset: i * 100 }),
      ),
    },
  ];
  const rollup = finished(journalOfReadings(many).rollUp(() => []));
  const journal = Journal.fromRollup(rollup, () => {
    throw new Error('the events are not needed');
  });

  test.each(ROLLUP_GROUPINGS.map(grouping => [grouping.word, grouping] as const))(
    'answers by %s',
    (_, grouping) => {
      const { total } = groupUsage(inputOf({ journal, prices: reachingPrices }), [grouping]);
      expect(total.tally.events).toBe(300);
    },
  );

  test('is not enough where the price depends on the length of a prompt that it did not note', () => {
    const ask = () =>
      groupUsage(inputOf({ journal, prices: pricesWithLongPrompts(200) }), [ROLLUP_GROUPINGS[0]!]);
    expect(ask).toThrow('the events are not needed');
  });
});
