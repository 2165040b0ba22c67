/** Checks a ledger: the file itself, its references, and the derived table against the facts. */
import { cacheWriteTokens } from '../core/usage.ts';
import type { Ledger } from './ledger.ts';
import { ledgerJournal, type Pricing } from './responses.ts';
import { rowsOf } from './sqlite.ts';

/** What is wrong, in words; and how much there is. */
export function verifyLedger(ledger: Ledger, pricing: Pick<Pricing, 'agentOf'>) {
  const { database } = ledger;
  const problems: string[] = [];
  for (const { quick_check: found } of rowsOf<{ quick_check: string }>(database, 'PRAGMA quick_check')) {
    if (found !== 'ok') problems.push(`the file is damaged: ${found}`);
  }
  const broken = rowsOf(database, 'PRAGMA foreign_key_check').length;
  if (broken > 0) problems.push(`${broken} rows refer to rows that are not there`);
  const journal = ledgerJournal(ledger, pricing);
  const sums = { responses: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  journal.visit(({ tokens }) => {
    sums.responses += 1;
    sums.input += tokens.input;
    sums.output += tokens.output;
    sums.cacheRead += tokens.cacheRead;
    sums.cacheWrite += cacheWriteTokens(tokens);
  });
  const [derived] = rowsOf<Record<keyof typeof sums, number>>(
    database,
    `SELECT count(*) AS responses, total(input_tokens) AS input, total(output_tokens) AS output,
       total(cache_read_tokens) AS cacheRead, total(cache_write_tokens) AS cacheWrite FROM response`,
  );
  // Facts are written first: an import that did not end left the derived table behind.
  const remedy =
    ledger.owed.length > 0
      ? 'the last import did not end; run token-dash import'
      : 'run token-dash ledger reprice';
  for (const [name, sum] of Object.entries(sums)) {
    const found = derived?.[name as keyof typeof sums] ?? 0;
    if (found !== sum) problems.push(`${name}: the responses say ${found}, the readings ${sum}; ${remedy}`);
  }
  return { problems, readings: ledger.readings, responses: journal.length };
}
