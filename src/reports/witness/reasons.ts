/** Why a witness and the log may differ, as far as the figures show it. Each is a sentence. */
import type { Money } from '../../core/money.ts';
import { usd } from '../../core/money.ts';
import { type StatedModel, statedTokens } from '../../core/stated-usage.ts';
import type { Tally } from '../../rollup/tally.ts';
import { type Contract, contractText } from './contract.ts';
import { type SessionCount, unloggedUsd } from './session-counts.ts';

/** Token counts as near as this are the same: witnesses round, and estimate what was cut off. */
const NEAR = 0.001;

export function sessionReasons(
  count: SessionCount,
  stated: readonly StatedModel[],
  logged: Tally,
  contract?: Contract,
): readonly string[] {
  const reasons: string[] = [];
  const tokens = stated.reduce((sum, each) => sum + statedTokens(each), 0);
  if (stated.length === 0) reasons.push('the count was written before the model was used');
  else if (logged.events === 0)
    reasons.push('calls of a model that no line names, such as titles, summaries and permission checks');
  else if (tokens > logged.total * (1 + NEAR)) {
    reasons.push(
      logged.lowerBoundEvents > 0
        ? 'responses whose lines have no final count, as those of subagents, and calls beside the conversation'
        : 'calls beside the conversation, such as compaction and titles',
    );
  } else if (tokens < logged.total * (1 - NEAR)) reasons.push('the count is older than the last lines');
  else if (priceDiffers(stated, logged)) {
    reasons.push(contract ? contractText(contract) : OTHER_PRICE);
  }
  const { unpricedTokens } = logged.cost();
  if (unpricedTokens > 0) reasons.push('a model without a list price');
  if (count.copies > 0) {
    reasons.push('it goes on from the session that it was copied from: copied responses are on both sides');
  }
  return reasons;
}

const OTHER_PRICE =
  'another price for the same tokens: a contract (modelPricing in managed settings), or a price that has changed since';

export function statusLineReasons(
  stated: Money,
  logged: Tally,
  contract: Contract | undefined,
): readonly string[] {
  const cost = logged.cost();
  const difference = Number(stated - cost.usd) / 1e18;
  if (Math.abs(difference) <= Math.max(0.0001, (Number(cost.usd) / 1e18) * NEAR)) return [];
  const reasons: string[] = [];
  if (logged.events === 0) reasons.push('the log of the session is gone, or it had no response yet');
  else if (difference < 0) reasons.push('it was reported before the last lines');
  else {
    reasons.push('it goes on from the session before /clear, and counts calls that no line names');
    if (cost.lowerBoundEvents > 0) reasons.push('responses whose lines have no final count');
  }
  if (cost.unpricedTokens > 0) reasons.push('a model without a list price');
  if (contract) reasons.push(contractText(contract));
  return reasons;
}

function priceDiffers(stated: readonly StatedModel[], logged: Tally): boolean {
  if (stated.some(each => each.usd === undefined)) return false;
  const sum = stated.reduce((all, each) => all + each.usd!, 0);
  const ours = Number(logged.cost().usd) / 1e18;
  return Math.abs(sum - ours) > Math.max(0.0001, ours * NEAR);
}

export function statisticsReasons(stated: number, logged: number, countsCache: boolean): readonly string[] {
  const reasons: string[] = [];
  if (logged === 0 && stated > 0) reasons.push('the transcripts of that day are gone');
  else if (stated > logged * (1 + NEAR))
    reasons.push('it adds up lines, and a response may have several; or transcripts of that day are gone');
  else if (stated < logged * (1 - NEAR)) reasons.push('it was made before the last lines of that day');
  if (!countsCache) reasons.push('this version of the file counts input and output alone');
  return reasons;
}

export function costReasons(stated: Money, logged: Money, unpriced: number): readonly string[] {
  if (unpriced > 0) return ['responses of a model without a list price'];
  const difference = stated > logged ? stated - logged : logged - stated;
  if (difference * 1000n <= (stated > logged ? stated : logged)) return [];
  return ['the tool reckoned with other prices'];
}

/** What there is to say of a session on a receipt and beside its row, in a sentence; undefined where nothing is missing. */
export function sessionSentence(count: SessionCount, amount: (usd: Money) => string): string | undefined {
  const more = unloggedUsd(count);
  const { stated } = count.facts;
  if (more === undefined || stated.usd === undefined) return undefined;
  const ours = amount(count.logged.cost().usd);
  return `Claude Code counted ${amount(usd(stated.usd))} in this session, and its lines have ${ours}: ${amount(more)} was used, but is not in the log`;
}
