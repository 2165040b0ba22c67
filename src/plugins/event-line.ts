/** A response as one line of text, for fixtures: what is usual is left out. */
import { cacheWriteTokens, type UsageEvent } from '../core/usage.ts';

/** `2026-07-01T10:00:05.000Z session model: input 60, read 40, output 20; of parent, agent explorer, tools a b` */
export function eventLine(event: UsageEvent): string {
  const { attribution: by, terms, tokens, reasoning } = event;
  const counts = { input: tokens.input, read: tokens.cacheRead, write: cacheWriteTokens(tokens) };
  const more = { output: tokens.output, reasoning, searches: event.webSearches };
  const stated = Object.entries({ ...counts, ...more }).filter(([, count]) => count > 0);
  const about = {
    of: by.parentSession,
    agent: event.agent,
    in: by.cwd,
    on: by.branch,
    client: by.client,
    by: terms.provider,
    tier: terms.tier,
    tools: event.tools.join(' '),
    $: event.loggedUsd,
    quality: event.quality === 'exact' ? undefined : event.quality,
    notes: event.notes.join(' + '),
    records: event.records === 1 ? undefined : event.records,
  };
  const known = Object.entries(about).filter(([, value]) => value !== undefined && value !== '');
  const who = `${new Date(event.atMs).toISOString()} ${by.session} ${terms.model || '(no model)'}`;
  return `${who}: ${joined(stated)}${known.length > 0 ? `; ${joined(known)}` : ''}`;
}

function joined(entries: readonly (readonly [string, unknown])[]): string {
  return entries.map(([name, value]) => `${name} ${value}`).join(', ');
}
