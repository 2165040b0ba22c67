/**
 * Prices of the user's own, from a config file that was parsed elsewhere:
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
 * What is named replaces the listed value, from `since` on or for all time. Long-prompt rates and multipliers stay
 * as listed unless `above` or `times` is named, too. A model that no table knows needs at least input and output.
 */
import { TOKEN_KINDS, type Trouble } from '../core/usage.ts';
import { dayMs, type Listing, lookUp, type PriceLayer, startOf } from './book.ts';
import { readModelId, sameKey } from './model-id.ts';
import type { Day, ListPrice, LongPrompt, Price, Rates, Times, Vendor } from './row.ts';
import { type LineOf, Sheet, type SomeRates } from './sheet.ts';

/** What the user wants to be otherwise about one model. */
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

const TABLE = 'your configuration';
const PATCH_FIELDS = [...TOKEN_KINDS, 'since', 'above', 'times', 'free'];

/** Where the prices of a config stand: what its troubles are told with. */
export interface FieldPlace {
  readonly file: string;
  /** The field that holds them. */
  readonly at?: string;
  readonly lineOf?: LineOf;
}

/** Reads the part of a config that is about prices. */
export function readOverrides(
  config: unknown,
  { file, at = 'prices', lineOf }: FieldPlace,
): { readonly overrides: Overrides; readonly troubles: readonly Trouble[] } {
  const sheet = new Sheet(file, lineOf);
  const fields =
    config === undefined || config === null
      ? {}
      : (sheet.object(config, at, ['workspaceGeo', 'aliases', 'models']) ?? {});
  const optional = sheet.optional(fields, at);
  const models: Record<string, Patch> = {};
  for (const [model, value] of Object.entries(optional('models', sheet.object) ?? {})) {
    const patch = patchOf(value, `${at}.models.${model}`, sheet);
    if (patch) models[model] = patch;
  }
  const overrides = {
    workspaceGeo: optional('workspaceGeo', sheet.text),
    aliases: optional('aliases', sheet.names) ?? {},
    models,
  };
  return { overrides, troubles: sheet.troubles };
}

/** A table of the patched models over the tables below it. */
export function overrideLayer(
  { models }: Overrides,
  below: readonly PriceLayer[],
  { file, at = 'prices', lineOf }: FieldPlace,
): { readonly layer: PriceLayer; readonly troubles: readonly Trouble[] } {
  const sheet = new Sheet(file, lineOf);
  const byKey = new Map<string, Listing>();
  for (const [model, patch] of Object.entries(models)) {
    const id = readModelId(model);
    const listed = lookUp(below, undefined, id)?.listing;
    const prices = patched(listed?.prices ?? [], patch);
    if (prices) {
      const name = listed?.model ?? id.spellings[0]?.id ?? model;
      byKey.set(sameKey(name), { model: name, vendor: listed?.vendor ?? OWN, table: TABLE, prices });
    } else
      sheet.wrong(`${at}.models.${model}`, patch.usd, 'enough: no table lists it, so give input and output');
  }
  /** A listed model is found under every name it is listed by. */
  const find = (id: string) => {
    const listed = below.map(layer => layer.find(id)).find(listing => listing !== undefined);
    return byKey.get(sameKey(listed?.model ?? id));
  };
  return {
    layer: { name: TABLE, find, listings: () => [...byKey.values()] },
    troubles: sheet.troubles,
  };
}

const OWN: Vendor = { id: 'your own', times: {}, models: {} };

function patchOf(value: unknown, at: string, sheet: Sheet): Patch | undefined {
  const fields = sheet.object(value, at, PATCH_FIELDS);
  if (!fields) return undefined;
  const optional = sheet.optional(fields, at);
  return {
    since: optional('since', sheet.day),
    usd: sheet.someRates(fields, at),
    above: optional('above', sheet.above),
    times: optional('times', sheet.times),
    free: optional('free', sheet.flag),
  };
}

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
