/**
 * The journal: every billed response once, out of the facts of all files. Nothing here depends on the order in which
 * files were found or read, so warm and cold runs, one thread or many, give the same journal.
 *
 * Records of one call in several files are one event (resumed and forked sessions copy old records, a subagent's records
 * stand in two files): see `journal/owners.ts`.
 *
 * A journal may come with its digest, which answers for all sums; its events are then merged when somebody asks for
 * one. Both say the same (test/rollup/digest.test.ts), and nobody can tell which was asked, but for the time it takes.
 */

import { keyText } from '../core/key.ts';
import type { PriceLookup } from '../core/price.ts';
import { type Attribution, sessionName, type Terms, type UsageEvent } from '../core/usage.ts';
import { Cursor, type Places, type Soil } from '../journal/cursor.ts';
import { Facts } from '../journal/facts.ts';
import { type FileFacts, finished, type Ground, type Merged, merging } from '../journal/merged.ts';
import type { Cells, Grain } from './cells.ts';
import { agentTypesIn, type Digest, digesting, singleCells } from './digest.ts';
import { type Group, type GroupBy, groupCells } from './group-by.ts';
import { projectDirsIn, projectDirsOf } from './project-dirs.ts';

/** What logs leave open about names. */
export interface Naming {
  /** The name that the user gave the project of a directory; else the directory. */
  projectOf?(dir: string): string;
  /** What the tool of a source calls a subagent whose type no log states. */
  agentOf?(source: string): string | undefined;
}

export class Journal {
  private readonly ground: () => Ground;
  private readonly naming: Naming;
  private digest: Digest | undefined;
  private merged: Merged | undefined;
  /** Cells of one event each, for questions that the rollup is too coarse for. */
  private single: Cells | undefined;
  /** Made when somebody asks for an agent or a project. */
  private agentTypes: ReadonlyMap<string, string> | undefined;
  private projectDirs: ReadonlyMap<string, string> | undefined;

  constructor(facts: Facts, files: readonly FileFacts[], naming: Naming = {}) {
    this.ground = () => ({ facts, files });
    this.naming = naming;
  }

  /** A journal of nothing. */
  static empty(): Journal {
    return new Journal(NOTHING, []);
  }

  /** A journal that has a digest already; `ground` is asked for when the digest does not do. */
  static inBrief(digest: Digest, ground: () => Ground, naming: Naming = {}): Journal {
    const journal = new Journal(NOTHING, [], naming);
    return Object.assign(journal, { digest, ground });
  }

  /** Merges the events and makes the digest, in pieces. */
  *digesting(grain: Grain): Generator<void, Digest> {
    this.merged ??= yield* merging(this.ground());
    yield;
    this.digest = yield* digesting(this.merged, this.cursor(), grain);
    return this.digest;
  }

  /** Responses. */
  get length(): number {
    return this.digest?.events ?? this.all.events;
  }

  /** Log records that were folded away, in files and across them. */
  get duplicates(): number {
    return (this.digest ?? this.all).records - this.length;
  }

  /** Earliest and latest response, UTC ms; undefined where there is none. */
  get range(): Merged['range'] {
    return (this.digest ?? this.all).range;
  }

  /** Every combination of terms that any reading has. */
  get terms(): readonly Terms[] {
    return this.digest
      ? this.digest.parts.flatMap(part => part.cells.terms.values)
      : this.all.facts.terms.values;
  }

  /**
   * Shows every event once, in no particular order. The object is the same each time, and what it says is read from
   * it while it is shown: who wants to keep an event asks for `event(i)`.
   */
  visit(see: (event: UsageEvent, index: number) => void): void {
    const cursor = this.cursor();
    const { rows, alone } = this.all;
    for (let i = 0; i < rows.length; i++) {
      cursor.moveTo(rows[i]!, i < alone.length);
      see(cursor, i);
    }
  }

  /** All usage in groups, each with its sum. */
  group<Time, Place, Model>(
    prices: PriceLookup,
    by: GroupBy<Time, Place, Model>,
  ): readonly Group<Time, Place, Model>[] {
    const { places } = this;
    const groups = groupCells(this.rollup.parts, prices, by, places);
    if (groups) return groups;
    this.single ??= singleCells(this.all, this.cursor());
    const exact = groupCells([{ cells: this.single, sign: 1 }], prices, by, places);
    if (!exact) throw new Error('a cell of one event is always of one group');
    return exact;
  }

  /**
   * Instants of events of some sources, UTC ms, in no order: for each quarter of an hour at least its first and its last.
   * That is enough to find pauses, and what began when.
   */
  moments(sources: readonly string[]): readonly number[] {
    const { parts } = this.rollup;
    const isCoarse = parts.some(({ cells, sign }) => sign > 0 && hasOneOnTheHour(cells));
    if (isCoarse) this.single ??= singleCells(this.all, this.cursor());
    const moments: number[] = [];
    for (const { cells, sign } of isCoarse ? [{ cells: this.single!, sign: 1 }] : parts) {
      if (sign < 0) continue;
      const { attribution, firstMs, spanMs } = cells.columns;
      for (let i = 0; i < cells.length; i++) {
        if (!sources.includes(cells.attributions.get(attribution.get(i)).source)) continue;
        moments.push(firstMs.get(i), firstMs.get(i) + spanMs.get(i));
      }
    }
    return moments;
  }

  /** A lasting copy of one event. */
  event(index: number): UsageEvent {
    const { rows, alone } = this.all;
    const cursor = this.cursor();
    cursor.moveTo(rows[index]!, index < alone.length);
    return cursor.copy();
  }

  /** Lasting copies of the events that `wanted` says yes to. */
  select(wanted: (event: UsageEvent) => boolean): UsageEvent[] {
    const indices: number[] = [];
    this.visit((event, i) => {
      if (wanted(event)) indices.push(i);
    });
    return indices.map(i => this.event(i));
  }

  /** The files in which an event's records stand: one, but for resumed, forked and replayed conversations. */
  filesOf(index: number): readonly string[] {
    const { rows, shared, files, fileOfRow } = this.all;
    const row = rows[index]!;
    const all = shared.get(row) ?? [row];
    return [...new Set(all.map(r => files[fileOfRow[r]!]!.path))].sort();
  }

  /** The key of an event as 16 hex digits: its id, or what it shares with other calls of that key. */
  nameOf(index: number): string {
    return keyText(this.all.facts.key(this.all.rows[index]!));
  }

  /** Whether the events are merged, or sums alone were asked for so far. */
  get isMerged(): boolean {
    return this.merged !== undefined;
  }

  private get rollup(): Digest {
    this.digest ??= finished(digesting(this.all, this.cursor(), () => []));
    return this.digest;
  }

  /** The events, merged when they are first asked for. */
  private get all(): Merged {
    if (this.merged) return this.merged;
    this.merged = finished(merging(this.ground()));
    // What was remembered of the events is damaged, and the digest is not of them: both must say the same.
    if (this.digest && this.digest.events !== this.merged.events) this.digest = undefined;
    return this.merged;
  }

  private cursor(): Cursor {
    const { facts, shared, isSplit, files, fileOfRow } = this.all;
    const soil: Soil = {
      ...this.places,
      facts,
      shared,
      isSplit,
      fileOf: row => files[fileOfRow[row]!]!.path,
    };
    return new Cursor(soil);
  }

  private get places(): Places {
    return { agentOf: a => this.agentOf(a), projectDirOf: a => this.projectDirOf(a) };
  }

  private agentOf(a: Attribution): string | undefined {
    if (a.agent) return a.agent;
    if (!a.agentId) return undefined;
    this.agentTypes ??= this.digest?.agentTypes ?? agentTypesIn(this.all.files);
    return this.agentTypes.get(a.agentId) ?? this.naming.agentOf?.(a.source) ?? UNNAMED_AGENT;
  }

  private projectDirOf(a: Attribution): string | undefined {
    this.projectDirs ??= this.digest ? projectDirsIn(this.digest) : projectDirsOf(this.all);
    const dir = this.projectDirs.get(sessionName(a)) ?? a.cwd;
    return dir === undefined ? undefined : (this.naming.projectOf?.(dir) ?? dir);
  }
}

const NOTHING = new Facts();

/** A subagent of a source that has no name of its own for one without a type. */
const UNNAMED_AGENT = 'subagent';

const HOUR_MS = 3_600_000;

/** An event at the very beginning of a quarter may belong to what ends there, and the others of its cell to what begins. */
function hasOneOnTheHour({ length, columns: { firstMs, spanMs } }: Cells): boolean {
  for (let i = 0; i < length; i++) if (firstMs.get(i) % HOUR_MS === 0 && spanMs.get(i) > 0) return true;
  return false;
}
