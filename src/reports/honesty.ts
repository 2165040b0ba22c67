/** Why a cost is only a lower bound, in sentences: the notes below every table that has one. */
import { grouped } from '../core/format.ts';
import type { Row } from './report.ts';

/** Names of models that fit in a sentence. */
const MOST_NAMED = 5;

export function caveats({ cost, models }: Row): readonly string[] {
  const sentences: string[] = [];
  if (cost.unpricedEvents > 0) {
    const names = models.filter(model => model.cost.unpricedEvents > 0).map(model => model.name);
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    sentences.push(
      `≥: what ${counted(cost.unpricedTokens, 'token')} of models without a price cost is not in the sum: ${names.slice(0, MOST_NAMED).join(', ')}${more}.`,
    );
  }
  if (cost.lowerBoundEvents > 0) {
    sentences.push(
      `≥: ${counted(cost.lowerBoundEvents, 'response')} without a final record in the log: output, and cost, are at least this.`,
    );
  }
  return sentences;
}

function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? '' : 's'}`;
}
