/** A plug-in as a source like any other: its roots as it described them, its formats by way of its thread. */
import { isAbsolute } from 'node:path';
import { record } from '../core/lines.ts';
import type { Format, Out, Root, Source, WholeOut } from '../core/source.ts';
import type { PluginClient } from './client.ts';
import type { Described, ReadResult } from './protocol.ts';
import { type Span, soundReading, textOf } from './sound.ts';

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const KINDS = ['lines', 'whole', 'tables'];

/** Throws words for the user where the plug-in does not describe itself as a source must. `taken` are ids of others. */
export function pluginSource(client: PluginClient, name: string, taken: readonly string[]): Source {
  const given = client.ask({ kind: 'describe' }) as Described;
  const id = textOf(given.id) ?? '';
  if (!ID.test(id)) throw new Error(`its id is '${id}', not small letters, digits and dashes`);
  if (taken.includes(id)) throw new Error(`its id '${id}' is that of another source`);
  const formats = new Map<string, Format>();
  const formatOf = (of: Described['roots'][number]['files'][number]['format']) => {
    const [kind, format, version] = [textOf(of.kind) ?? '', textOf(of.id), of.version];
    if (!KINDS.includes(kind)) throw new Error(`a format is of kind '${kind}', not ${KINDS.join(', ')}`);
    if (format === undefined) throw new Error('a format has no id');
    if (!Number.isSafeInteger(version) || Number(version) < 1)
      throw new Error(`the version of format '${format}' is no whole number from 1 on`);
    const known = formats.get(format) ?? proxy(client, id, name, { kind, format, version: Number(version) });
    formats.set(format, known);
    return known;
  };
  const roots: readonly Root[] = given.roots.map(({ path, files }) => {
    const dir = textOf(path) ?? '';
    if (!isAbsolute(dir)) throw new Error(`it looks in '${dir}', which is no absolute path`);
    return {
      path: dir,
      files: files.map(({ glob, ignore, format }) => ({
        glob: textOf(glob) ?? '',
        ignore: Array.isArray(ignore) ? ignore.map(textOf).filter(each => each !== undefined) : [],
        format: formatOf(format),
      })),
    };
  });
  return {
    id,
    title: textOf(given.title) ?? id,
    key: id,
    variable: `plug-in ${id}`,
    usualDir: roots[0]?.path ?? '',
    hint: textOf(given.hint) ?? `It is read by the plug-in ${name}.`,
    agent: textOf(given.agent) ?? 'subagent',
    exact: textOf(given.exact) ?? 'as its plug-in says',
    limits: textOf(given.limits) ?? `read by the plug-in ${name}`,
    roots: () => roots,
  };
}

function proxy(
  client: PluginClient,
  source: string,
  plugin: string,
  of: { readonly kind: string; readonly format: string; readonly version: number },
): Format {
  const { kind, format, version } = of;
  const common = { id: `${source}/${format}`, version, isOnMainThread: true } as const;
  // A trouble of the file, which keeps what an earlier reading found.
  const ask = (request: Parameters<PluginClient['ask']>[0]) => {
    try {
      return client.ask(request);
    } catch (error) {
      throw new Error(`plug-in ${plugin}: ${(error as Error).message}`);
    }
  };
  if (kind === 'lines')
    return {
      ...common,
      kind,
      start: file => ({ of: ask({ kind: 'start', format, file }) }),
      read(state, bytes, offset, out) {
        const own = state as { of: unknown };
        const result = ask({ kind: 'lines', format, state: own.of, bytes, offset }) as ReadResult;
        own.of = result.state;
        emit(result, source, { from: offset, to: offset + bytes.length }, out);
      },
    };
  const anywhere = { from: 0, to: Number.MAX_SAFE_INTEGER };
  if (kind === 'whole')
    return {
      ...common,
      kind,
      read(file, bytes, out) {
        const result = ask({ kind: 'whole', format, file, bytes }) as ReadResult;
        if (result.incomplete === undefined) emit(result, source, anywhere, out);
        else (out as WholeOut).incomplete(String(result.incomplete).slice(0, 300));
      },
    };
  return {
    ...common,
    kind: 'tables',
    read: (file, _tables, out) =>
      emit(ask({ kind: 'tables', format, file }) as ReadResult, source, anywhere, out),
  };
}

function emit(result: ReadResult, source: string, span: Span, out: Out): void {
  result.readings.forEach((reading, i) => {
    const sound = soundReading(reading, source, span);
    if (typeof sound !== 'string') out.reading(sound);
    else {
      const line = record(reading)?.line;
      out.trouble(`reading ${i + 1} of the plug-in: ${sound}: left out`, isLine(line) ? line : undefined);
    }
  });
  for (const { why, line } of result.troubles)
    out.trouble(String(why).slice(0, 300), isLine(line) ? line : undefined);
  for (const [id, type] of result.agentTypes) {
    const [agentId, name] = [textOf(id), textOf(type)];
    if (agentId !== undefined && name !== undefined) out.agentType(agentId, name);
  }
}

function isLine(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
