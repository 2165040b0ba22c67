/**
 * Real logs with totals that another program worked out. They lie beside the project where it is developed and are
 * no part of it: where they are missing these tests are skipped.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { TOKEN_KINDS, totalTokens } from '../../../src/core/usage.ts';
import type { Journal } from '../../../src/rollup/journal.ts';
import { type Home, home } from '../../support/home.ts';
import { feedOf, looked } from '../../support/journal-of.ts';

const SAMPLES = fileURLToPath(new URL('../../../../shared/samples/', import.meta.url));

type Counts = Readonly<Record<string, number>>;
interface Expected {
  readonly messages: number;
  readonly totals: Counts;
  readonly grand_total: number;
  readonly open_messages: number;
  readonly open_messages_output: number;
  readonly by_model: Readonly<Record<string, Counts>>;
}

/** Lines of these logs that are no JSON object: made so on purpose, and two that ran together. */
const DAMAGED: Readonly<Record<string, readonly number[]>> = {
  'edge_cases.jsonl': [13, 15, 16],
  '130d7b7e-5801-4345-9bd6-f32fd9b8429b.jsonl': [128],
};

/** Logs made by hand, in which three message ids stand for other models in other files: which of them counts is taste. */
const REUSED_IDS = 'ROOT daaain+claude-code-log';

const isThere = existsSync(join(SAMPLES, 'EXPECTED.json'));
if (!isThere) console.warn('The samples are not here: tests on real logs are skipped.');
const expected: Readonly<Record<string, Expected>> = isThere
  ? JSON.parse(readFileSync(join(SAMPLES, 'EXPECTED.json'), 'utf8')).claude
  : {};

describe.skipIf(!isThere)('totals of real logs', () => {
  // There the expected sums merge calls of different requests by their message id alone.
  const names = Object.keys(expected).filter(name => name !== REUSED_IDS);
  test('there are some', () => expect(names.length).toBeGreaterThan(20));

  test.each(names)('%s', async name => {
    const at = home();
    const dir = name.startsWith('ROOT ')
      ? join(SAMPLES, 'claude', name.slice('ROOT '.length))
      : alone(at, join(SAMPLES, 'claude', name));
    const place = { ...at.place, env: { CLAUDE_CONFIG_DIR: dir } };
    const { journal, sources } = await looked(feedOf(at, { place }));
    const { messages, totals, grand_total, open_messages, open_messages_output, by_model } = expected[name]!;
    for (const { path, line } of sources[0]!.troubles) expect(DAMAGED[basename(path)]).toContain(line);
    const { by_model: models, ...found } = oracleOf(journal);
    expect(found).toEqual({
      messages,
      totals: joined(totals),
      grand_total,
      open_messages,
      open_messages_output,
    });
    if (name === REUSED_IDS) return;
    expect(models).toEqual(
      Object.fromEntries(Object.entries(by_model).map(([model, counts]) => [model, joined(counts)])),
    );
  });
});

/** A root with nothing but this file in it. */
function alone(at: Home, file: string): string {
  const copy = at.at(join('alone/projects/p', basename(file)));
  mkdirSync(dirname(copy), { recursive: true });
  copyFileSync(file, copy);
  return at.at('alone');
}

const NAMES = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache_read',
  cacheWrite5m: 'cache_write_5m',
  cacheWrite1h: 'cache_write_1h',
  cacheWriteOther: 'cache_write_unsplit',
} as const;

/** The oracle keeps writes without a split apart; here they are taken as written for five minutes. */
function joined({ cache_write_unsplit = 0, cache_write_5m = 0, ...rest }: Counts): Counts {
  return { ...rest, cache_write_5m: cache_write_5m + cache_write_unsplit, cache_write_unsplit: 0 };
}

function oracleOf(journal: Journal) {
  const zero = () =>
    Object.fromEntries(Object.values(NAMES).map(name => [name, 0])) as Record<string, number>;
  const totals = zero();
  const models: Record<string, Record<string, number>> = {};
  let grand_total = 0;
  let open_messages = 0;
  let open_messages_output = 0;
  journal.visit(({ tokens, terms, quality }) => {
    models[terms.model] ??= { ...zero(), messages: 0 };
    const model = models[terms.model]!;
    model.messages! += 1;
    for (const kind of TOKEN_KINDS) {
      totals[NAMES[kind]]! += tokens[kind];
      model[NAMES[kind]]! += tokens[kind];
    }
    grand_total += totalTokens(tokens);
    if (quality !== 'lower bound') return;
    open_messages += 1;
    open_messages_output += tokens.output;
  });
  return {
    messages: journal.length,
    totals,
    grand_total,
    open_messages,
    open_messages_output,
    by_model: models,
  };
}
