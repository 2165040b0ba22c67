/** Providers of Goose that are another tool on the user's machine: it makes the calls, and logs them itself. */

interface Tool {
  /** The source that reads the tool's logs. */
  readonly source: string;
  /** Its models; a session keeps its last provider alone, so others were used before. */
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

const TOOLS: ReadonlyMap<string, Tool> = new Map([
  ['claude-code', CLAUDE_CODE],
  ['claude-acp', CLAUDE_CODE],
  ['codex', CODEX],
  ['codex-acp', CODEX],
  ['gemini-cli', GEMINI],
  ['copilot-acp', COPILOT],
  ['pi-acp', PI],
]);

/** Names that only Claude Code gives to models: a session that uses another provider now has used it then. */
const ALIASES = /^(?:sonnet|opus|haiku|opusplan)(?:\[1m\])?$/i;

/** The source of the tool that made a call; undefined where Goose made it itself. */
export function calledThrough(provider: string | undefined, model: string): string | undefined {
  const tool = TOOLS.get((provider ?? '').toLowerCase().replaceAll('_', '-'));
  if (tool?.models.test(model)) return tool.source;
  return ALIASES.test(model) ? CLAUDE_CODE.source : undefined;
}
