/**
 * An independent reader of Claude Code transcripts, for comparison: everything in memory, plain objects and floats, days
 * from Intl, windows by walking. It shares with the program only the price of one request, which has tests of its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { approximateUsd } from '../../src/core/money.ts';
import { noTokens, type Terms, type UsageEvent } from '../../src/core/usage.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { eventUsd } from '../../src/rollup/tally.ts';
import { NOW_MS } from '../support/clock.ts';

type Json = Record<string, unknown> & { readonly message?: Json; readonly usage?: Json };

export interface Response {
  readonly at: number;
  readonly session: string;
  readonly cwd: string;
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly written: number;
  readonly read: number;
  readonly cost: number;
  readonly isPriced: boolean;
  /** The log never said how it ended. */
  readonly isOpen: boolean;
}

const prices = createPriceLookup({ now: NOW_MS });

/** All responses below a directory, each once. */
export function readSlowly(dir: string): readonly Response[] {
  const records = new Map<string, Json[]>();
  for (const name of readdirSync(dir, { recursive: true }).map(String).sort()) {
    if (!name.endsWith('.jsonl') || name.endsWith('journal.jsonl')) continue;
    const session =
      /([^/]+)\/subagents\//.exec(name)?.[1] ?? name.replace(/^.*\//, '').replace(/\.jsonl$/, '');
    readFileSync(join(dir, name), 'utf8')
      .split('\n')
      .forEach((text, i) => {
        const record = recordOf(text, session);
        if (!record) return;
        const id = String(record.message?.id ?? record.requestId ?? record.uuid ?? `${name}:${i}`);
        records.set(id, [...(records.get(id) ?? []), record]);
      });
  }
  const all = [...records.values()].flatMap(responseOf);
  const firsts = new Map<string, Response>();
  for (const each of all.filter(({ cwd }) => cwd !== '')) {
    const known = firsts.get(each.session);
    if (!known || each.at < known.at) firsts.set(each.session, each);
  }
  return all.map(each => ({ ...each, cwd: firsts.get(each.session)?.cwd ?? '' })).sort((a, b) => a.at - b.at);
}

function recordOf(text: string, fileSession: string): Json | undefined {
  let line: Json;
  try {
    line = JSON.parse(text);
  } catch {
    return undefined;
  }
  const told = (line.data as Json | undefined)?.message as Json | undefined;
  const of = line.type === 'progress' && told ? { ...line, ...told, timestamp: line.timestamp } : line;
  if ((line.type !== 'assistant' && line.type !== 'progress') || !of.message?.usage) return undefined;
  if (of.message.model === '<synthetic>') return undefined;
  return { ...of, sessionId: String(of.sessionId ?? fileSession).split('#')[0] };
}

function responseOf(records: readonly Json[]): Response[] {
  const most = (read: (usage: Json) => unknown) =>
    Math.max(...records.map(({ message }) => Number(read(message!.usage!) ?? 0)));
  const split = (usage: Json) => usage.cache_creation as Json | undefined;
  const written = most(usage => usage.cache_creation_input_tokens);
  const hour = most(usage => split(usage)?.ephemeral_1h_input_tokens);
  const tokens = {
    ...noTokens,
    input: most(usage => usage.input_tokens),
    output: most(usage => usage.output_tokens),
    cacheRead: most(usage => usage.cache_read_input_tokens),
    cacheWrite5m: written - hour,
    cacheWrite1h: hour,
  };
  if (Object.values(tokens).every(count => count === 0)) return [];
  const last = records.at(-1)!;
  const usage = last.message!.usage!;
  const model = String(last.message!.model ?? '');
  const terms = { model, speed: usage.speed, tier: usage.service_tier, geo: usage.inference_geo } as Terms;
  const at = Math.min(...records.map(({ timestamp }) => Date.parse(String(timestamp))));
  const isOpen = records.every(({ message }) => !message!.stop_reason);
  const event = { terms, tokens, atMs: at, webSearches: 0, quality: isOpen ? 'lower bound' : 'exact' };
  const rate = prices.rate(event as unknown as UsageEvent);
  const usd = eventUsd(event as unknown as UsageEvent, rate);
  return [
    {
      ...{ at, model: usage.speed === 'fast' ? `${model}-fast` : model },
      ...{ session: String(last.sessionId), cwd: String(last.cwd ?? '') },
      ...{ input: tokens.input, output: tokens.output, written, read: tokens.cacheRead },
      ...{ cost: usd === undefined ? 0 : approximateUsd(usd), isPriced: usd !== undefined, isOpen },
    },
  ];
}

/** Responses by what `keyOf` says, in the order of their keys. */
export function groupSlowly(
  responses: readonly Response[],
  keyOf: (response: Response) => string,
): readonly (readonly [key: string, group: readonly Response[]])[] {
  const groups: Record<string, Response[]> = {};
  for (const response of responses) {
    const key = keyOf(response);
    groups[key] = [...(groups[key] ?? []), response];
  }
  return Object.entries(groups).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** 'YYYY-MM-DD' where and when it was. */
export function dayIn(zone: string): (response: Response) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return ({ at }) => format.format(at);
}

/** The Sunday on or before a day. */
export function sundayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  return date.toISOString().slice(0, 10);
}

/** Windows of five hours, one response after the other. */
export function windowsSlowly(responses: readonly Response[]): readonly (readonly Response[])[] {
  const windows: Response[][] = [];
  for (const response of responses) {
    const open = windows.at(-1);
    const opened = open && Math.floor(open[0]!.at / 3.6e6) * 3.6e6;
    const isIn = open && response.at - opened! <= 18e6 && response.at - open.at(-1)!.at <= 18e6;
    if (isIn) open.push(response);
    else windows.push([response]);
  }
  return windows;
}
