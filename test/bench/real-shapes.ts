/**
 * Real transcripts as a tree to measure with: an archive of public ones with every text masked, and every structure,
 * length, escape, id, time and count as it was. It is no part of the project; it is looked for beside the checkout, in
 * `shared/samples`. The archive is unpacked, and written out several times until it has the wanted size. Each copy has
 * ids of its own, so that nothing in it counts as a duplicate of another copy, while the duplicates within one stay.
 *
 * The variant for Windows has the same lines with a drive and backslashes in every `cwd`, as Claude Code writes them
 * there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { age, keptTree, type Tree, type Written } from './corpus.ts';
import { type Counts, noCounts } from './session.ts';
import { countText, type Responses, sumOf } from './truth.ts';

/** What copies of the archive come to together, at least. */
const WANTED_BYTES = 2e9;
/** A copy has one of these in place of the first character of each id; more copies than that would share ids. */
const MARKS = '0123456789abcdef';
/** The newest copy's files have this time; none of them was written just now. */
const END_MS = Date.UTC(2026, 9, 31, 18);
const DAY_MS = 86_400_000;

/** Where the archive would be, seen from the top of the checkout; undefined where it is not. */
export function realShapesArchive(top: string): string | undefined {
  const archive = join(top, '..', 'shared', 'samples', 'real-shapes.tar.xz');
  return existsSync(archive) ? archive : undefined;
}

/** The tree of real shapes, with paths of Windows or as they were, written if it is not there yet. */
export function realTree(archive: string, scratch: string, windows: boolean): Tree {
  const spec = { id: windows ? 'real-windows' : 'real', bytes: WANTED_BYTES, files: 0 };
  return keptTree(spec, scratch, dir => {
    const unpacked = join(scratch, 'real-shapes');
    rmSync(unpacked, { recursive: true, force: true });
    mkdirSync(unpacked, { recursive: true });
    execFileSync('tar', ['-xJf', archive, '-C', unpacked]);
    try {
      return copies(join(unpacked, 'projects'), dir, windows);
    } finally {
      rmSync(unpacked, { recursive: true, force: true });
    }
  });
}

function copies(from: string, dir: string, windows: boolean): Written {
  const names = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(from, join(entry.parentPath, entry.name)))
    .sort();
  const texts = names.map(name => readFileSync(join(from, name), 'latin1'));
  const responses: Responses = new Map();
  for (const text of texts) countText(text, responses);
  const once = sumOf(responses);
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const count = Math.ceil(WANTED_BYTES / size);
  if (count > MARKS.length) throw new Error(`the archive is too small: ${count} copies of it are needed`);
  const paths: string[] = [];
  let bytes = 0;
  for (let copy = 0; copy < count; copy++) {
    for (const [i, name] of names.entries()) {
      const path = join(dir, `copy-${copy}`, marked(name, MARKS[copy]!));
      const text = marked(windows ? onWindows(texts[i]!) : texts[i]!, MARKS[copy]!);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, 'latin1');
      age(path, END_MS - (count - copy) * DAY_MS);
      bytes += text.length;
      paths.push(path);
    }
  }
  const truth = noCounts();
  for (const kind of Object.keys(truth) as (keyof Counts)[]) truth[kind] = once[kind] * count;
  return { paths, bytes, truth };
}

/** The same text with other ids: those of messages, of requests, and UUIDs, of which the names of files are made as well. */
function marked(text: string, mark: string): string {
  return text
    .replace(/"(msg_|req_)0/g, `"$1${mark}`)
    .replace(/(^|["/])[0-9a-f]([0-9a-f]{7}-[0-9a-f]{4}-)/g, `$1${mark}$2`);
}

function onWindows(text: string): string {
  return text.replace(/"cwd":"(\/[^"]*)"/g, (_, path: string) => {
    return `"cwd":"C:${path.replaceAll('/', '\\\\')}"`;
  });
}
