/**
 * Most vendors count cached tokens inside their input, some beside it. Here the cache is taken out of such an input, once
 * and never more than there is, so that the kinds are disjoint and their sum is the vendor's own.
 */
import type { Tokens } from '../core/usage.ts';
import type { Remarks } from './remarks.ts';

export interface Prompt {
  /** Everything sent, cached or not. */
  readonly input: number;
  /** Parts of `input`. */
  readonly cacheRead: number;
  readonly cacheWrite?: number;
}

/** The disjoint kinds of a prompt whose cached tokens are counted inside its input, and of its output. */
export function tokensInside(
  { input, cacheRead, cacheWrite = 0 }: Prompt,
  output: number,
  model: string,
  remarks: Remarks,
): Tokens {
  if (cacheRead + cacheWrite > input) remarks.notes.add('cached above input');
  const read = Math.min(cacheRead, input);
  const written = Math.min(cacheWrite, input - read);
  return tokensBeside({ input: input - read - written, cacheRead: read, cacheWrite: written }, output, model);
}

/** The same where the log counts cached tokens beside the input. */
export function tokensBeside(
  { input, cacheRead, cacheWrite = 0 }: Prompt,
  output: number,
  model: string,
): Tokens {
  // None of these tools logs how long a write lives. Anthropic's default is five minutes.
  const isAnthropic = /claude|anthropic/i.test(model);
  return {
    input,
    output,
    cacheRead,
    cacheWrite5m: isAnthropic ? cacheWrite : 0,
    cacheWrite1h: 0,
    cacheWriteOther: isAnthropic ? 0 : cacheWrite,
  };
}
