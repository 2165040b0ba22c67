/**
 * How prices of the user's own are written, as a JSON schema. What they mean, and whether they can be prices, is the
 * business of `prices/overrides.ts`, which reads them; a test holds both to the same fields.
 */
import { TOKEN_KINDS } from '../core/usage.ts';
import type { JsonSchema } from './shape.ts';

const text: JsonSchema = { type: 'string', pattern: '\\S' };
const rate: JsonSchema = { type: 'number', minimum: 0, maximum: 1_000_000 };
const rates = Object.fromEntries(TOKEN_KINDS.map(kind => [kind, rate]));

const above: JsonSchema = {
  description: 'Rates of a whole request whose prompt is longer than this',
  type: 'object',
  properties: {
    prompt: { type: 'integer', exclusiveMinimum: 0 },
    inclusive: { type: 'boolean' },
    usd: { type: 'object', properties: rates, required: ['input', 'output'], additionalProperties: false },
  },
  required: ['prompt', 'usd'],
  additionalProperties: false,
};

const model: JsonSchema = {
  description: 'USD per million tokens; what is not named stays as listed',
  type: 'object',
  properties: {
    ...rates,
    since: { description: 'The first day it holds', type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
    above,
    times: {
      description: 'Multipliers by the word of the log: fast, batch, us, ...',
      type: 'object',
      additionalProperties: { type: 'number', exclusiveMinimum: 0, maximum: 100 },
    },
    free: { type: 'boolean' },
  },
  additionalProperties: false,
};

export const pricesSchema: JsonSchema = {
  type: 'object',
  properties: {
    workspaceGeo: {
      ...text,
      description:
        "Where the Anthropic workspace keeps inference, for logs that do not say: 'us' or 'global'",
    },
    aliases: { description: 'Other names of listed models', type: 'object', additionalProperties: text },
    models: { description: 'Rates by model', type: 'object', additionalProperties: model },
  },
  additionalProperties: false,
};
