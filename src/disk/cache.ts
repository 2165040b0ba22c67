/**
 * The cache: facts of files that need not be read again, in a few binary segments.
 *
 *   facts-<time>-<random>.bin    magic, checksum, a JSON head (files, names), then the columns as raw bytes
 *
 * It may be trusted because it holds only what one file's bytes and its format's version decide; the stamp of each
 * file is the key. No price, day or zone is in it. A scan adds a segment with the files that changed, so writing is
 * in proportion to the change; later segments override earlier ones, and when there are many they become one.
 * Every segment is written under a temporary name and renamed, so two dashboards can share the directory: each adds
 * its own, and removes only those it has read. A damaged or older segment is as good as none.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Column } from '../core/column.ts';
import { FACT_COLUMNS, type FactColumn, Facts } from '../core/facts.ts';
import type { Attribution, Terms } from '../core/usage.ts';
import { words } from './find.ts';
import { Known, type KnownFile } from './known.ts';

/** Raise when the shape below changes; older segments are then thrown away. */
const MAGIC = 'token-dash facts 1\n';
const NAME = /^facts-\d{15}-[0-9a-f]{8}\.bin$/;
const UNFINISHED = /^facts-\d{15}-[0-9a-f]{8}\.tmp$/;
const MOST_SEGMENTS = 8;
const ABANDONED_MS = 3_600_000;

interface Head {
  readonly files: readonly KnownFile[];
  readonly terms: readonly Terms[];
  readonly attributions: readonly Attribution[];
  readonly loggedUsd: readonly (readonly [number, number])[];
  readonly rows: number;
  readonly columns: readonly { readonly name: FactColumn; readonly width: number; readonly bytes: number }[];
}

export class Cache {
  readonly dir: string;
  /** Why nothing could be written, in words for the user. */
  problem: string | undefined;
  private segments: string[] = [];

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Everything remembered. Never throws: what cannot be read is read from the logs again. */
  load(): Known {
    const known = new Known();
    let names: string[] = [];
    try {
      names = readdirSync(this.dir).sort();
    } catch {
      return known;
    }
    for (const name of names.filter(name => UNFINISHED.test(name))) this.removeAbandoned(name);
    for (const name of names.filter(name => NAME.test(name))) {
      this.segments.push(name);
      const segment = readSegment(join(this.dir, name));
      if (segment) known.adopt(segment.files.values(), segment.facts);
    }
    known.tidy();
    return known;
  }

  /** Remembers the files that changed, and forgets those that are gone. */
  save(known: Known, changed: readonly string[], gone: readonly string[], nowMs: number): void {
    if (changed.length === 0 && gone.length === 0) return;
    const isWhole = this.segments.length === 0 || this.segments.length >= MOST_SEGMENTS || gone.length > 0;
    const old = isWhole ? this.segments : [];
    try {
      mkdirSync(this.dir, { recursive: true, mode: 0o700 });
      const name = `facts-${String(nowMs).padStart(15, '0')}-${randomBytes(4).toString('hex')}`;
      const temporary = join(this.dir, `${name}.tmp`);
      try {
        writeFileSync(temporary, segmentBytes(known.only(isWhole ? known.files.keys() : changed)), {
          mode: 0o600,
        });
        chmodSync(temporary, 0o600);
        renameSync(temporary, join(this.dir, `${name}.bin`));
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      for (const segment of old) rmSync(join(this.dir, segment), { force: true });
      this.segments = [...(isWhole ? [] : this.segments), `${name}.bin`];
      this.problem = undefined;
    } catch (error) {
      this.problem = `the cache cannot be written: ${words(error)}`;
    }
  }

  private removeAbandoned(name: string): void {
    const path = join(this.dir, name);
    try {
      if (Date.now() - statSync(path).mtimeMs > ABANDONED_MS) rmSync(path, { force: true });
    } catch {
      // Another dashboard has just finished or removed it.
    }
  }
}

function segmentBytes(known: Known): Buffer {
  const { facts } = known;
  const columns = FACT_COLUMNS.map(name => ({ name, ...facts.columns[name].bytes() }));
  const head: Head = {
    files: [...known.files.values()],
    terms: facts.terms.values,
    attributions: facts.attributions.values,
    loggedUsd: [...facts.loggedUsd],
    rows: facts.length,
    columns: columns.map(({ name, width, bytes }) => ({ name, width, bytes: bytes.length })),
  };
  const json = Buffer.from(JSON.stringify(head));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(json.length);
  const body = Buffer.concat([size, json, ...columns.map(column => column.bytes)]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(body));
  return Buffer.concat([Buffer.from(MAGIC), sum, body]);
}

function readSegment(path: string): Known | undefined {
  try {
    const bytes = readFileSync(path);
    if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
    const body = bytes.subarray(MAGIC.length + 4);
    if (crc32(body) !== bytes.readUInt32LE(MAGIC.length)) return undefined;
    const headEnd = 4 + body.readUInt32LE(0);
    const head = JSON.parse(body.toString('utf8', 4, headEnd)) as Head;
    const known = new Known();
    known.facts = factsOf(head, body.subarray(headEnd));
    for (const file of head.files) known.files.set(file.path, file);
    return known;
  } catch {
    // Cut off, unreadable, or of a shape we no longer write: the logs still have it all.
    return undefined;
  }
}

function factsOf(head: Head, bytes: Uint8Array): Facts {
  const columns = {} as Record<FactColumn, Column>;
  let at = 0;
  for (const { name, width, bytes: length } of head.columns) {
    columns[name] = Column.fromBytes(width, bytes.subarray(at, at + length), head.rows);
    at += length;
  }
  const facts = new Facts(columns);
  for (const terms of head.terms) facts.terms.id(terms);
  for (const attribution of head.attributions) facts.attributions.id(attribution);
  for (const [row, usd] of head.loggedUsd) facts.loggedUsd.set(row, usd);
  return facts;
}
