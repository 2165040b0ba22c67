/** What the doctor looks at of sessions: which of them have no usage to read, and which used more than their logs have. */
import { counted, usdExact } from '../core/format.ts';
import { sentenceOf } from '../reports/witness/beside-sessions.ts';
import { type SessionCount, sessionCounts } from '../reports/witness/session-counts.ts';
import { unservedIn, unservedSentence } from '../reports/witness/unserved.ts';
import type { DoctorInput } from './doctor-input.ts';
import type { Finding } from './finding.ts';

/** Sessions of which there is no usage to read, or not all. */
export function transcripts({
  transcripts: { empty, missing, replaced },
  logs: found,
}: DoctorInput): Finding[] {
  const elsewhere = new Set<string>();
  if (!('failure' in found)) {
    found.snapshot.journal.visit(({ notes, attribution }) => {
      if (notes.includes('elsewhere')) elsewhere.add(attribution.session);
    });
  }
  const says = (count: number, what: (files: string) => string): Finding[] =>
    count > 0 ? [{ level: 'note', what: what(counted(count, 'session')) }] : [];
  const findings = [
    ...says(empty, of => `${of} with an empty transcript (0 bytes): what was used in it is not known`),
    ...says(missing, of => `${of} without a transcript: only subagents of it are there`),
    ...says(
      elsewhere.size,
      of =>
        `${of} that went on in another place, with marks in the log and no messages: totals are minimums (≥)`,
    ),
    ...says(replaced, of => `${of} that Claude Code replaced (*.orphaned*, *.superseded*): left out`),
  ];
  return findings.length > 0 ? findings : [{ level: 'fine', what: 'every session has a transcript' }];
}

/** What Claude Code counted itself, above the lines of its sessions. */
export function witness({ logs: found }: DoctorInput): Finding[] {
  if ('failure' in found) return [];
  const { journal } = found.snapshot;
  const refused = unservedSentence(unservedIn(journal));
  const findings: Finding[] =
    refused === undefined ? [] : [{ level: 'note', what: refused, todo: 'token-dash witness' }];
  return [...countedAbove(sessionCounts(journal, found.prices)), ...findings];
}

function countedAbove(counts: readonly SessionCount[]): Finding[] {
  if (counts.length === 0)
    return [{ level: 'fine', what: 'no log has a count of its own tool to compare with' }];
  const [missing] = sentenceOf(counts, usdExact);
  if (missing === undefined) {
    const what = `the lines of ${counted(counts.length, 'session')} have all that Claude Code counted itself`;
    return [{ level: 'fine', what }];
  }
  return [{ level: 'note', what: missing.replace(' (token-dash witness)', ''), todo: 'token-dash witness' }];
}
