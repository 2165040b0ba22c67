/** The description of the API, assembled from the routes and the schemas of reports. OpenAPI 3.1. */
import type { JsonSchema } from '../core/json-schema.ts';
import type { Route, RouteParameter } from './route.ts';

const PROBLEM: JsonSchema = {
  type: 'object',
  properties: { error: { type: 'string' } },
  required: ['error'],
};

/** Routes that are not in the registry, because their answers are never kept. */
const OTHERS: Readonly<Record<string, { readonly says: string; readonly type: string }>> = {
  '/api/status': {
    says: 'What was found where, how fresh it is, and what could not be read.',
    type: 'application/json',
  },
  '/api/stream': { says: 'Server-sent events: look, change.', type: 'text/event-stream' },
  '/healthz': { says: 'Whether the server runs and the logs could be read.', type: 'application/json' },
  '/openapi.json': { says: 'This description.', type: 'application/json' },
};

export function openApi(routes: readonly Route[], version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'token-dash',
      version,
      summary: 'What AI coding costs, from the logs on this machine. Read-only.',
    },
    paths: {
      ...Object.fromEntries(routes.map(route => [route.path.replace(/:(\w+)/g, '{$1}'), pathOf(route)])),
      ...Object.fromEntries(
        Object.entries(OTHERS).map(([path, { says, type }]) => [
          path,
          { get: { summary: says, operationId: idOf(path), responses: { 200: okOf(says, type, {}) } } },
        ]),
      ),
    },
  };
}

function pathOf({ path, says, parameters, schema = {}, type = 'application/json' }: Route) {
  return {
    get: {
      summary: says,
      operationId: idOf(path),
      parameters: parameters.map(parameterOf),
      responses: {
        200: okOf(says, type, type === 'application/json' ? schema : { type: 'string' }),
        304: { description: 'It is as it was: the ETag in If-None-Match still holds.' },
        400: { description: 'What is wrong with the parameters.', ...jsonOf(PROBLEM) },
        ...(path.includes(':') && { 404: { description: 'There is no such thing.', ...jsonOf(PROBLEM) } }),
      },
    },
  };
}

function okOf(description: string, type: string, schema: JsonSchema) {
  const { $schema: _, ...inner } = schema;
  return { description, content: { [type.split(';')[0]!]: { schema: inner } } };
}

function jsonOf(schema: JsonSchema) {
  return { content: { 'application/json': { schema } } };
}

function parameterOf({ name, says, isList, isFlag, choices, in: where = 'query' }: RouteParameter) {
  const one: JsonSchema = isFlag ? { type: 'boolean' } : { type: 'string', enum: choices };
  return {
    name,
    in: where,
    description: says,
    required: where === 'path',
    ...(isList ? { style: 'form', explode: true, schema: { type: 'array', items: one } } : { schema: one }),
  };
}

function idOf(path: string): string {
  return path
    .replace(/^\//, '')
    .replace(/[^A-Za-z0-9]+(\w)?/g, (_, letter: string = '') => letter.toUpperCase());
}
