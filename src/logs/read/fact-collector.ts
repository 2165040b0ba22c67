/** Collects the output of a format for one file: its readings as rows of the facts, and what is stated beside them. */
import type { RowTable } from '../../core/rows.ts';
import { joinSessions, type SessionFacts } from '../../core/session-facts.ts';
import type { EarlierReading, WholeOut } from '../../core/source.ts';
import { isStale } from '../../core/stale.ts';
import type { Reading, Trouble } from '../../core/usage.ts';
import { type AgentType, joinAgentTypes } from '../../journal/agent-types.ts';
import type { Facts } from '../../journal/facts.ts';
import type { KnownFile, ParsedFile } from '../file-record.ts';

/** Of one file, so many troubles are kept word for word. */
const MAX_TROUBLES = 20;

/** What one file states again and again, such as titles: of many statements the last ones are kept, joined. */
class Statements<T> {
  private all: readonly T[] = [];
  private more: T[] = [];
  private readonly join: (...lists: readonly (readonly T[])[]) => readonly T[];

  constructor(join: Statements<T>['join']) {
    this.join = join;
  }

  add(statement: T): void {
    this.more.push(statement);
    if (this.more.length === MOST_WAITING) this.joinAll();
  }

  get joined(): readonly T[] {
    if (this.more.length > 0) this.joinAll();
    return this.all;
  }

  private joinAll(): void {
    this.all = this.join(this.all, this.more);
    this.more = [];
  }
}

/** So many statements wait before they are joined. */
const MOST_WAITING = 1024;

export class FactCollector implements WholeOut, ParsedFile {
  readonly facts: Facts;
  readonly from: number;
  troubles: Trouble[] = [];
  /** Why the file is only half there. */
  half: string | undefined;
  begunMs: number | undefined;
  private readonly statedSessions = new Statements<SessionFacts>(joinSessions);
  private readonly statedTypes = new Statements<AgentType>(joinAgentTypes);
  /** Whether rows of an earlier reading are among the rows, and whether all of them are. */
  isResumed = false;
  keepsAll = false;
  private readonly path: string;

  /** `facts` are those of all that is known, in which this file begins at the end. */
  constructor(path: string, facts: Facts) {
    this.path = path;
    this.facts = facts;
    this.from = facts.length;
  }

  /** Goes on with a copy of what was known of the file. */
  resume({ from, to, agentTypes, sessions, begunMs, troubles }: KnownFile): void {
    this.facts.resume(from, to);
    this.keepsAll = true;
    for (const each of sessions) this.statedSessions.add(each);
    for (const each of agentTypes) this.statedTypes.add(each);
    this.begunMs = begunMs;
    // It can be read now.
    this.troubles = troubles.filter(trouble => !isStale(trouble));
  }

  /** What was read of a database before, where that may be gone on from. */
  earlier(before: KnownFile | undefined): EarlierReading | undefined {
    if (before?.tableState === undefined || before.troubles.length > 0 || before.goneMs !== undefined)
      return undefined;
    const { from, to, tableState } = before;
    return {
      state: tableState,
      keep: readings => {
        this.facts.resume(from, from + readings);
        this.isResumed = true;
        this.keepsAll = readings === to - from;
      },
    };
  }

  reading(reading: Reading): void {
    this.facts.add(reading);
  }

  get table(): RowTable {
    return this.facts;
  }

  agentType(id: string, type: string, parentId?: string): void {
    this.statedTypes.add([id, type, parentId]);
  }

  incomplete(why: string): void {
    this.half = why;
  }

  session(facts: SessionFacts): void {
    this.statedSessions.add(facts);
  }

  get sessions(): readonly SessionFacts[] {
    return this.statedSessions.joined;
  }

  get agentTypes(): readonly AgentType[] {
    return this.statedTypes.joined;
  }

  begun(atMs: number): void {
    this.begunMs ??= atMs;
  }

  trouble(why: string, line?: number): void {
    if (this.troubles.some(known => known.line === line && known.why === why)) return;
    if (this.troubles.length < MAX_TROUBLES) this.troubles.push({ path: this.path, line, why });
    else this.troubles[MAX_TROUBLES] = { path: this.path, why: 'and more troubles in this file' };
  }
}
