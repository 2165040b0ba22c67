/** How `token-dash price` is called; what it does is in `price.ts`. */
import type { Command } from './command.ts';
import { type PriceArgs, priceCommand } from './price.ts';

export const priceCli: Command = {
  id: 'price',
  summary: 'what a request costs, with the arithmetic',
  examples: [
    ['price claude-opus-5 --input 1000 --output 500', 'at the prices of today'],
    ['price gpt-5.1 --at 2026-03-01 --cache-read 90000', 'at the prices of another day'],
    ['price claude-opus-5 --input 1000 --json', 'for scripts'],
    ['price --stdin < records.jsonl', 'usage records of vendors, one JSON object a line'],
  ],

  declare(declaration) {
    declaration
      .argument('[model]', 'a model id in any spelling')
      .option('--at <date>', 'the day it is priced at (default: today)')
      .option('--input <n>', 'uncached input tokens')
      .option('--output <n>', 'output tokens, with reasoning')
      .option('--cache-read <n>', 'tokens read from the cache')
      .option('--cache-write <n>', 'tokens written to the cache for 5 minutes')
      .option('--cache-write-1h <n>', 'tokens written to the cache for an hour')
      .option('--web-searches <n>', 'searches billed per call')
      .option('--speed <word>', "'fast' or 'standard'")
      .option('--tier <word>', "'batch', 'flex', 'priority', ...")
      .option('--geo <word>', "where inference is kept: 'us'")
      .option('--provider <name>', 'who bills: anthropic, openai, bedrock, ...')
      .option('--json', 'as JSON')
      .option('--stdin', 'price usage records from standard input, one JSON object a line');
  },

  async run({ io, priceList }, [model], flags) {
    const asked = flags as Omit<PriceArgs, 'prices' | 'priceRecord' | 'model'>;
    await priceList.loadFallbackPrices(
      asked.stdin ? undefined : [{ model: model ?? '', provider: asked.provider }],
    );
    return priceCommand(
      { ...asked, model, prices: priceList, priceRecord: record => priceList.priceRecord(record) },
      io,
    );
  },
};
