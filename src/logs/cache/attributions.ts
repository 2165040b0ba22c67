/** Attributions in a cache file, each made on its first use. */
import type { Attribution } from '../../core/usage.ts';
import type { ChunkFile } from './chunk-file.ts';
import { readRecords } from './records.ts';

/** All that an attribution can say, in the order in which it is written. */
export const ATTRIBUTION_FIELDS = Object.keys({
  agent: 0,
  agentId: 0,
  branch: 0,
  calledThrough: 0,
  client: 0,
  command: 0,
  cwd: 0,
  isCopy: 0,
  isOneRequest: 0,
  isSidechain: 0,
  origin: 0,
  parentSession: 0,
  session: 0,
  skill: 0,
  source: 0,
  startedMs: 0,
  store: 0,
  witness: 0,
} satisfies Record<keyof Attribution, 0>) as readonly (keyof Attribution)[];

/** Spelled out field by field: objects of one shape are made much faster than objects of any. */
export function attributionsOf(
  chunks: ChunkFile,
  stems: readonly string[],
): { readonly count: number; make(id: number): Attribution } {
  const { count, field } = readRecords(chunks, 'attributions', stems);
  const text = (name: keyof Attribution) => field(name) as (id: number) => string | undefined;
  const [source, session, parentSession] = [text('source'), text('session'), text('parentSession')];
  const [cwd, branch, client] = [text('cwd'), text('branch'), text('client')];
  const [agentId, agent, skill, command] = [text('agentId'), text('agent'), text('skill'), text('command')];
  const origin = text('origin');
  const isCopy = field('isCopy') as (id: number) => boolean | undefined;
  const isOneRequest = field('isOneRequest') as (id: number) => boolean | undefined;
  const isSidechain = field('isSidechain') as (id: number) => boolean | undefined;
  const number = (name: keyof Attribution) => field(name) as (id: number) => number | undefined;
  const [witness, startedMs] = [number('witness'), number('startedMs')];
  const [store, calledThrough] = [text('store'), text('calledThrough')];
  return {
    count,
    make: id => ({
      source: source(id) ?? '',
      session: session(id) ?? '',
      parentSession: parentSession(id),
      cwd: cwd(id),
      branch: branch(id),
      agentId: agentId(id),
      agent: agent(id),
      isSidechain: isSidechain(id),
      skill: skill(id),
      command: command(id),
      client: client(id),
      origin: origin(id),
      isCopy: isCopy(id),
      witness: witness(id),
      store: store(id),
      startedMs: startedMs(id),
      calledThrough: calledThrough(id),
      isOneRequest: isOneRequest(id),
    }),
  };
}
