/** Calls that Goose made through another tool, which logs them itself. */
import { toolOf } from '../through-tool.ts';

/** Names that only Claude Code gives to models: a session that uses another provider now has used it then. */
const ALIASES = /^(?:sonnet|opus|haiku|opusplan)(?:\[1m\])?$/i;

/** The source of the tool that made a call; undefined where Goose made it itself. */
export function calledThrough(provider: string | undefined, model: string): string | undefined {
  return toolOf(provider, model) ?? (ALIASES.test(model) ? 'claude-code' : undefined);
}
