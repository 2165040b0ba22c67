/** The thread that a plug-in runs in. It answers one request after the other, and `client.ts` waits for each. */
import { workerData } from 'node:worker_threads';
import type { Format, LineFormat, Source, Tables, WholeFormat, WholeOut } from '../core/source.ts';
import type { Answer, Described, ReadResult, Request, ThreadInit } from './protocol.ts';

/** How a database is opened for a plug-in, which is closed when its answer has been given. */
export type OpenTables = (path: string) => Tables & { close(): void };

export async function servePlugin(openTables: OpenTables): Promise<void> {
  const { module, place, port, signal } = workerData as ThreadInit;
  const flag = new Int32Array(signal);
  const answer = (made: Answer) => {
    try {
      port.postMessage(made);
    } catch {
      port.postMessage({ ok: false, why: 'answered with what is no plain data' } satisfies Answer);
    }
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  };
  let source: Source | undefined;
  let formats = new Map<string, Format>();
  port.on('message', async (request: Request) => {
    try {
      if (request.kind === 'describe') {
        source = ((await import(module)) as { readonly default?: Source }).default;
        if (typeof source?.roots !== 'function') throw new Error('its default export is no source');
        const roots = source.roots(place);
        formats = new Map(roots.flatMap(({ files }) => files.map(({ format }) => [format.id, format])));
        answer({ ok: true, value: described(source, roots) });
      } else answer({ ok: true, value: answerTo(request, formats.get(request.format), openTables) });
    } catch (error) {
      answer({ ok: false, why: error instanceof Error ? error.message : String(error) });
    }
  });
}

function described(source: Source, roots: ReturnType<Source['roots']>): Described {
  const { id, title, hint, agent, exact, limits } = source;
  return {
    ...{ id, title, hint, agent, exact, limits },
    roots: roots.map(({ path, files }) => ({
      path,
      files: files.map(({ glob, ignore, format: { kind, id: format, version } }) => ({
        glob,
        ignore,
        format: { kind, id: format, version },
      })),
    })),
  };
}

function answerTo(
  request: Exclude<Request, { kind: 'describe' }>,
  format: Format | undefined,
  openTables: OpenTables,
) {
  if (!format) throw new Error(`has no format '${request.format}'`);
  if (request.kind === 'start') return (format as LineFormat).start(request.file);
  const result = collector();
  if (request.kind === 'lines') {
    (format as LineFormat).read(request.state, request.bytes, request.offset, result.out);
    return { ...result.all(), state: request.state };
  }
  if (request.kind === 'whole') {
    (format as WholeFormat).read(request.file, request.bytes, result.out, () => undefined);
    return result.all();
  }
  const tables = openTables(request.file);
  try {
    if (format.kind === 'tables') format.read(request.file, tables, result.out);
    return result.all();
  } finally {
    tables.close();
  }
}

function collector() {
  const readings: unknown[] = [];
  const troubles: { why: string; line: number | undefined }[] = [];
  const agentTypes: [string, string][] = [];
  let half: string | undefined;
  const out: WholeOut = {
    reading: reading => readings.push(reading),
    trouble: (why, line) => troubles.push({ why, line }),
    agentType: (id, type) => agentTypes.push([id, type]),
    // Titles of sessions and the age of a file are of sources that are built in.
    session: () => {},
    begun: () => {},
    incomplete: why => {
      half = why;
    },
  };
  return { out, all: (): ReadResult => ({ readings, troubles, agentTypes, incomplete: half }) };
}
