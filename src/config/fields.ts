/**
 * The fields of `config.yaml`: the one list of what can be set. From it are read the type of a configuration, what is
 * wrong with one, the JSON schema that editors complete from (`schema.json`) and the file that `config init` writes.
 *
 * To add a field, write it here with its sentence and its example; who uses it finds it on `Config`.
 */

import { type JsonSchema, published } from '../core/json-schema.ts';
import {
  choice,
  field,
  list,
  names,
  number,
  type Of,
  oneOrMore,
  pattern,
  record,
  required,
  type Schema,
  text,
  zone,
} from '../core/schema.ts';
import type { SourceInfo } from '../core/source.ts';
import { WEEKDAYS } from '../core/span.ts';
import { ALERT_EXAMPLE, alertFields, BUDGET_EXAMPLE, budget, trackingFields } from './budget-fields.ts';

/** What other modules decide about some fields; the composition root passes it. */
export interface Choices {
  readonly themes: readonly string[];
  readonly costModes: readonly string[];
  readonly sources: readonly SourceInfo[];
  /** How prices of the user's own are written. */
  readonly prices: Schema<unknown>;
  /** Ids of the rules of alerts. */
  readonly alertRules: readonly string[];
}

const path = pattern(/^(?:~$|~[\\/]|[\\/]|[A-Za-z]:[\\/])/, 'an absolute path, or one that begins with ~/');

const logsAt = pattern(
  /^(?:~$|~[\\/]|[\\/]|[A-Za-z]:[\\/]|off$)/,
  'an absolute path, one that begins with ~/, or off',
);

const rootsOf = (sources: Choices['sources']) =>
  record(
    Object.fromEntries(
      sources.map(({ key, title, variable }) => [
        key,
        field(`Directories of ${title}, or off. ${variable} comes before directories.`, oneOrMore(logsAt)),
      ]),
    ),
  );

const currency = record({
  code: required('ISO 4217', pattern(/^[A-Z]{3}$/, 'a currency code such as EUR')),
  symbol: field(
    'The sign before an amount; the code if absent.',
    pattern(/^[^\s\p{C}]{1,4}$/u, 'up to four characters that are seen'),
  ),
  perUsd: required(
    'What one US dollar is worth. Never fetched: it is as old as you let it be.',
    number(0, 1e6, 'a rate above 0'),
  ),
});

const projects = record({
  aliases: field('Names to show in place of a directory, or of the last part of it.', names(text)),
  groups: field('Several projects under one name.', names(list(text))),
});

/** Relative paths are below the home, as `data/opus.db`. */
const ledger = pattern(/^(?!\s*$)[^\0]+$/, 'a path, or off');

const manualLog = record({
  usdPerMtok: field(
    'The flat estimate of what logged work costs: USD per million tokens.',
    number(0, 1e6, 'a rate in USD above 0'),
  ),
  goalUsdPerDay: field('What a day should cost on average.', number(0, 1e9, 'an amount in USD above 0')),
  usdPerMonth: field('What the logged work of a month may cost.', number(0, 1e9, 'an amount in USD above 0')),
});

const fieldsOf = ({ themes, costModes, prices, sources, alertRules }: Choices) => ({
  roots: field('Directories of logs, instead of the default ones.', rootsOf(sources)),
  timezone: field('IANA time zone of days. TZ overrides it.', zone),
  weekStart: field('The first day of a week.', choice(...WEEKDAYS)),
  currency: field('Currency of amounts. Everything is computed in US dollars.', currency),
  projects: field('Names of projects.', projects),
  theme: field('Colours of the dashboard.', choice(...themes)),
  refreshSeconds: field('How often the dashboard refreshes.', number(1, 3600, 'seconds, from 1 to 3600')),
  cost: field('Which cost to use where a log states one.', choice(...costModes)),
  prices: field('Your own prices, in USD per million tokens; they override the list.', prices),
  budgets: field('How much may be used; `token-dash budget check` says how much is.', list(budget)),
  alerts: field('Alerts: rules, limits, and where they go.', alertFields(alertRules, path)),
  tracking: field('Work that is tracked by hand in COST-TRACKING files.', trackingFields(path)),
  manualLog: field('The log of finished tasks that token-dash log keeps.', manualLog),
  plugins: field(
    'Modules that read the logs of further tools: names, paths or packages. They are code you trust.',
    list(text),
  ),
  ledger: field('The SQLite file that keeps usage when logs are deleted, or off.', ledger),
});

/** Every field with an example of its own, as in a file. */
export const EXAMPLES: Readonly<Record<keyof Config, string>> = {
  roots: 'roots:\n  claude: [~/.claude, ~/work/.claude]\n  goose: ~/.local/share/goose-root',
  timezone: 'timezone: Europe/Berlin',
  weekStart: 'weekStart: monday',
  currency: 'currency: { code: EUR, symbol: €, perUsd: 0.92 }',
  projects: 'projects:\n  aliases: { loom: The Loom }\n  groups:\n    Work: [loom, ~/code/shuttle]',
  theme: 'theme: dark',
  refreshSeconds: 'refreshSeconds: 10',
  cost: 'cost: list',
  prices: [
    'prices:',
    '  workspaceGeo: us                      # where your Anthropic workspace keeps inference',
    '  aliases: { my-deployment: claude-opus-5 }',
    '  models:',
    '    claude-opus-5: { output: 20, since: 2026-11-01 }   # the rest stays as listed',
    '    in-house: { input: 1, output: 4, cacheRead: 0.1 }',
    '    on-my-desk: { free: true }',
  ].join('\n'),
  budgets: BUDGET_EXAMPLE,
  alerts: ALERT_EXAMPLE,
  tracking: 'tracking: { roots: ~/code/loom/sessions, project: loom }',
  manualLog: 'manualLog: { usdPerMtok: 2.6, goalUsdPerDay: 2.5, usdPerMonth: 90 }',
  plugins: 'plugins: [acme]',
  ledger: 'ledger: ~/.local/share/token-dash/ledger.db',
};

export type Config = Of<ReturnType<typeof configSchema>>;

export function configSchema(choices: Choices) {
  return record(fieldsOf(choices));
}

/** Fields and their sentences, in the order in which they are written. */
export function abouts(choices: Choices): readonly (readonly [name: keyof Config, about: string])[] {
  return Object.entries(fieldsOf(choices)).map(([name, { about }]) => [name as keyof Config, about]);
}

/** The JSON Schema of the file, as it is published. */
export function publishedSchema(choices: Choices): JsonSchema {
  return published('Configuration of token-dash', configSchema(choices).json);
}
