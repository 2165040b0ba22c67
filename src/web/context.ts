/** What the server needs from outside: logs, prices, clock, the page. The composition root implements it; a test passes another. */
import type { BudgetsView } from '../budgets/alert-center.ts';
import type { Zone } from '../core/calendar.ts';
import type { PriceLookup } from '../core/price.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { Settings } from '../core/settings.ts';
import type { RecordDetails } from '../core/source.ts';
import type { UsageEvent } from '../core/usage.ts';
import type { WorkLog } from '../core/work-log.ts';
import type { RecordLine } from '../reports/receipt-text.ts';
import type { Snapshot } from '../rollup/feed.ts';

export const VIEWS = ['overview', 'messages', 'tasks'] as const;
export type View = (typeof VIEWS)[number];

/** The page as one text, and the hashes that let its one script and its one style sheet run. */
export interface PageText {
  readonly html: string;
  /** As a content security policy writes them: `sha256-...`. */
  readonly scriptHash: string;
  readonly styleHash: string;
}

export interface WebData {
  readonly snapshot: Snapshot;
  readonly prices: PriceLookup;
}

export interface WebContext {
  readonly version: string;
  readonly zone: Zone;
  readonly settings: Pick<Settings, 'weekStart' | 'projects' | 'currency' | 'manualLog'>;
  readonly page: PageText;
  /** The view that an address without one opens. */
  readonly view: View;
  /** Whether beginnings of responses are shown, and why not. */
  readonly previews: { readonly areShown: boolean; readonly why: string };
  now(): number;
  /** What is known without looking at the logs. */
  current(): Snapshot;
  /** Looks at the logs, unless that was done a moment ago. Rejects with words for the user. */
  load(): Promise<WebData>;
  /** Calls `listener` after every look; returns what ends that. */
  subscribe(listener: () => void): () => void;
  /** Budgets, alerts and tracked work as they were a minute ago or later. Rejects with words for the user. */
  budgets(): Promise<BudgetsView>;
  /** The tasks that were logged by hand, as the file is now. */
  workLog(): WorkLog;
  /** Days before the first log, as Claude Code itself remembers them; the same object until they change. */
  recovered(): Promise<readonly RecoveredDay[]>;
  /** A path as a user writes it: `~/.claude`. */
  shortPath(path: string): string;
  recordsOf(index: number): Promise<readonly RecordLine[]>;
  /** What the log says of these responses; an empty object where it says nothing, or is gone. */
  detailsOf(events: readonly UsageEvent[]): Promise<readonly RecordDetails[]>;
  isThere(file: string): boolean;
}
