/**
 * What each tool cost that models call: Bash, Read, an MCP server's. No vendor bills by tool, so this is a convention: a
 * response is shared evenly among the different tools that it called, and one that called none is a row of its own. The
 * rows add up to the whole, to the token; only responses do not, as each tool counts all that called it.
 */

import { groupedReport } from './grouped.ts';
import type { EventGrouping } from './report.ts';

const NONE = ['(none logged)'];

/** A grouping of responses by their tools. */
export function byTool(nameOf: (tool: string) => string = tool => tool) {
  return {
    isOrdered: false,
    decidedBy: 'event',
    keys: () => {
      const known = new Map<readonly string[], string>();
      return ({ tools: called }) => {
        const key = known.get(called) ?? JSON.stringify(called);
        known.set(called, key);
        return key;
      };
    },
    among: key => {
      const called = JSON.parse(key) as readonly string[];
      return called.length > 0 ? called.map(nameOf) : NONE;
    },
  } as const satisfies Partial<EventGrouping>;
}

export const tools = groupedReport({
  id: 'tools',
  title: 'By tool',
  answers: 'Which tools do the models call, and what comes of it?',
  grouping: { ...byTool(), word: 'tool', id: 'tool', title: 'Tool' },
  notes: [
    'A response is shared evenly among the tools it called; it counts as a response of each of them. Logs that name no tools are in the row of none.',
  ],
});
