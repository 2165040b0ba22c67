/** How `token-dash prices` is called; what it does is in `prices.ts`. */
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { pricesCommand, refreshCommand } from './prices.ts';

interface Flags {
  readonly from?: string;
  readonly force?: boolean;
  readonly provider?: string;
  readonly json?: boolean;
}

export const pricesCli: Command = {
  id: 'prices',
  summary: 'list prices; show how an id is resolved; take a newer list',
  examples: [
    ['prices', 'every row: rates, since when, from which page, how old'],
    ['prices us.anthropic.claude-opus-5-v1:0', 'how an id is resolved, and its rows'],
    ['prices refresh --from prices.json', 'take a newer list, after a look at what it would change'],
  ],

  declare(declaration) {
    declaration
      .argument('[id]', "a model id to explain; 'refresh' takes a newer list")
      .option('--provider <name>', 'who bills: anthropic, openai, bedrock, ...')
      .option('--json', 'as JSON')
      .option('--from <file|url>', 'with refresh: where the newer list is')
      .option('--force', 'with refresh: take it although models vanish or prices jump');
  },

  async run({ io, priceList, readText }, [id], flags) {
    const { from, force, provider, json } = flags as Flags;
    if (id !== 'refresh') {
      await priceList.loadFallbackPrices([{ model: id ?? '', provider }]);
      return pricesCommand({ model: id, provider, json, prices: priceList }, io);
    }
    if (from === undefined) {
      io.err('token-dash prices refresh: say where the newer list is: --from <file|url>\n');
      return EXIT.failed;
    }
    return refreshCommand(
      {
        from,
        force,
        read: readText,
        judge: (text, where, isForced) => {
          const judged = priceList.judge(text, where, isForced);
          return { ...judged, table: judged.table === undefined ? undefined : judged };
        },
        save: judged => priceList.save(judged),
      },
      io,
    );
  },
};
