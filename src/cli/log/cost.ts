/** `token-dash log cost [N]`: what so many tokens cost, at the flat rate of the log. */
import { flatEstimate } from '../../core/flat-rate.ts';
import { grouped } from '../../core/format.ts';
import { aligned } from '../aligned.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../io.ts';
import { cents, estimateWords, flatRate } from './amounts.ts';
import type { LogWord } from './word.ts';

/** That of the original, where no number is given. */
const USUAL_TOKENS = 170_000;
/** The model whose list prices are shown beside the flat rate: the one that the original had in mind. */
const MODEL = 'claude-haiku-4-5';

export const cost: LogWord = {
  word: 'cost',
  argument: '[tokens]',
  about: `what so many tokens cost at the flat rate (default: ${grouped(USUAL_TOKENS)})`,
  run({ io, settings, priceList }, text = String(USUAL_TOKENS)) {
    if (!/^\d{1,15}$/.test(text)) {
      io.err(`token-dash log: cost takes a whole number of tokens, not '${text}'\n`);
      return EXIT.failed;
    }
    const tokens = Number(text);
    const estimate = flatEstimate(tokens, flatRate(settings));
    io.out(`${grouped(tokens)} tokens: ${cents(estimate)} (${estimateWords(settings)})\n`);
    io.out(listPrices(priceList, io.nowMs));
    return EXIT.ok;
  },
};

/** The published rates of the model, for a user who knows how many of the tokens are input. */
function listPrices(priceList: Context['priceList'], nowMs: number): string {
  const { rate } = priceList.resolve(MODEL, undefined, nowMs);
  if (rate.status !== 'listed') return '';
  const { input, output } = rate.published;
  const ratio = Number(output) / Number(input);
  return `\nList prices of ${MODEL}, for tokens whose kind is known:\n${aligned([
    ['Input', `$${input} per 1M tokens`],
    ['Output', `$${output} per 1M tokens`],
    ['Ratio', `1:${ratio} (a price ratio, not a share of tokens)`],
  ])}`;
}
