/**
 * The registry of sources: a line for each, as plain data. Settings, options, the configuration, the doctor, the welcome
 * pane and the status line read it, so it imports no reader; `index.ts` joins each line with its reader.
 */
import type { SourceInfo } from '../core/source.ts';

export const REGISTRY = [
  {
    id: 'claude-code',
    title: 'Claude Code',
    key: 'claude',
    variable: 'CLAUDE_CONFIG_DIR',
    usualDir: '~/.claude',
    hint: 'Run `claude` once in any project: it writes its transcripts by itself.',
    agent: 'general-purpose',
  },
  {
    id: 'goose',
    title: 'Goose',
    key: 'goose',
    variable: 'GOOSE_PATH_ROOT',
    usualDir: '~/.local/share/goose',
    hint: 'Run `goose session` once: it keeps its sessions by itself.',
    agent: 'subagent',
  },
] as const satisfies readonly SourceInfo[];

export type SourceId = (typeof REGISTRY)[number]['id'];

/** The line of a source. */
export function infoOf(id: SourceId): SourceInfo {
  return REGISTRY.find(line => line.id === id)!;
}
