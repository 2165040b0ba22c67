/**
 * The small file beside a subagent's transcript, which states the type of the agent, and the agent that started it where
 * that is a subagent as well:
 *
 *   subagents/agent-a1b2.meta.json   {"agentType":"code-reviewer","description":"...","parentAgentId":"c3d4"}
 *
 * The type is joined to that agent's responses, in whichever file they stand.
 */
import { jsonObject, text } from '../../core/lines.ts';
import type { WholeFormat } from '../../core/source.ts';

export const agentMeta: WholeFormat = {
  kind: 'whole',
  id: 'claude-agent-meta',
  version: 2,
  read(file, bytes, out) {
    const id = /agent-([^\\/]+)\.meta\.json$/.exec(file)?.[1];
    const meta = jsonObject(bytes);
    const type = text(meta?.agentType);
    if (id && type) out.agentType(id, type, text(meta?.parentAgentId));
    else if (!meta) out.trouble('not a JSON object: the type of this agent stays unknown');
  },
};
