/** The contract of a reader of another tool's JSON. To add a tool, write its file and its line in `index.ts`. */
import type { PeerReport } from '../../reports/compare/peer.ts';
import type { Field } from './json.ts';

export interface Peer {
  /** The command whose output it reads. */
  readonly command: string;
  /** Whether the file was made by this tool, by any of its commands. */
  isFrom(file: Field): boolean;
  /** Throws NotAReport where it is not the report that can be compared. */
  read(file: Field): PeerReport;
}
