/**
 * Trees of transcripts to measure with, generated from a seed: the same bytes on every machine, as large as a year of
 * work, with the shapes of real ones (`session.ts` states their distributions). The largest file has several times the
 * size of the median, and one of five begins with a copy of the session before it. Their truth (responses and tokens)
 * is counted while they are written, so a reader that is fast because it overlooks something is found out. A tree is
 * written once and used again; `truth.json` is written last and shows that it is complete.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Dice, dice } from '../../src/demo/dice.ts';
import { type Counts, noCounts, Session } from './session.ts';

export interface TreeSpec {
  readonly id: string;
  readonly bytes: number;
  readonly files: number;
  /** Trees of different parts have nothing in common, so that they can be read as one. */
  readonly part?: number;
}

const MB = 1e6;

export const TREES = {
  large: { id: 'large', bytes: 2000 * MB, files: 2000 },
  many: { id: 'many', bytes: 300 * MB, files: 10_000 },
  single: { id: 'single', bytes: 700 * MB, files: 1 },
  small: { id: 'small', bytes: 50 * MB, files: 200 },
} as const satisfies Record<string, TreeSpec>;

export interface Tree {
  readonly spec: TreeSpec;
  /** A home directory with `.claude/projects` in it. */
  readonly home: string;
  /** What stands in for its `.claude` where the tree is in several parts. */
  readonly roots?: readonly string[];
  /** All files, absolute, transcripts and the little ones beside them. */
  readonly paths: readonly string[];
  readonly bytes: number;
  /** What a reader that overlooks nothing must come to. */
  readonly truth: Counts;
}

/** Raise when other bytes come out of the same specification. */
const VERSION = 3;
const SEED = 20_261_122;
/** Of one part. */
const MOST_FILES = 20_000;
/** When the newest session ends. */
const END_MS = Date.UTC(2026, 9, 31, 18);
const YEAR_MS = 365 * 86_400_000;

const PROJECTS = [
  'aurora-api',
  'lighthouse',
  'tidepool',
  'paper-cranes',
  'dotfiles',
  'compass',
  'granite',
  'sparrow',
  'harbour',
  'loom',
];

/** The tree of a specification below `scratch`, written if it is not there yet. */
export function treeOf(spec: TreeSpec, scratch: string): Tree {
  return keptTree(spec, scratch, dir => write(spec, dir));
}

/** What a writer of trees tells of what it wrote. */
export type Written = Pick<Tree, 'paths' | 'bytes' | 'truth'>;

/** The tree of this name, or a new one by `fill`, which is given the directory of projects. */
export function keptTree(spec: TreeSpec, scratch: string, fill: (dir: string) => Written): Tree {
  const dir = join(scratch, 'trees', spec.id);
  const truthFile = join(dir, 'truth.json');
  const name = `${VERSION} ${spec.bytes} ${spec.files}`;
  if (existsSync(truthFile)) {
    const kept = JSON.parse(readFileSync(truthFile, 'utf8')) as { name: string; tree: Tree };
    if (kept.name === name && isUntouched(kept.tree)) return kept.tree;
  }
  rmSync(dir, { recursive: true, force: true });
  const home = join(dir, 'home');
  const projects = join(home, '.claude', 'projects');
  const tree = { spec, home, ...fill(projects) };
  ageDirs(projects);
  writeFileSync(truthFile, JSON.stringify({ name, tree }));
  return tree;
}

/** Several trees, of different parts, as one. */
export function joined(id: string, parts: readonly Tree[]): Tree {
  const truth = noCounts();
  for (const part of parts) {
    for (const name of Object.keys(truth) as (keyof Counts)[]) truth[name] += part.truth[name];
  }
  const sum = (of: (part: Tree) => number) => parts.reduce((all, part) => all + of(part), 0);
  return {
    spec: { id, bytes: sum(part => part.spec.bytes), files: sum(part => part.spec.files) },
    home: parts[0]!.home,
    roots: parts.map(({ home }) => join(home, '.claude')),
    paths: parts.flatMap(({ paths }) => paths),
    bytes: sum(part => part.bytes),
    truth,
  };
}

/** Whether it is as it was written: a run that was interrupted may have left a log that has grown. */
function isUntouched({ paths, bytes }: Tree): boolean {
  return (
    paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0) === bytes
  );
}

/** What is needed to copy the beginning of one session into the next. */
interface Before {
  readonly project: string;
  readonly opening: string;
}

function write(spec: TreeSpec, dir: string): Written {
  const truth = noCounts();
  const paths: string[] = [];
  let bytes = 0;
  let before: Before | undefined;
  const shares = sharesOf(spec);
  const first = (spec.part ?? 0) * MOST_FILES;
  for (let i = 0; i < shares.length; i++) {
    const roll = dice(SEED + first + i);
    const isAgent = roll.chance(0.15) && paths.length > 0 && paths.length + 2 <= spec.files;
    const isResumed = !isAgent && before !== undefined && roll.chance(0.2);
    const project: string = isResumed || isAgent ? before!.project : roll.pick(PROJECTS);
    const size = shares[i]!;
    const startMs = END_MS - Math.floor(YEAR_MS * (1 - i / shares.length)) - Math.floor(size / 7000) * 45_000;
    const session = new Session(roll, {
      number: first + i,
      cwd: roll.chance(0.2) ? `C:\\Users\\ada\\code\\${project}` : `/home/ada/code/${project}`,
      startMs,
      isAgent,
    });
    const place = join(dir, `-home-ada-code-${project}`);
    const path = isAgent
      ? join(place, roll.uuid(), 'subagents', `agent-${session.agentId}.jsonl`)
      : join(place, `${session.id}.jsonl`);
    bytes += writeSession(path, session, isResumed ? before!.opening : '', size, truth);
    paths.push(path);
    if (isAgent) {
      const meta = path.replace(/\.jsonl$/, '.meta.json');
      const text = '{"agentType":"Explore","description":"Find the callers"}';
      writeFileSync(meta, text);
      age(meta, session.nowMs);
      paths.push(meta);
      bytes += text.length;
    } else before = { project, opening: session.opening };
    if (paths.length >= spec.files) break;
  }
  return { paths, bytes, truth };
}

/** How many bytes each transcript gets: a few are large, most are small, together they are what was asked for. */
function sharesOf({ bytes, files }: TreeSpec): readonly number[] {
  const roll = dice(SEED - 1);
  const weights = Array.from({ length: files }, () => Math.exp(1.2 * bell(roll)));
  // About an eighth of the files are the little ones beside agents' transcripts, which take no share.
  const sum = weights.slice(0, Math.max(1, Math.round(files * 0.87))).reduce((all, each) => all + each, 0);
  return weights.map(weight => (weight / sum) * bytes);
}

/** About a normal distribution. */
function bell(roll: Dice): number {
  return Array.from({ length: 6 }, () => roll.between(-1, 1)).reduce((all, each) => all + each, 0) / 1.41;
}

const PIECE = 1 << 20;

function writeSession(path: string, session: Session, copied: string, size: number, truth: Counts): number {
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, 'w');
  let written = 0;
  let pieces = copied;
  const flush = () => {
    written += writeSync(fd, pieces);
    pieces = '';
  };
  while (written + pieces.length < size) {
    pieces += session.turn(truth);
    if (pieces.length > PIECE) flush();
  }
  flush();
  closeSync(fd);
  age(path, session.nowMs);
  return written;
}

/** Directories that changed just now would be listed at every look for a while, and so would a cache made meanwhile. */
function ageDirs(top: string): void {
  const dirs = readdirSync(top, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isDirectory(),
  );
  for (const { parentPath, name } of dirs) age(join(parentPath, name), END_MS);
  for (const dir of [top, dirname(top), dirname(dirname(top))]) age(dir, END_MS);
}

/** Logs of the past have times of the past; what was written just now would be looked at twice. */
export function age(path: string, atMs: number): void {
  utimesSync(path, atMs / 1000, atMs / 1000);
}
