/**
 * What is known of the files that were read: their facts in one big table, and for each file which rows are its own,
 * how far it was read, and by what one can tell that it is still the same. Rows of a file that was read anew stay
 * behind as gaps until there are too many of them.
 */

import { FACT_COLUMNS, Facts } from '../journal/facts.ts';
import type { Change } from '../rollup/amend.ts';
import type { KnownFile, ParsedFile, Segment, SegmentFile } from './file-record.ts';

/** So many rows are moved between two yields: some milliseconds' worth. */
const PIECE = 16_384;

export class FileTable {
  facts = new Facts();
  readonly files = new Map<string, KnownFile>();
  /** What became of files since `settle`: their rows then, and how many of the first are still the same. */
  private readonly changed = new Map<string, Omit<Change, 'path' | 'after'>>();

  /** Puts a file's facts in place of what was known of it. */
  put(file: Omit<KnownFile, 'from' | 'to' | 'agentTypes' | 'troubles' | 'kept'>, parsed: ParsedFile): void {
    const { facts, agentTypes, troubles } = parsed;
    const before = this.files.get(file.path)?.kept;
    const unchanged = facts.changedFrom - parsed.from;
    const rows = Math.min(before?.rows ?? 0, unchanged);
    const kept = before && rows > 0 ? { ...before, rows } : undefined;
    this.note(file.path, unchanged);
    const isHere = facts === this.facts;
    const from = isHere ? parsed.from : this.facts.length;
    if (!isHere) this.facts.append(facts, parsed.from, facts.length);
    this.files.set(file.path, { ...file, from, to: this.facts.length, agentTypes, troubles, kept });
  }

  /** The file is gone. */
  forget(path: string): void {
    this.note(path, 0);
    this.files.delete(path);
  }

  /** From now on, what changes is noted anew. */
  settle(): void {
    this.changed.clear();
  }

  /** All that has changed since it settled. */
  get changes(): readonly Change[] {
    return Array.from(this.changed, ([path, { before, stable }]) => {
      const { from, to } = this.files.get(path) ?? {};
      return {
        path,
        before,
        stable,
        after: from !== undefined && to !== undefined ? { from, to } : undefined,
      };
    });
  }

  /** A file is about to have other rows, but for so many of the first. */
  private note(path: string, stable: number): void {
    const known = this.changed.get(path);
    if (known) {
      this.changed.set(path, { ...known, stable: Math.min(known.stable, stable) });
      return;
    }
    const before = this.files.get(path);
    this.changed.set(path, {
      before: before && { from: before.from, to: before.to },
      stable: before ? stable : 0,
    });
  }

  /** All of it, without a copy: only of files that were put here once each. */
  whole(): Segment {
    const files = [...this.files.values()].map(file => ({ file, skip: 0, base: '' }));
    return { facts: this.facts, files };
  }

  /** Takes over what was read elsewhere, of files of which nothing was known here. */
  take({ facts, files }: Segment): void {
    const base = this.facts.length;
    this.facts.append(facts, 0, facts.length);
    for (const { file } of files) {
      this.note(file.path, 0);
      const [from, to] = [base + file.from, base + file.to];
      this.files.set(file.path, { ...file, from, to, kept: undefined });
    }
  }

  /** Says that there may well be so many more rows in the end. */
  expect(rows: number): void {
    const { length, columns } = this.facts;
    for (const name of FACT_COLUMNS) columns[name].expect(length + rows);
  }

  /** Takes over what a segment of the cache holds, in place of what was known of its files. */
  loadSegment({ facts, files }: Segment): void {
    if (this.facts.length === 0 && files.every(({ skip }) => skip === 0)) {
      this.facts = facts;
      for (const { file } of files) {
        this.note(file.path, 0);
        this.files.set(file.path, file);
      }
    } else for (const file of files) this.loadFile(file, facts);
  }

  private loadFile({ file, skip, base }: SegmentFile, facts: Facts): void {
    const before = this.files.get(file.path);
    const isContinued = before?.kept?.segment === base && before.kept.rows >= skip;
    // What it continues was replaced by another dashboard: what that one knew stands.
    if (skip > 0 && !isContinued) return;
    this.note(file.path, skip);
    const from = this.facts.length;
    if (skip > 0) this.facts.append(this.facts, before!.from, before!.from + skip);
    this.facts.append(facts, file.from, file.to);
    this.files.set(file.path, { ...file, from, to: this.facts.length });
  }

  /** These files for a segment of the cache, with those of their rows that are not in an earlier one. */
  segment(paths: Iterable<string>): Segment {
    const facts = new Facts();
    const files = [...paths]
      .sort()
      .flatMap(path => this.files.get(path) ?? [])
      .map((file): SegmentFile => {
        const { segment = '', rows = 0 } = file.kept ?? {};
        const from = facts.length;
        facts.append(this.facts, file.from + rows, file.to);
        return { file: { ...file, from, to: facts.length }, skip: rows, base: segment };
      });
    return { facts, files };
  }

  /** All files for a segment of the cache, without gaps. */
  *compacted(): Generator<void, Segment> {
    yield* this.compacting();
    return this.whole();
  }

  /** Notes that the segment has been written. */
  markPersisted(segment: string, paths: Iterable<string>): void {
    for (const path of paths) {
      const file = this.files.get(path);
      if (file) this.files.set(path, { ...file, kept: { segment, rows: file.to - file.from } });
    }
  }

  /** All that is known, in the order of these if they are the same files: theirs is that of paths, which is asked for next. */
  inOrder(paths: readonly { readonly path: string }[]): readonly KnownFile[] {
    const files: KnownFile[] = [];
    for (const { path } of paths) {
      const file = this.files.get(path);
      if (file) files.push(file);
    }
    return files.length === this.files.size ? files : [...this.files.values()];
  }

  get liveRows(): number {
    let rows = 0;
    for (const file of this.files.values()) rows += file.to - file.from;
    return rows;
  }

  /** Whether there is more of gaps than of what they stand between. */
  get hasGaps(): boolean {
    return this.facts.length > 1024 && this.facts.length > 2 * this.liveRows;
  }

  /** Closes the gaps; in pieces, and all at once at the end. Nobody can say any more what changed before. */
  *compacting(): Generator<void, void> {
    if (this.isCompact) return;
    const compacted = new Facts();
    const moved: KnownFile[] = [];
    let rows = 0;
    for (const file of this.files.values()) {
      const from = compacted.length;
      compacted.append(this.facts, file.from, file.to);
      moved.push({ ...file, from, to: compacted.length });
      rows += compacted.length - from;
      if (rows < PIECE) continue;
      rows = 0;
      yield;
    }
    for (const file of moved) this.files.set(file.path, file);
    this.facts = compacted;
  }

  /** Whether there are no gaps, and rows stand in the order of the files. */
  private get isCompact(): boolean {
    let end = 0;
    for (const { from, to } of this.files.values()) {
      if (from !== end) return false;
      end = to;
    }
    return end === this.facts.length;
  }
}
