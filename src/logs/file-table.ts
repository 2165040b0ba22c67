/**
 * All files that were read: their facts in one table, and for each file which rows are its own, how far it was read, and
 * the stamp that proves it unchanged. Rows of a file that was read again stay behind as gaps until there are too many.
 */
import { FACT_COLUMNS, Facts } from '../journal/facts.ts';
import type { Change } from '../rollup/update.ts';
import type { KnownFile, ParsedFile, Segment, SegmentFile } from './file-record.ts';
import { keepLostRows } from './lost-rows.ts';
import { type Chain, chainsOf, type Piece, rowsIn } from './segment-chains.ts';

/** How many rows are moved between two yields: some milliseconds' worth. */
const SLICE_ROWS = 16_384;

/** As many as take a millisecond or two. */
const CHAINS_PER_STEP = 1024;

export class FileTable {
  facts = new Facts();
  readonly files = new Map<string, KnownFile>();
  /** Whether facts outlive their logs: else a deleted file is forgotten, and a rewritten one is what it is now. */
  readonly keepsHistory: boolean;
  /** What became of files since `clearChanges`: their rows then, and how many of the first are still the same. */
  private readonly changed = new Map<string, Omit<Change, 'path' | 'after'>>();
  private readonly earlier = new Set<string>();

  constructor(keepsHistory = false) {
    this.keepsHistory = keepsHistory;
  }

  /** Puts a file's facts in place of earlier ones. */
  put(file: Omit<KnownFile, 'from' | 'to' | 'persisted' | keyof ParsedFile>, parsed: ParsedFile) {
    const { facts, agentTypes, sessions, begunMs, troubles } = parsed;
    const known = this.files.get(file.path);
    const before = known?.persisted;
    const unchanged = facts.changedFrom - parsed.from;
    const rows = Math.min(before?.rows ?? 0, unchanged);
    const persisted = before && rows > 0 ? { ...before, rows } : undefined;
    this.note(file.path, unchanged);
    const isHere = facts === this.facts;
    const from = isHere ? parsed.from : this.facts.length;
    if (!isHere) this.facts.append(facts, parsed.from, facts.length);
    const now: KnownFile = {
      ...{ ...file, from, to: this.facts.length, persisted },
      ...{ agentTypes, sessions, begunMs, troubles },
    };
    this.files.set(file.path, now);
    if (known && this.keepsHistory && !parsed.keepsAll) keepLostRows(this, known, now);
  }

  /** Adds rows of the table to a file that no log holds any more; `facts` of the file begin with `from`. */
  putEarlier(file: Omit<KnownFile, 'to' | 'persisted'>): void {
    const { facts } = this;
    const before = this.files.get(file.path);
    this.note(file.path, before ? before.to - before.from : 0);
    this.files.set(file.path, { ...file, to: facts.length, persisted: before?.persisted });
    this.earlier.add(file.path);
  }

  /** Marks a file whose log no longer exists; without a ledger, or where it had no facts, it is removed. */
  markGone(path: string, nowMs: number): void {
    const file = this.files.get(path);
    const isEmpty = !file || (file.from === file.to && file.agentTypes.length + file.sessions.length === 0);
    if (isEmpty || !this.keepsHistory) this.remove(path);
    else this.files.set(path, { ...file, goneMs: nowMs, bookmark: undefined });
  }

  /** Removes a file that is gone. */
  remove(path: string): void {
    this.note(path, 0);
    this.files.delete(path);
  }

  /** The paths of `putEarlier` since the last call. */
  takeEarlier(): readonly string[] {
    const paths = [...this.earlier];
    this.earlier.clear();
    return paths;
  }

  /** Begins a new list of changes. */
  clearChanges(): void {
    this.changed.clear();
  }

  /** All changes since `clearChanges`. */
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

  /** Notes that a file is about to have other rows, but for so many of the first. */
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

  /** All of it, not copied: only valid while there are no gaps. */
  whole(): Segment {
    const files = [...this.files.values()].map(file => ({ file, skip: 0, base: '' }));
    return { facts: this.facts, files };
  }

  /** Adds what was read elsewhere, of files that are not in the table. */
  append({ facts, files }: Segment): void {
    const base = this.facts.length;
    this.facts.append(facts, 0, facts.length);
    for (const { file } of files) {
      this.note(file.path, 0);
      const [from, to] = [base + file.from, base + file.to];
      this.files.set(file.path, { ...file, from, to, persisted: undefined });
    }
  }

  /** Makes room for so many more rows. */
  reserve(rows: number): void {
    const { length, columns } = this.facts;
    for (const name of FACT_COLUMNS) columns[name].expect(length + rows);
  }

  /**
   * Fills the empty table from segments of the cache, oldest first. A file that later segments continue is put together
   * once, however many of them there are. The list of changes then says what came after the first segment where
   * `isBased`, and is everything otherwise.
   */
  *loading(segments: readonly Segment[], isBased: boolean): Generator<void, void> {
    const chains = chainsOf(segments);
    const first = segments[0]?.facts;
    const isUntouched = ({ pieces }: Chain) => pieces.length === 1 && pieces[0]!.facts === first;
    let moved = 0;
    for (const chain of chains.values()) if (!isUntouched(chain)) moved += rowsIn(chain);
    // The first segment is used as it is, with gaps where files grew, unless hardly anything of it would be left.
    const isAdopted = first !== undefined && moved < first.length / 2;
    if (isAdopted) this.facts = first;
    this.reserve(isAdopted ? moved : sumOf(chains.values(), rowsIn));
    let count = 0;
    for (const chain of chains.values()) {
      count += 1;
      if (count % CHAINS_PER_STEP === 0) yield;
      const { file, base } = chain;
      if (isAdopted && isUntouched(chain)) {
        if (isBased) this.files.set(file.path, file);
        else this.add(file, file.from, file.to);
        continue;
      }
      const from = this.facts.length;
      for (const piece of chain.pieces) this.facts.append(piece.facts, piece.from, piece.to);
      const to = this.facts.length;
      if (!isBased) this.add(file, from, to);
      else {
        this.files.set(file.path, { ...file, from, to });
        if (!isUntouched(chain)) this.changed.set(file.path, this.changeOf(chain, base, isAdopted));
      }
    }
  }

  private add(file: KnownFile, from: number, to: number): void {
    this.note(file.path, 0);
    this.files.set(file.path, { ...file, from, to });
  }

  /** How a file's rows differ from those in the first segment. Rows of these that are no longer its own become a gap. */
  private changeOf(
    { stable }: Chain,
    base: Piece | undefined,
    isAdopted: boolean,
  ): Omit<Change, 'path' | 'after'> {
    if (!base) return { before: undefined, stable: 0 };
    if (isAdopted) return { before: { from: base.from, to: base.to }, stable };
    const at = this.facts.length;
    this.facts.append(base.facts, base.from + stable, base.to);
    // A change needs only the rows behind the stable ones.
    return { before: { from: at - stable, to: this.facts.length }, stable };
  }

  /** These files for a segment of the cache, with those of their rows that are not in an earlier one. */
  segment(paths: Iterable<string>): Segment {
    const facts = new Facts();
    const files = [...paths]
      .sort()
      .flatMap(path => this.files.get(path) ?? [])
      .map((file): SegmentFile => {
        const { segment = '', rows = 0 } = file.persisted ?? {};
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
      if (file) this.files.set(path, { ...file, persisted: { segment, rows: file.to - file.from } });
    }
  }

  /** All files, in the given order if that names just these: sorted paths are needed next. */
  inOrder(paths: readonly { readonly path: string }[]): readonly KnownFile[] {
    const files: KnownFile[] = [];
    for (const { path } of paths) {
      const file = this.files.get(path);
      if (file) files.push(file);
    }
    return files.length === this.files.size ? files : [...this.files.values()];
  }

  get liveRows(): number {
    return sumOf(this.files.values(), ({ from, to }) => to - from);
  }

  /** Whether gaps take more room than rows. */
  get hasGaps(): boolean {
    return this.facts.length > 1024 && this.facts.length > 2 * this.liveRows;
  }

  /** Closes the gaps, in slices; nothing is replaced before the end. The list of changes is of no use afterwards. */
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
      if (rows < SLICE_ROWS) continue;
      rows = 0;
      yield;
    }
    for (const file of moved) this.files.set(file.path, file);
    this.facts = compacted;
  }

  /** Whether there are no gaps, and rows are in the order of the files. */
  private get isCompact(): boolean {
    let end = 0;
    for (const { from, to } of this.files.values()) {
      if (from !== end) return false;
      end = to;
    }
    return end === this.facts.length;
  }
}

function sumOf<T>(values: Iterable<T>, count: (value: T) => number): number {
  let sum = 0;
  for (const value of values) sum += count(value);
  return sum;
}
