/**
 * Zed's threads, each a JSON document in one column, compressed in newer versions:
 *
 *   threads   id, summary, updated_at, data_type 'json' or 'zstd', data
 *   data      {"model":{"provider":"anthropic","model":"claude-sonnet-4-5"},"request_token_usage":{"<message id>":
 *             {"input_tokens":12,"output_tokens":310,"cache_creation_input_tokens":400,"cache_read_input_tokens":9000}},
 *             "cumulative_token_usage":{...}}
 *
 * Cached tokens are beside the input. The requests lack some that the sum has; what they lack is one more reading. Nothing
 * says when a request was: all have the time of the thread's last change.
 */
import { instant } from '../../core/counts.ts';
import { jsonObject, record, text } from '../../core/lines.ts';
import type { Out, TableFormat } from '../../core/source.ts';
import type { Note, Quality } from '../../core/usage.ts';
import type { Json } from '../json-lines.ts';
import { tokensBeside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';
import { zstdBytes } from '../zstd.ts';

const COUNTS = [
  'input_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'output_tokens',
] as const;

export const zedThreads: TableFormat = {
  kind: 'tables',
  id: 'zed-threads',
  version: 1,

  read(_file, tables, out) {
    const has = tables.columns('threads');
    if (!['id', 'updated_at', 'data'].every(name => has.includes(name))) {
      out.trouble('has no table of threads: of a version that is not known here');
      return;
    }
    const type = has.includes('data_type') ? 'data_type' : "'json'";
    const sql = `SELECT rowid AS line, id, updated_at, ${type} AS type, data FROM threads ORDER BY rowid`;
    for (const row of tables.rows(sql)) {
      const line = Number(row.line);
      const document = documentIn(row.data, row.type);
      if (typeof document === 'string') out.trouble(`thread ${row.id}: ${document}`, line);
      else readThread(document, { id: String(row.id), atMs: instant(row.updated_at), line }, out);
    }
  },
};

/** The document, or why there is none. */
function documentIn(data: unknown, type: unknown): Json | string {
  const stored = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  if (!(stored instanceof Uint8Array)) return 'holds no document';
  const bytes = type === 'zstd' ? zstdBytes(stored) : stored;
  return typeof bytes === 'string' ? bytes : (jsonObject(bytes) ?? 'is no JSON object: not counted');
}

interface Thread {
  readonly id: string;
  readonly atMs: number | undefined;
  readonly line: number;
}

function readThread(document: Json, thread: Thread, out: Out): void {
  const used = record(document.model);
  const terms = { provider: text(used?.provider), model: text(used?.model) ?? '' };
  const sum = COUNTS.map(() => 0);
  const emit = (name: string, counts: readonly number[], quality: Quality, remarks: Remarks) => {
    const [input, cacheRead, cacheWrite, output] = counts as [number, number, number, number];
    if (input + cacheRead + cacheWrite + output === 0) return;
    const atMs = remarks.time(thread.atMs, undefined);
    if (atMs === undefined) return;
    out.reading({
      key: `zed:${thread.id}:${name}`,
      atMs,
      tokens: tokensBeside({ input, cacheRead, cacheWrite }, output, terms.model),
      quality,
      notes: [...remarks.notes],
      terms,
      attribution: { source: 'zed', session: thread.id },
      offset: thread.line,
      line: thread.line,
    });
  };
  const remarksOf = (...notes: readonly Note[]) =>
    new Remarks(why => out.trouble(`thread ${thread.id}: ${why}`, thread.line), ...notes);
  for (const [id, usage] of Object.entries(record(document.request_token_usage) ?? {})) {
    const remarks = remarksOf('borrowed time');
    const counts = COUNTS.map(name => remarks.count(record(usage)?.[name], name));
    counts.forEach((count, i) => {
      sum[i] = sum[i]! + count;
    });
    emit(id, counts, 'exact', remarks);
  }
  const remarks = remarksOf('remainder', 'no request split');
  const all = record(document.cumulative_token_usage);
  const rest = COUNTS.map((name, i) => Math.max(0, remarks.count(all?.[name], name) - sum[i]!));
  emit('remainder', rest, 'session total', remarks);
}
