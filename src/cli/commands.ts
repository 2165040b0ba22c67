/** The registry of commands: to add one, write its file and its line here. */
import type { Command } from './command.ts';
import { explainCommand } from './explain.ts';
import { priceCli } from './price-cli.ts';
import { pricesCli } from './prices-cli.ts';

export const COMMANDS: readonly Command[] = [explainCommand, priceCli, pricesCli];
