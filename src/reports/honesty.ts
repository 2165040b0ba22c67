/** What a reader should know of a cost, in sentences: the notes below every table. */
import { printable } from '../core/clean.ts';
import { grouped } from '../core/format.ts';
import type { Money } from '../core/money.ts';
import type { Named } from '../rollup/sum.ts';
import type { Tally } from '../rollup/tally.ts';
import type { Row } from './report.ts';

/** Names of models that fit in a sentence. */
const MOST_NAMED = 5;

/** Why a cost is only a lower bound, and which part of it has no listed price; `amount` writes an amount for the reader. */
export function caveats({ cost, models, tally }: Row, amount: (usd: Money) => string): readonly string[] {
  const sentences: string[] = [];
  // Responses of unknown size have no tokens of which the cost is missing.
  if (cost.unpricedTokens > 0) {
    sentences.push(
      `≥: what ${counted(cost.unpricedTokens, 'token')} of models without a price cost is not in the sum: ${namesOf(models.filter(model => model.cost.unpricedEvents > 0))}.`,
    );
  }
  if (cost.lowerBoundEvents > 0) {
    sentences.push(
      `≥: ${counted(cost.lowerBoundEvents, 'response')} without a final record in the log: output, and cost, are at least this.`,
    );
  }
  if (isNear(tally)) {
    sentences.push(
      '~: more tokens than can be added up to the last digit; these counts, and the cost, are near.',
    );
  }
  const reported = models.filter(model => reportedUsd(model) !== undefined);
  if (reported.length > 0) {
    const sum = reported.reduce((all, model) => all + reportedUsd(model)!, 0n);
    sentences.push(
      `${amount(sum)} is what the providers reported for models without a list price: ${namesOf(reported)}.`,
    );
  }
  return sentences;
}

/** Whether there are more tokens than numbers can count one by one. */
export function isNear({ total }: Pick<Tally, 'total'>): boolean {
  return total > Number.MAX_SAFE_INTEGER;
}

/** What the provider reported for a model, where no price is listed. */
function reportedUsd({ tally }: Named): Money | undefined {
  let sum: Money | undefined;
  for (const [rate, bucket] of tally.buckets) {
    if (rate.status === 'logged' && rate.isReported) sum = (sum ?? 0n) + bucket.logged;
  }
  return sum;
}

function namesOf(models: readonly Named[]): string {
  const names = models.map(model => printable(model.name));
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return names.slice(0, MOST_NAMED).join(', ') + more;
}

function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? '' : 's'}`;
}
