/** Files that are one JSON value and are rewritten as a whole. */
import type { WholeOut } from '../core/source.ts';

export type { Json } from './json-lines.ts';

/** The value; undefined for an empty file, and for one that is damaged or half written, which is reported. */
export function readJson(bytes: Uint8Array, out: WholeOut): unknown {
  if (!bytes.some(byte => byte > 32)) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    out.incomplete('not whole JSON: damaged, or being written');
    return undefined;
  }
}
