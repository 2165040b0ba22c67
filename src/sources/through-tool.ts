/**
 * A tool may run another one on the user's machine for its answers (OpenClaw can use Claude Code). The other one logs them as
 * well: where it did, its records count, and these do not (`journal/ignored.ts`).
 */
import type { Attribution } from '../core/usage.ts';

/** What the attribution of such a call says; nothing for a call that the tool made itself. */
export function throughTool(source: string | undefined): Pick<Attribution, 'calledThrough' | 'witness'> {
  return source === undefined ? {} : { calledThrough: source, witness: 0 };
}
