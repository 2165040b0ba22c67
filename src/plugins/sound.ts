/**
 * What a plug-in emits, checked: only readings that every other part of the program can rely on come through, under keys
 * and a source of the plug-in's own.
 */
import { instant, MOST_TOKENS } from '../core/counts.ts';
import { responseKey } from '../core/key.ts';
import { record } from '../core/lines.ts';
import {
  type Attribution,
  NOTES,
  type Note,
  QUALITIES,
  type Quality,
  type Reading,
  type Terms,
  TOKEN_KINDS,
  type TokenKind,
} from '../core/usage.ts';

/** Where records may be that were read: bytes of lines, or rows. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const MOST_TEXT = 4096;
const MOST_TOOLS = 256;

/** The reading with nothing but what it may have; or why it is none, in words. */
export function soundReading(value: unknown, source: string, span: Span): Reading | string {
  const given = record(value);
  if (!given) return 'is no object';
  const key = textOf(given.key);
  if (!key) return 'has no key';
  const atMs = instant(given.atMs);
  if (atMs === undefined) return `atMs is ${String(given.atMs)}, no time since 2020`;
  const counts = record(given.tokens);
  if (!counts) return 'has no tokens';
  const tokens = {} as Record<TokenKind, number>;
  for (const kind of TOKEN_KINDS) {
    const count = counts[kind] ?? 0;
    if (!isCount(count)) return `tokens.${kind} is ${String(count)}, no count`;
    tokens[kind] = count;
  }
  for (const name of ['reasoning', 'webSearches', 'durationMs', 'records'] as const)
    if (given[name] !== undefined && !isCount(given[name]))
      return `${name} is ${String(given[name])}, no count`;
  const { loggedUsd } = given;
  if (loggedUsd !== undefined && !(typeof loggedUsd === 'number' && loggedUsd >= 0 && loggedUsd < 1e9))
    return `loggedUsd is ${String(loggedUsd)}, no cost`;
  if (!QUALITIES.includes(given.quality as Quality)) return `quality is '${String(given.quality)}'`;
  const { offset, line } = given;
  if (!isCount(offset) || offset < span.from || offset >= span.to) return 'its place is not in what was read';
  if (!isCount(line) || line < 1) return 'its line is no number from 1 on';
  const response = textOf(given.responseId);
  const attribution = attributionOf(record(given.attribution), source, response !== undefined);
  const terms = termsOf(record(given.terms));
  if (typeof attribution === 'string') return attribution;
  if (!terms) return 'terms.model is no text';
  const notes = Array.isArray(given.notes)
    ? given.notes.filter(note => Object.hasOwn(NOTES, String(note)))
    : [];
  const tools = Array.isArray(given.tools) ? given.tools.map(textOf).filter(name => name !== undefined) : [];
  return {
    // Its own keys cannot be those of another source. With the vendor's id, the records of other tools come first.
    ...(response === undefined ? { key: `${source}:${key}` } : { key: responseKey(response), request: '' }),
    ...{
      atMs: Math.round(atMs),
      tokens,
      terms,
      attribution,
      offset,
      line,
      loggedUsd: loggedUsd as number | undefined,
    },
    ...{ quality: given.quality as Quality, notes: notes as Note[], tools: tools.slice(0, MOST_TOOLS) },
    durationMs: given.durationMs as number | undefined,
    reasoning: Math.min(tokens.output, (given.reasoning as number | undefined) ?? 0),
    webSearches: given.webSearches as number | undefined,
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, MOST_TEXT) : undefined;
}

function termsOf(given: Readonly<Record<string, unknown>> | undefined): Terms | undefined {
  if (typeof given?.model !== 'string') return undefined;
  const [provider, tier, speed, geo] = [given.provider, given.tier, given.speed, given.geo].map(textOf);
  return { model: given.model.slice(0, MOST_TEXT), provider, tier, speed, geo };
}

function attributionOf(
  given: Readonly<Record<string, unknown>> | undefined,
  source: string,
  isCopy: boolean,
): Attribution | string {
  const session = textOf(given?.session);
  if (!given || session === undefined) return 'attribution.session is no text';
  const of = (name: string) => textOf(given[name]);
  return {
    ...{ source, session, parentSession: of('parentSession'), cwd: of('cwd'), branch: of('branch') },
    ...{ agentId: of('agentId'), agent: of('agent'), skill: of('skill'), command: of('command') },
    client: of('client'),
    isCopy: isCopy || undefined,
  };
}
