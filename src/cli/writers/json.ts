/** JSON on standard output, written as it is made. */
import { jsonChunks } from '../../core/json-text.ts';
import type { Io } from '../io.ts';

export function printJson(io: Pick<Io, 'out'>, value: unknown): void {
  for (const chunk of jsonChunks(value)) io.out(chunk);
}
