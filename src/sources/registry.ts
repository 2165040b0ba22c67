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
    exact: 'each response, by its id',
    limits: 'the output of a response whose last line was never written is a lower bound',
  },
  {
    id: 'goose',
    title: 'Goose',
    key: 'goose',
    variable: 'GOOSE_PATH_ROOT',
    usualDir: '~/.local/share/goose',
    hint: 'Run `goose session` once: it keeps its sessions by itself.',
    agent: 'subagent',
    exact: 'each request since its usage ledger (1.46)',
    limits: 'an older session is one sum, and the model is the last that it used',
  },
  {
    id: 'codex',
    title: 'Codex CLI',
    key: 'codex',
    variable: 'CODEX_HOME',
    usualDir: '~/.codex',
    hint: 'Run `codex` once in any project: it writes its rollouts by itself.',
    agent: 'subagent',
    exact: 'each request; forks, subagents and archives count once',
    limits: 'requests that are counted together have no length tier; `.jsonl.zst` needs Node 22.15',
  },
  {
    id: 'gemini',
    title: 'Gemini CLI',
    key: 'gemini',
    variable: 'GEMINI_DATA_DIR',
    usualDir: '~/.gemini',
    hint: 'Run `gemini` once in any project: it records its chats by itself.',
    agent: 'subagent',
    exact: 'each response; what was rewound counts, it was spent',
    limits: 'the project of an older chat is a hash; the provider (API key, Vertex, login) is not logged',
  },
  {
    id: 'qwen',
    title: 'Qwen Code',
    key: 'qwen',
    variable: 'QWEN_DATA_DIR',
    usualDir: '~/.qwen',
    hint: 'Run `qwen` once in any project: it records its chats by itself.',
    agent: 'subagent',
    exact: 'each response; thoughts once, inside or beside by the total',
    limits: 'the provider is not logged',
  },
  {
    id: 'opencode',
    title: 'OpenCode',
    key: 'opencode',
    variable: 'OPENCODE_DATA_DIR',
    usualDir: '~/.local/share/opencode',
    hint: 'Run `opencode` once in any project: it keeps its sessions by itself.',
    agent: 'subagent',
    exact: 'each message, in its database (1.x and 2.x) and in files from before 1.2',
    limits: 'without a total in the log, the provider says whether reasoning is inside the output',
  },
  {
    id: 'mimocode',
    title: 'MiMoCode',
    key: 'mimocode',
    variable: 'MIMOCODE_DATA_DIR',
    usualDir: '~/.local/share/mimocode',
    hint: 'Run `mimocode` once in any project: it keeps its sessions by itself.',
    agent: 'subagent',
    exact: 'each message, as of OpenCode',
    limits: 'as of OpenCode',
  },
  {
    id: 'copilot',
    title: 'GitHub Copilot CLI',
    key: 'copilot',
    variable: 'COPILOT_HOME',
    usualDir: '~/.copilot',
    hint: 'Run `copilot` once in any project: it keeps its sessions by itself.',
    agent: 'subagent',
    exact: 'each request where its store has them, with what it charged',
    limits: 'an older session is one sum for each leg and model; a killed one tells only its output',
  },
] as const satisfies readonly SourceInfo[];

export type SourceId = (typeof REGISTRY)[number]['id'];

/** The line of a source. */
export function infoOf(id: SourceId): SourceInfo {
  return REGISTRY.find(line => line.id === id)!;
}
