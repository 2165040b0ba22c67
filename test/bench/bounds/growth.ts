/**
 * Growth: cold time is a straight line over bytes, warm time one over files. Measured as far as the disk allows; what
 * twenty gigabytes and fifty thousand files take is read off the line where it cannot be measured.
 *
 * A point may be a fifth away from its line. The points span a factor of eight and more, over which time that grew with
 * the square, even if that were but a tenth of all at the smallest, would be off by far more; less than a fifth would say
 * more of what else a machine does in half a minute than of us.
 */
import { existsSync, statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { joined, type Tree, treeOf } from '../corpus.ts';
import { at, distance, fitted, type Line, type Point } from '../line.ts';
import { checkTruth, coldReading, NODE, remembering } from '../reads.ts';
import { type Contestant, median, race } from '../runs.ts';
import type { Found, Measured } from '../table.ts';
import type { Bound, Context } from './bound.ts';
import { cat } from './cold.ts';

const GB = 1e9;
const GIGABYTES = [1, 2, 4, 8];
const FURTHEST_GB = 20;
/** So much of the disk stays free. */
const SPARE = 10 * GB;

/** In thousands, as dense as the tree of many files. */
const THOUSANDS = [2, 10, 25, 50];
const FURTHEST_THOUSANDS = 50;
const THOUSAND = { files: 1000, bytes: 30e6 };

const MOST_OFF = 20;

export const growth: Bound = {
  id: 'growth',
  async measure(context) {
    return [...cold(context), ...warm(context)];
  },
};

function cold(context: Context): readonly Found[] {
  const { program, scratch, rounds } = context;
  const most = mostGigabytes(scratch);
  const sizes = GIGABYTES.filter(size => size <= most);
  if (sizes.length < 3) {
    return [
      { what: 'cold: growth', told: 'not measured: too little room on the disk, or too little memory' },
    ];
  }
  const trees = growing(sizes, 'gigabyte', { files: 1000, bytes: GB }, scratch);
  const readings = trees.map(tree => coldReading(program, tree, scratch, 'growth'));
  checkTruth(readings.at(-1)!, trees.at(-1)!);
  const cats = trees.map(tree => cat(tree, scratch));
  const contestants = { node: NODE, ...named('ours', readings), ...named('cat', cats) };
  const times = race<string>(contestants, Math.max(5, rounds));
  const pointsOf = (name: string) =>
    trees.map((tree, i) => ({ x: tree.bytes / GB, y: median(times[`${name} ${i}`]!) }));
  const [ours, floor] = [fitted(pointsOf('ours')), fitted(pointsOf('cat'))];
  const measuredTo = `${sizes.at(-1)} GB`;
  return [
    ...straightness('cold', pointsOf('ours'), ours, size => `${size.toPrecision(2)} GB`),
    { what: `cold: per GB, by the line to ${measuredTo}`, measured: ours.slope / 1000, unit: 's' },
    { what: `cold: of ${FURTHEST_GB} GB, by the line`, measured: at(ours, FURTHEST_GB) / 1000, unit: 's' },
    {
      what: `cold: of ${FURTHEST_GB} GB, by the lines, to cat into wc and a bare node`,
      measured: at(ours, FURTHEST_GB) / (at(floor, FURTHEST_GB) + median(times.node!)),
      unit: 'x',
      most: 1.6,
    },
  ];
}

/** What the disk can hold, with what is there already, and the memory: what is not in it measures the disk. */
function mostGigabytes(scratch: string): number {
  const { bavail, bsize } = statfsSync(scratch);
  let kept = 0;
  while (existsSync(join(scratch, 'trees', `gigabyte-${kept}`, 'truth.json'))) kept += 1;
  return Math.min((bavail * bsize - SPARE) / GB + kept, totalmem() / 2 / GB);
}

function warm({ program, scratch, rounds }: Context): readonly Found[] {
  const trees = growing(THOUSANDS, 'thousand', THOUSAND, scratch);
  const readings = trees.map(tree => remembering(program, tree, scratch, 'growth-warm'));
  checkTruth(readings.at(-1)!, trees.at(-1)!);
  const times = race<string>({ node: NODE, ...named('ours', readings) }, Math.max(5, rounds));
  const points = trees.map((tree, i) => ({ x: tree.paths.length / 1000, y: median(times[`ours ${i}`]!) }));
  const line = fitted(points);
  return [
    ...straightness('warm', points, line, thousands => `${Math.round(thousands)},000 files`),
    { what: 'warm: per file, by the line', measured: line.slope, unit: 'µs' },
    { what: 'warm: of 50,000 files, by the line', measured: at(line, FURTHEST_THOUSANDS), unit: 'ms' },
    {
      what: 'warm: of 50,000 files, by the line, to a bare node',
      measured: at(line, FURTHEST_THOUSANDS) / median(times.node!),
      unit: 'x',
      most: Number(at(PROMISED_WARM, FURTHEST_THOUSANDS).toPrecision(2)),
    },
  ];
}

/** What is promised of 2,000 and of 10,000 files, carried on. */
const PROMISED_WARM = fitted([
  { x: 2, y: 1.6 },
  { x: 10, y: 2.5 },
]);

/** Trees of so many parts of this kind each, the larger ones with all of the smaller ones in them. */
function growing(
  counts: readonly number[],
  id: string,
  spec: { readonly files: number; readonly bytes: number },
  scratch: string,
): readonly Tree[] {
  const parts = Array.from({ length: counts.at(-1)! }, (_, part) =>
    treeOf({ ...spec, id: `${id}-${part}`, part }, scratch),
  );
  return counts.map(count => joined(`${id}-to-${count}`, parts.slice(0, count)));
}

function named(name: string, contestants: readonly Contestant[]): Record<string, Contestant> {
  return Object.fromEntries(contestants.map((contestant, i) => [`${name} ${i}`, contestant]));
}

function straightness(
  name: string,
  points: readonly Point[],
  line: Line,
  words: (x: number) => string,
): readonly Measured[] {
  const off = points.map(point => distance(line, point) * 100);
  return [
    ...points.map(({ x, y }): Measured => ({ what: `${name}: ${words(x)}`, measured: y, unit: 'ms' })),
    ...points.map(
      ({ x }, i): Measured => ({ what: `${name}: ${words(x)}, off the line`, measured: off[i]!, unit: '%' }),
    ),
    {
      what: `${name}: furthest off the line`,
      measured: Math.max(...off.map(Math.abs)),
      unit: '%',
      most: MOST_OFF,
    },
  ];
}
