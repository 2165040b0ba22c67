/** `token-dash budget summary`: the quick list of the cost tracking guide, one line per session. */

import { inOrder } from '../budgets/overview.ts';
import { sessionUsd } from '../budgets/tracked.ts';
import { printable } from '../core/clean.ts';
import { usdCents } from '../core/format.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { nothingFound, rootsOf, tellTroubles } from './tracking.ts';

export const budgetSummary: Command = {
  id: 'summary',
  summary: 'the cost of every session below a root, one line each',
  examples: [['budget summary sessions/', 'the quick list']],

  declare(declaration) {
    declaration.argument('[root...]', 'directories or files');
  },

  async run(context, named) {
    const roots = rootsOf(named, context.settings.tracking?.value?.roots);
    const found = await context.tracking.read(roots);
    tellTroubles(context, 'budget summary', found);
    context.io.out('=== Cost Tracking Summary ===\n');
    for (const session of inOrder(found.sessions, context.zone)) {
      context.io.out(`${printable(session.session)}: ${usdCents(sessionUsd(session))}\n`);
    }
    if (found.sessions.length > 0) return EXIT.ok;
    context.io.err(`token-dash budget summary: ${nothingFound(roots, found)}\n`);
    return EXIT.noData;
  },
};
