/** What the tools of each MCP server cost, by the convention of `tools.ts`: the sum of a server's tools. */
import { serverOf } from '../core/tool-server.ts';
import { groupedReport } from './grouped.ts';
import { byTool } from './tools.ts';

export const servers = groupedReport({
  id: 'servers',
  title: 'By MCP server',
  answers: 'Which MCP servers do the models call, and what comes of it?',
  grouping: {
    ...byTool(serverOf),
    word: 'server',
    id: 'server',
    title: 'Server',
    replaces: 'tool',
  },
  notes: [
    'A response is shared evenly among the tools it called, each of which counts for its server. The tools of the coding tool itself have none.',
  ],
});
