/**
 * What Copilot Chat in VS Code traces, where its setting `github.copilot.chat.otel.dbSpanExporter.enabled` is on: a span for
 * each request, in the names of OpenTelemetry.
 *
 *   spans             span_id, operation_name 'chat', response_model, start_time_ms, end_time_ms, input_tokens,
 *                     output_tokens, cached_tokens, reasoning_tokens, chat_session_id, conversation_id, agent_name
 *   span_attributes   span_id, key 'copilot_chat.copilot_usage_nano_aiu', value '29671890000'
 *
 * Spans of other operations sum up requests, or are tools. The input holds what was read from and written to the cache, the
 * output holds the reasoning. Its own files of chats, `chatSessions`, repeat the requests and are never read.
 */
import { responseKey } from '../../core/key.ts';
import { text } from '../../core/lines.ts';
import type { Out, TableFormat, Tables } from '../../core/source.ts';
import { moment } from '../moment.ts';
import { tokensInside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';
import { usdOfNanoAiu } from './credits.ts';

const NEEDED = ['span_id', 'operation_name', 'start_time_ms'];
const COLUMNS = [
  ...[...NEEDED, 'end_time_ms', 'response_model', 'request_model', 'input_tokens', 'output_tokens'],
  ...['cached_tokens', 'reasoning_tokens', 'chat_session_id', 'conversation_id', 'trace_id', 'agent_name'],
];

/** Fields that a version may have as a column, as an attribute, or as both. */
const ATTRIBUTES = {
  response_model: 'gen_ai.response.model',
  request_model: 'gen_ai.request.model',
  input_tokens: 'gen_ai.usage.input_tokens',
  output_tokens: 'gen_ai.usage.output_tokens',
  cached_tokens: 'gen_ai.usage.cache_read.input_tokens',
  cache_write_tokens: 'gen_ai.usage.cache_creation.input_tokens',
  reasoning_tokens: 'gen_ai.usage.reasoning.output_tokens',
  chat_session_id: 'copilot_chat.chat_session_id',
  conversation_id: 'gen_ai.conversation.id',
  agent_name: 'gen_ai.agent.name',
  response_id: 'gen_ai.response.id',
  nano_aiu: 'copilot_chat.copilot_usage_nano_aiu',
} as const;

type Field = (typeof COLUMNS)[number] | keyof typeof ATTRIBUTES;
type Span = Readonly<Record<Field, unknown>>;

export const agentTraces: TableFormat = {
  kind: 'tables',
  id: 'copilot-traces',
  version: 1,

  read(_file, tables, out) {
    const has = new Set(tables.columns('spans'));
    if (!NEEDED.every(name => has.has(name))) {
      out.trouble('has no table of spans: of a version that is not known here');
      return;
    }
    const attributes = attributesIn(tables);
    const columns = ['rowid AS line', ...COLUMNS.filter(name => has.has(name))];
    const sql = `SELECT ${columns.join(', ')} FROM spans WHERE operation_name = 'chat' ORDER BY rowid`;
    for (const row of tables.rows(sql)) {
      const stated = Object.entries(row).filter(([, value]) => value !== null);
      const span = { ...attributes.get(String(row.span_id)), ...Object.fromEntries(stated) };
      readSpan(span as Span, Number(row.line), out);
    }
  },
};

function readSpan(span: Span, line: number, out: Out): void {
  const remarks = new Remarks(why => out.trouble(why, line));
  if (/^summarize/i.test(text(span.agent_name) ?? '')) remarks.notes.add('compaction');
  const count = (name: Field) => remarks.count(numberIn(span[name]), name);
  const prompt = {
    input: count('input_tokens'),
    cacheRead: count('cached_tokens'),
    cacheWrite: count('cache_write_tokens'),
  };
  const output = count('output_tokens');
  if (prompt.input + output === 0) return;
  const atMs = remarks.time(moment(span.start_time_ms), undefined);
  if (atMs === undefined) return;
  const endMs = moment(span.end_time_ms) ?? atMs;
  const model = text(span.response_model) ?? text(span.request_model) ?? '';
  const response = text(span.response_id);
  const session = text(span.chat_session_id) ?? text(span.conversation_id) ?? text(span.trace_id) ?? '';
  out.reading({
    ...(response === undefined
      ? { key: `copilot-span:${span.span_id}` }
      : { key: responseKey(response), request: '' }),
    atMs,
    durationMs: Math.max(0, endMs - atMs),
    tokens: tokensInside(prompt, output, model, remarks),
    reasoning: Math.min(count('reasoning_tokens'), output),
    loggedUsd: usdOfNanoAiu(numberIn(span.nano_aiu)),
    quality: 'exact',
    notes: [...remarks.notes],
    terms: { model },
    attribution: { source: 'copilot', session, client: 'vscode' },
    offset: line,
    line,
  });
}

/** Attributes are text. */
function numberIn(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

/** The attributes that are wanted, by span and field. */
function attributesIn(tables: Tables): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const has = tables.columns('span_attributes');
  if (!['span_id', 'key', 'value'].every(name => has.includes(name))) return new Map();
  const fields = new Map(Object.entries(ATTRIBUTES).map(([field, key]) => [key as string, field]));
  const keys = [...fields.keys()].map(key => `'${key}'`).join(', ');
  const found = new Map<string, Record<string, unknown>>();
  for (const { span_id, key, value } of tables.rows(
    `SELECT span_id, key, value FROM span_attributes WHERE key IN (${keys})`,
  )) {
    const field = fields.get(String(key));
    if (field === undefined || value === null) continue;
    const span = found.get(String(span_id)) ?? {};
    span[field] = value;
    found.set(String(span_id), span);
  }
  return found;
}
