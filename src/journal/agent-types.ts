/** The types of subagents, and which agent started which. Files state them, often not those of the agent itself. */

/** What a file states of an agent: its type, and where another subagent started it, the id of that one. */
export type AgentType = readonly [agentId: string, type: string, parentId?: string];

export interface KnownAgent {
  readonly type: string;
  readonly parentId?: string;
}

export type AgentTypes = ReadonlyMap<string, KnownAgent>;

/** Statements of one file: a later one replaces the type, and leaves a parent that it does not state. */
export function joinAgentTypes(...lists: readonly (readonly AgentType[])[]): readonly AgentType[] {
  const known = new Map<string, AgentType>();
  for (const [id, type, parentId = known.get(id)?.[2]] of lists.flat())
    known.set(id, parentId === undefined ? [id, type] : [id, type, parentId]);
  return [...known.values()];
}

/** Where several files name the type or the parent of one subagent, the smaller name holds. */
export function agentTypesIn(files: Iterable<{ readonly agentTypes: readonly AgentType[] }>): AgentTypes {
  const agents = new Map<string, KnownAgent>();
  for (const file of files) {
    for (const [id, type, parentId] of file.agentTypes) {
      const known = agents.get(id);
      agents.set(id, {
        type: known && known.type < type ? known.type : type,
        parentId: smaller(known?.parentId, parentId),
      });
    }
  }
  return agents;
}

function smaller(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

/** An agent, the subagent that started it, the one that started that, and so on: the last is the outermost. */
export function agentChain(agents: AgentTypes, agentId: string): readonly string[] {
  const chain = [agentId];
  for (;;) {
    const parent = agents.get(chain.at(-1)!)?.parentId;
    if (parent === undefined) return chain;
    // Damaged logs may name agents as parents of each other: then the smallest name stands for all of them.
    if (chain.includes(parent)) return [...chain, chain.slice(chain.indexOf(parent)).sort()[0]!];
    chain.push(parent);
  }
}
