/** Logs of one JSON object per line, of which each may be a record by itself. */
import { eachLine, jsonObject } from '../core/lines.ts';
import type { Out } from '../core/source.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What every such format remembers. Plain data: it is written to disk with the mark. */
export interface LineState {
  lines: number;
  /** The time of the last record that has one, UTC ms. */
  lastMs: number | undefined;
}

/** Reads on: shows each line that is an object, and where it begins. Other lines are troubles; empty ones are none. */
export function readObjects(
  state: LineState,
  bytes: Uint8Array,
  offset: number,
  out: Out,
  see: (json: Json, offset: number) => void,
): void {
  eachLine(bytes, (line, at) => {
    state.lines += 1;
    if (line.length === 0) return;
    const json = jsonObject(line);
    if (json) see(json, offset + at);
    else out.trouble('not a JSON object: line skipped', state.lines);
  });
}
