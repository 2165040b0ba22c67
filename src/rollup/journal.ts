/**
 * The journal: every billed response once, out of the facts of all files. Nothing here depends on the order in which
 * files were found or read, so warm and cold runs, one thread or many, give the same journal.
 *
 * Records of one call in several files are one event (resumed and forked sessions copy old records, a subagent's records
 * are in two files): see `journal/owners.ts`.
 *
 * A journal may come with its rollup, which gives all sums; its events are then merged on first use. Both give
 * the same numbers (test/rollup/rollup.test.ts).
 */

import { actionOf } from '../core/action.ts';
import { keyText } from '../core/key.ts';
import type { PriceLookup } from '../core/price.ts';
import { type SessionFacts, titleOf } from '../core/session-facts.ts';
import { type Attribution, sessionName, type Terms, type UsageEvent } from '../core/usage.ts';
import { type AgentTypes, agentChain, agentTypesIn } from '../journal/agent-types.ts';
import { Cursor, type Places } from '../journal/cursor.ts';
import { Facts } from '../journal/facts.ts';
import { type FactSet, type FileFacts, finished, type Merged, merging } from '../journal/merged.ts';
import type { Cells, PriceTiers } from './cells.ts';
import { type Group, type GroupBy, groupCells } from './group-by.ts';
import { momentsIn } from './moments.ts';
import type { Naming } from './naming.ts';
import { OtherLogs } from './other-logs.ts';
import { projectDirsIn, projectDirsOf } from './project-dirs.ts';
import { Projects } from './projects.ts';
import { buildRollup, type Rollup, type SessionsByKey, sessionsIn, singleCells } from './rollup.ts';
import { type SessionId, SessionTrees } from './session-trees.ts';

export class Journal {
  private readonly factSet: () => FactSet;
  private readonly naming: Naming;
  private rollup: Rollup | undefined;
  private merged: Merged | undefined;
  /** Cells of one event each, for questions that the rollup is too coarse for. */
  private single: Cells | undefined;
  /** Made on first use. */
  private agentTypes: AgentTypes | undefined;
  private projectDirs: ReadonlyMap<string, string> | undefined;
  private projects: Projects | undefined;
  private trees: SessionTrees | undefined;
  private sessions: SessionsByKey | undefined;
  private otherLogs: OtherLogs | undefined;

  constructor(facts: Facts, files: readonly FileFacts[], naming: Naming = {}) {
    this.factSet = () => ({ facts, files });
    this.naming = naming;
  }

  /** A journal of nothing. */
  static empty(): Journal {
    return new Journal(NOTHING, []);
  }

  /** A journal that has a rollup already; `factSet` is called when events are needed. */
  static fromRollup(rollup: Rollup, factSet: () => FactSet, naming: Naming = {}): Journal {
    const journal = new Journal(NOTHING, [], naming);
    return Object.assign(journal, { rollup, factSet });
  }

  /** Merges the events and makes the rollup, in pieces. */
  *rollUp(priceTiers: PriceTiers): Generator<void, Rollup> {
    this.merged ??= yield* merging(this.factSet());
    yield;
    this.rollup = yield* buildRollup(this.merged, this.cursor(), priceTiers);
    return this.rollup;
  }

  /** Responses. */
  get length(): number {
    return this.rollup?.events ?? this.all.events;
  }

  /** Log records that were folded away, in files and across them. */
  get duplicates(): number {
    return (this.rollup ?? this.all).records - this.length;
  }

  /** Earliest and latest response, UTC ms; undefined where there is none. */
  get range(): Merged['range'] {
    return (this.rollup ?? this.all).range;
  }

  /** Every combination of terms that any reading has. */
  get terms(): readonly Terms[] {
    return this.rollup
      ? this.rollup.parts.flatMap(part => part.cells.terms.values)
      : this.all.facts.terms.values;
  }

  /**
   * Calls `see` with every event once, in no particular order. The object is the same each time and valid only during
   * the call: `event(i)` returns a copy.
   */
  visit(see: (event: UsageEvent, index: number) => void): void {
    const cursor = this.cursor();
    const { rows, unshared } = this.all;
    for (let i = 0; i < rows.length; i++) {
      cursor.moveTo(rows[i]!, i < unshared.length);
      see(cursor, i);
    }
  }

  /** All usage in groups, each with its sum. */
  group<Time, Place, Model>(
    prices: PriceLookup,
    by: GroupBy<Time, Place, Model>,
  ): readonly Group<Time, Place, Model>[] {
    const { places } = this;
    const groups = groupCells(this.wholeRollup.parts, prices, by, places);
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
    return momentsIn(this.wholeRollup.parts, sources, () => {
      this.single ??= singleCells(this.all, this.cursor());
      return this.single;
    });
  }

  /** A lasting copy of one event. */
  event(index: number): UsageEvent {
    const { rows, unshared } = this.all;
    const cursor = this.cursor();
    cursor.moveTo(rows[index]!, index < unshared.length);
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

  /** The files of an event's records: one, but for resumed, forked and replayed conversations. */
  filesOf(index: number): readonly string[] {
    const { rows, shared, files, fileOfRow } = this.all;
    const row = rows[index]!;
    return [...new Set((shared.get(row) ?? [row]).map(r => files[fileOfRow[r]!]!.path))].sort();
  }

  /** All files whose records it holds. */
  filePaths(): readonly string[] {
    return this.all.files.map(({ path }) => path);
  }

  /** The sessions of other tools in whose logs an event is as well; it counts once. */
  alsoLoggedBy(index: number): readonly SessionId[] {
    this.otherLogs ??= new OtherLogs(this.all);
    return this.otherLogs.of(index);
  }

  /** What logs state of a session beside its responses. */
  sessionFacts(of: SessionId): SessionFacts | undefined {
    return this.sessionStatements.get(sessionName(of));
  }

  /** All that logs state of sessions beside their responses. */
  get sessionStatements(): SessionsByKey {
    this.sessions ??= this.rollup?.sessions() ?? sessionsIn(this.all.files);
    return this.sessions;
  }

  /**
   * Shows every event with the sessions in whose records it is: first the one that owns it, then those that copied it. The
   * event is valid for the call only.
   */
  visitSessions(see: (event: UsageEvent, sessions: readonly SessionId[]) => void): void {
    const { rows, shared, facts } = this.all;
    const { attribution } = facts.columns;
    this.visit((event, i) => {
      const copies = shared.get(rows[i]!) ?? [];
      const all = [event.attribution, ...copies.map(row => facts.attributions.get(attribution.get(row)))];
      see(
        event,
        copies.length === 0 ? all : [...new Map(all.map(each => [sessionName(each), each])).values()],
      );
    });
  }

  /** The session's title, by its user or by a model; undefined where it has none. Untrusted text. */
  titleOf(source: string, session: string, store?: string): string | undefined {
    return titleOf(this.sessionFacts({ source, session, store }));
  }

  /** The subagent of a response and those that led to it, the outermost last. */
  agentChain({ agentId }: Attribution): readonly string[] {
    return agentId === undefined ? [] : agentChain(this.agents, agentId);
  }

  /** The key of an event as 16 hex digits: its id, or what it shares with other calls of that key. */
  nameOf(index: number): string {
    return keyText(this.all.facts.key(this.all.rows[index]!));
  }

  /** Whether the events are merged; sums need no merge. */
  get isMerged(): boolean {
    return this.merged !== undefined;
  }

  /** The cells of its sums. */
  get parts(): Rollup['parts'] {
    return this.wholeRollup.parts;
  }

  private get wholeRollup(): Rollup {
    this.rollup ??= finished(buildRollup(this.all, this.cursor(), () => []));
    return this.rollup;
  }

  /** The events, merged on first use. */
  private get all(): Merged {
    if (this.merged) return this.merged;
    this.merged = finished(merging(this.factSet()));
    // What was remembered of the events is damaged, and the rollup is not of them: both must say the same.
    if (this.rollup && this.rollup.events !== this.merged.events) this.rollup = undefined;
    return this.merged;
  }

  private cursor(): Cursor {
    const { facts, shared, isSplit, files, fileOfRow } = this.all;
    const fileOf = (row: number) => files[fileOfRow[row]!]!.path;
    return new Cursor({ ...this.places, facts, shared, isSplit, fileOf });
  }

  /** The session that a session was started for, at whatever depth, and where it began. */
  rootOf(session: SessionId): SessionId & Pick<UsageEvent, 'projectDir' | 'project'> {
    this.trees ??= new SessionTrees(this.attributions());
    const root = this.trees.rootOf(session);
    return { ...root, projectDir: this.projectDirOf(root), project: this.projectOf(root) };
  }

  private *attributions(): Generator<Attribution> {
    if (!this.rollup) yield* this.all.facts.attributions.values;
    else for (const { cells } of this.rollup.parts) yield* cells.attributions.values;
  }

  private get places(): Places {
    return {
      agentOf: a => this.agentOf(a),
      actionOf: a =>
        actionOf({ attribution: a, agent: this.agentOf(a, this.agentChain(a).at(-1)) }, this.naming.runs?.()),
      projectDirOf: a => this.projectDirOf(a),
      projectOf: a => this.projectOf(a),
    };
  }

  private agentOf(a: Attribution, agentId = a.agentId): string | undefined {
    if (a.agent && agentId === a.agentId) return a.agent;
    if (!agentId) return undefined;
    return this.agents.get(agentId)?.type ?? this.naming.agentOf?.(a.source) ?? UNNAMED_AGENT;
  }

  private get agents(): AgentTypes {
    this.agentTypes ??= this.rollup?.agentTypes ?? agentTypesIn(this.all.files);
    return this.agentTypes;
  }

  private projectDirOf(a: SessionId & Pick<Attribution, 'cwd'>): string | undefined {
    const dir = this.dirOf(a);
    if (dir === undefined) return undefined;
    const project = this.projects!.of(dir);
    const name = this.projectNameOf(project);
    return name === project ? this.projects!.spellingOf(dir) : name;
  }

  private projectOf(a: SessionId & Pick<Attribution, 'cwd'>): string {
    const dir = this.dirOf(a);
    return dir === undefined ? '' : this.projectNameOf(this.projects!.of(dir));
  }

  private projectNameOf(project: string): string {
    return this.naming.projectOf?.(project) ?? project;
  }

  /** Where a session began; undefined where no log says so. */
  private dirOf(a: SessionId & Pick<Attribution, 'cwd'>): string | undefined {
    this.projectDirs ??= this.rollup ? projectDirsIn(this.rollup) : projectDirsOf(this.all);
    this.projects ??= new Projects(this.projectDirs.values(), this.naming.disk);
    return (this.projectDirs.get(sessionName(a)) ?? a.cwd) || undefined;
  }
}

const NOTHING = new Facts();

/** A subagent of a source that has no name of its own for one without a type. */
const UNNAMED_AGENT = 'subagent';
