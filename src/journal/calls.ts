/** One call of a model among those that go by one name: see `Reading.request` and `split-calls.ts`. */
import { type Key, keyOf, keyText, UNIQUE_KEY } from '../core/key.ts';
import { cacheWriteTokens, type Quality, type Tokens } from '../core/usage.ts';

/** What distinguishes the calls of one key. */
export interface Call {
  readonly request: number;
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** A sum of several requests is stated anew whenever it grows: its counts do not distinguish it from another call. */
export function callOf(request: number, tokens: Tokens, quality: Quality): Call {
  if (quality === 'session total') return { request, input: 0, cacheRead: 0, cacheWrite: 0 };
  const { input, cacheRead } = tokens;
  return { request, input, cacheRead, cacheWrite: cacheWriteTokens(tokens) };
}

export function isSameCall(a: Call, b: Call): boolean {
  return a.request === b.request && isSamePrompt(a, b);
}

function isSamePrompt(a: Call, b: Call): boolean {
  return a.input === b.input && a.cacheRead === b.cacheRead && a.cacheWrite === b.cacheWrite;
}

/** The id of a call whose key names several. */
export function callId(key: Key, { request, input, cacheRead, cacheWrite }: Call): string {
  return keyText(keyOf([keyText(key), request, input, cacheRead, cacheWrite].join(':')));
}

/** What distinguishes the records of one call from those of others with its key and request; '' where the key alone does. */
export function promptText({ request, input, cacheRead, cacheWrite }: Call): string {
  return request === UNIQUE_KEY ? '' : `${input} ${cacheRead} ${cacheWrite}`;
}
