/** JSON Schemas of answers that are no report: those of the programs that ours is compatible with. */
import type { JsonSchema } from '../core/json-schema.ts';

export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const word: JsonSchema = { type: 'string' };
/** An object of exactly these members. */
export function exactly(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
