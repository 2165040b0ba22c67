/**
 * `token-dash compare-with <file>`: where the gap between another tool's numbers and ours comes from.
 *
 *   ccusage daily --json > ccusage.json
 *   token-dash compare-with ccusage.json
 */
import type { Command } from './command.ts';

export const compareCli: Command = {
  id: 'compare-with',
  summary: 'why another tool (ccusage, codeburn, tokscale) shows other numbers',
  examples: [
    ['compare-with ccusage.json', 'from ccusage daily --json > ccusage.json'],
    ['compare-with codeburn.json --json', 'from codeburn report --format json, every row, for scripts'],
  ],

  declare(declaration) {
    declaration
      .argument('<file>', 'its JSON: ccusage daily --json, codeburn report --format json, tokscale graph')
      .option('--json', 'as JSON, with every row');
  },

  async run(context, [file = ''], flags) {
    const text = await context.readText(file);
    const { compareCommand } = await import('./compare.ts');
    return compareCommand({ ...context, text, file, asJson: flags.json === true }, context.io);
  },
};
