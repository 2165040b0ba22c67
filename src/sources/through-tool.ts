/**
 * A tool may run another one on the user's machine for its answers (Goose and OpenClaw can use Claude Code, so can Cline).
 * The other one logs them as well: where it did, its records count, and these do not (`journal/logged-elsewhere.ts`).
 * Providers that only use another tool's login call its vendor themselves, and are none of these.
 */
import type { Attribution } from '../core/usage.ts';

interface Tool {
  /** The source that reads the tool's logs. */
  readonly source: string;
  /** Its models; a session of Goose keeps its last provider alone, so others were used before. */
  readonly models: RegExp;
}

const CLAUDE_CODE: Tool = {
  source: 'claude-code',
  models: /^$|^current$|^default$|claude|sonnet|opus|haiku|fable|mythos/i,
};
const CODEX: Tool = { source: 'codex', models: /^$|^current$|^default$|gpt|codex|^o\d/i };
const GEMINI: Tool = { source: 'gemini', models: /^$|^current$|^default$|gemini/i };
/** These two run models of any vendor. */
const COPILOT: Tool = { source: 'copilot', models: /^/ };
const PI: Tool = { source: 'pi', models: /^/ };

/** By the names that tools give to them as providers. */
const TOOLS: ReadonlyMap<string, Tool> = new Map([
  ['claude-code', CLAUDE_CODE],
  ['claude-acp', CLAUDE_CODE],
  ['claude-cli', CLAUDE_CODE],
  ['codex', CODEX],
  ['codex-acp', CODEX],
  ['codex-cli', CODEX],
  ['gemini-cli', GEMINI],
  ['copilot-acp', COPILOT],
  ['pi-acp', PI],
]);

/** The source of the tool that a provider is; undefined where it is none. */
export function toolOf(provider: string | undefined, model: string): string | undefined {
  const tool = TOOLS.get((provider ?? '').toLowerCase().replaceAll('_', '-'));
  return tool?.models.test(model) ? tool.source : undefined;
}

type Through = Pick<Attribution, 'calledThrough' | 'isOneRequest' | 'witness'>;

/**
 * What the attribution of such a call says; nothing for a call that the tool made itself. `isOneRequest`: a record is of one
 * request, and not of a turn of several.
 */
export function throughTool(
  provider: string | undefined,
  model: string,
  { isOneRequest }: { readonly isOneRequest: boolean },
): Through {
  const source = toolOf(provider, model);
  if (source === undefined) return {};
  return { calledThrough: source, witness: 0, ...(isOneRequest && { isOneRequest }) };
}
