/** The derived table of responses: each once, with its action and its price of today. */
import { type ScheduledRuns, scheduledRun } from '../core/action.ts';
import { approximateUsd } from '../core/money.ts';
import type { PriceLookup } from '../core/price.ts';
import { cacheWriteTokens, type UsageEvent } from '../core/usage.ts';
import { Facts } from '../journal/facts.ts';
import { Journal } from '../rollup/journal.ts';
import { eventUsd } from '../rollup/tally.ts';
import { AGENT, type Ledger } from './ledger.ts';
import { type Database, writing } from './sqlite.ts';
import { deleteStaleResponses } from './stale-responses.ts';

export interface Pricing {
  readonly prices: PriceLookup;
  /** The name of a source's agent that has no type. */
  readonly agentOf?: (source: string) => string | undefined;
}

/**
 * Brings the responses of files up to date whose facts changed. `journal` holds what the run sees; where the ledger knows
 * of more that changed, everything is derived anew.
 */
export function updateResponses(ledger: Ledger, journal: Journal, pricing: Pricing): void {
  const { runs, owed, database } = ledger;
  if (owed.length === 0) return;
  const seen = new Set<string>();
  const files = new Set(owed);
  writing(database, () => {
    const responses = new ResponseRows(database, pricing, runs);
    const split = new Set<string>();
    journal.visit((event, i) => {
      const changed = journal
        .filesOf(i)
        .map(pathOf)
        .filter(path => files.has(path));
      const isOfAgent = journal.agentChain(event.attribution).some(id => files.has(AGENT + id));
      if (changed.length === 0 && !isOfAgent) return;
      for (const path of changed) seen.add(path);
      const name = journal.nameOf(i);
      // The calls of one name are distinguished by comparing them, so all of them are derived anew.
      if (name !== event.id) split.add(name);
      else {
        responses.deleteCalls(name);
        responses.put(name, event);
      }
    });
    for (const name of split) responses.deleteAll(name);
    if (split.size === 0) return;
    journal.visit((event, i) => {
      const name = journal.nameOf(i);
      if (split.has(name)) responses.put(name, event);
    });
  });
  // Of files that are not in the journal, such as those of other roots, nothing was derived.
  if (owed.some(path => !path.startsWith(AGENT) && !seen.has(path))) rebuildResponses(ledger, pricing);
  else
    writing(database, () => {
      deleteStaleResponses(ledger, journal);
      ledger.settle(owed);
    });
}

/** The file that rows belong to which it has lost. */
function pathOf(path: string): string {
  return path.replace(/::earlier$/, '');
}

/** Derives the whole table from the facts in the ledger anew; returns how many responses there are. */
export function rebuildResponses(ledger: Ledger, pricing: Pricing): number {
  const { database, owed, runs } = ledger;
  const journal = ledgerJournal(ledger, pricing);
  return writing(database, () => {
    database.exec('DELETE FROM response');
    const responses = new ResponseRows(database, pricing, runs);
    journal.visit((event, i) => responses.put(journal.nameOf(i), event));
    ledger.settle(owed);
    return journal.length;
  });
}

/** Everything in the ledger, merged as logs are. */
export function ledgerJournal(ledger: Ledger, { agentOf }: Pick<Pricing, 'agentOf'>): Journal {
  const facts = new Facts();
  const files = ledger.allFiles().map(file => {
    const from = facts.length;
    ledger.appendRows(file, facts);
    return { ...file, from, to: facts.length };
  });
  return new Journal(facts, files, { agentOf });
}

class ResponseRows {
  private readonly pricing: Pricing;
  private readonly runs: ScheduledRuns;
  private readonly upsert: ReturnType<Database['prepare']>;
  private readonly deletion: ReturnType<Database['prepare']>;
  private readonly deletionOfCalls: ReturnType<Database['prepare']>;

  constructor(database: Database, pricing: Pricing, runs: ScheduledRuns) {
    this.pricing = pricing;
    this.runs = runs;
    this.deletion = database.prepare('DELETE FROM response WHERE name = ?');
    this.deletionOfCalls = database.prepare("DELETE FROM response WHERE name = ? AND call <> ''");
    this.upsert = database.prepare(
      `INSERT INTO response VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (name, call) DO UPDATE SET at_ms = excluded.at_ms, source = excluded.source,
         session_id = excluded.session_id, project = excluded.project, action_type = excluded.action_type,
         action_name = excluded.action_name, model = excluded.model, model_id = excluded.model_id,
         input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
         cache_read_tokens = excluded.cache_read_tokens, cache_write_tokens = excluded.cache_write_tokens,
         quality = excluded.quality, cost_status = excluded.cost_status, estimated_cost = excluded.estimated_cost,
         price_table = excluded.price_table`,
    );
  }

  deleteAll(name: string): void {
    this.deletion.run(name);
  }

  /** Deletes what stands there of a name that was thought to be of several calls. */
  deleteCalls(name: string): void {
    this.deletionOfCalls.run(name);
  }

  put(name: string, event: UsageEvent): void {
    const { id, atMs, attribution, projectDir = null, terms, tokens, quality } = event;
    // The journal may be older than what the ledger knows of runs.
    const action = scheduledRun(attribution, this.runs) ?? event.action;
    const rate = this.pricing.prices.rate(event);
    const usd = eventUsd(event, rate);
    this.upsert.run(
      ...[name, id === name ? '' : id, atMs, attribution.source, attribution.session, projectDir],
      ...[action.type, action.name, familyOf(terms.model), terms.model, tokens.input, tokens.output],
      ...[tokens.cacheRead, cacheWriteTokens(tokens), quality, rate.status],
      ...[usd === undefined ? null : approximateUsd(usd), rate.origin?.table ?? null],
    );
  }
}

/** The word that people use for a model of Anthropic's; other models by their id. */
function familyOf(model: string): string {
  return /\b(opus|sonnet|haiku|fable|mythos)\b/.exec(model.toLowerCase())?.[1] ?? (model || 'unknown');
}
