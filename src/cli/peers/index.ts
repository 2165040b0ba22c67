/** The registry of other tools whose JSON can be read, and the door to it. */
import { withoutByteOrderMark } from '../../core/byte-order-mark.ts';
import { record } from '../../core/lines.ts';
import type { PeerReport } from '../../reports/compare/peer.ts';
import { ccusage } from './ccusage.ts';
import { codeburn } from './codeburn.ts';
import { Field, NotAReport } from './json.ts';
import type { Peer } from './peer.ts';
import { tokscale } from './tokscale.ts';

export const PEERS: readonly Peer[] = [ccusage, codeburn, tokscale];

export type ReadPeer =
  | { readonly report: PeerReport; readonly problem?: undefined }
  /** Why it cannot be read, and what would be: sentences for the user. */
  | { readonly report?: undefined; readonly problem: string };

/** Reads what another tool wrote; by its shape alone, whatever its file is called. */
export function readPeer(text: string): ReadPeer {
  const expected = `Expected the output of ${PEERS.map(peer => `'${peer.command}'`).join(', ')}.`;
  const fail = (why: string) => ({ problem: `${why}. ${expected}` });
  if (text.includes('\0'))
    return fail('it is not UTF-8 text (PowerShell writes UTF-16: use Out-File -Encoding utf8)');
  if (text.trim() === '') return fail('it is empty');
  let value: unknown;
  try {
    value = JSON.parse(withoutByteOrderMark(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fail(`it is not whole JSON (${error.message})`);
  }
  const file = new Field(value, '');
  const peer = record(value) && PEERS.find(each => each.isFrom(file));
  if (!peer) return fail('it is JSON, but not of a tool that is known here');
  try {
    const report = peer.read(file);
    const isEmpty = report.views.every(view => view.length === 0);
    return isEmpty ? fail('it has no usage in it') : { report };
  } catch (error) {
    if (!(error instanceof NotAReport)) throw error;
    return fail(error.message);
  }
}
