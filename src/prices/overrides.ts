/**
 * Prices of the user's own, as the configuration has them:
 *
 *   workspaceGeo: us                     # where the Anthropic workspace keeps inference
 *   aliases:
 *     my-deployment: claude-opus-5       # another name for a listed model
 *   models:
 *     claude-opus-5: { output: 20 }      # one rate; everything else stays as listed
 *     gpt-6-sol: { input: 1.5, since: 2026-11-01 }
 *     in-house: { input: 1, output: 4, cacheRead: 0.1 }
 *     on-my-desk: { free: true }
 *
 * A given value replaces the listed one, from `since` on or for all time. Long-prompt rates and multipliers stay as
 * listed unless `above` or `times` is given, too. A model that no table lists needs at least input and output.
 */
import { type LineOf, MistakeList } from '../core/mistakes.ts';
import { field, names, record, refined, type Schema } from '../core/schema.ts';
import type { Trouble } from '../core/usage.ts';
import { dayMs, type Listing, lookUp, type PriceLayer, startOf } from './book.ts';
import { day, flag, longPrompt, rateOverrides, type SomeRates, text, textByName, times } from './fields.ts';
import { readModelId, sameKey } from './model-id.ts';
import type { Day, ListPrice, LongPrompt, Price, Rates, Times, Vendor } from './row.ts';

/** What the user changes about one model. */
export interface Patch {
  readonly since?: Day;
  readonly usd: SomeRates;
  readonly above?: LongPrompt;
  readonly times?: Times;
  readonly free?: boolean;
}

export interface Overrides {
  readonly workspaceGeo?: string;
  readonly aliases: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, Patch>>;
}

export const NO_OVERRIDES: Overrides = { aliases: {}, models: {} };

const TABLE = 'your configuration';

/** Where the prices of a configuration are, for its troubles. */
export interface FieldPlace {
  readonly file: string;
  /** The field that holds them. */
  readonly at?: string;
  readonly lineOf?: LineOf;
}

const patch: Schema<Patch> = refined(
  record({
    ...rateOverrides,
    since: field('The first day it holds.', day),
    above: field('Rates of a whole request whose prompt is longer than this.', longPrompt),
    times: field('Multipliers by the word of the log: fast, batch, us, ...', times),
    free: field('It costs nothing.', flag),
  }),
  ({ since, above, times, free, ...usd }) => ({ since, usd, above, times, free }),
);

/** The part of a configuration that is about prices. */
export const overridesSchema: Schema<Overrides> = refined(
  record({
    workspaceGeo: field(
      "Where the Anthropic workspace keeps inference, for logs that do not say: 'us' or 'global'.",
      text,
    ),
    aliases: field('Other names of listed models.', textByName),
    models: field('USD per million tokens by model; what is not given stays as listed.', names(patch)),
  }),
  ({ workspaceGeo, aliases = {}, models = {} }) => ({ workspaceGeo, aliases, models }),
);

/** A table of the patched models over the tables below it. */
export function overrideLayer(
  { models }: Overrides,
  below: readonly PriceLayer[],
  { file, at = 'prices', lineOf }: FieldPlace,
): { readonly layer: PriceLayer; readonly troubles: readonly Trouble[] } {
  const mistakes = new MistakeList(file, lineOf);
  const byKey = new Map<string, Listing>();
  for (const [model, patch] of Object.entries(models)) {
    const id = readModelId(model);
    const listed = lookUp(below, undefined, id)?.listing;
    const prices = patched(listed?.prices ?? [], patch);
    if (prices) {
      const name = listed?.model ?? id.spellings[0]?.id ?? model;
      byKey.set(sameKey(name), { model: name, vendor: listed?.vendor ?? OWN, table: TABLE, prices });
    } else
      mistakes.wrong(
        `${at}.models.${model}`,
        patch.usd,
        'enough: no table lists it, so give input and output',
      );
  }
  /** A listed model is found under every name it is listed by. */
  const find = (id: string) => {
    const listed = below.map(layer => layer.find(id)).find(listing => listing !== undefined);
    return byKey.get(sameKey(listed?.model ?? id));
  };
  return {
    layer: { name: TABLE, find, listings: () => [...byKey.values()] },
    troubles: mistakes.troubles,
  };
}

const OWN: Vendor = { id: 'your own', times: {}, models: {} };

/** Rows before the patch begins stay; from then on each is overlaid. Undefined where there is nothing to overlay. */
function patched(listed: readonly Price[], patch: Patch): readonly Price[] | undefined {
  const fromMs = patch.since === undefined ? Number.NEGATIVE_INFINITY : dayMs(patch.since);
  const rows: readonly (Price | undefined)[] = listed.length > 0 ? listed : [undefined];
  const before = listed.filter((_, index) => startOf(listed, index) < fromMs);
  const after = rows
    .filter((_, index) => index + 1 >= rows.length || startOf(listed, index + 1) > fromMs)
    .map((row, index) => overlaid(row, index === 0 ? (patch.since ?? row?.since) : row?.since, patch));
  const whole = after.filter(row => row !== undefined);
  return whole.length === after.length ? [...before, ...whole] : undefined;
}

function overlaid(row: Price | undefined, since: Day | undefined, patch: Patch): Price | undefined {
  const facts = { since, from: TABLE };
  if (patch.free) return { ...facts, free: true };
  const listed: ListPrice | undefined = row && !('free' in row) ? row : undefined;
  const { input = listed?.usd.input, output = listed?.usd.output } = patch.usd;
  if (input === undefined || output === undefined) return undefined;
  const usd: Rates = { ...listed?.usd, ...patch.usd, input, output };
  return {
    ...facts,
    usd,
    above: patch.above ?? listed?.above,
    times: patch.times ? { ...listed?.times, ...patch.times } : listed?.times,
    note: listed && `over the listed price of ${listed.from}`,
  };
}
