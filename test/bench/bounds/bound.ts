/** What is measured in one file of this directory. */
import type { Peer } from '../peers.ts';
import type { Finding } from '../table.ts';

export interface Context {
  /** Where trees, caches and builds may be kept. */
  readonly scratch: string;
  /** Counted runs of each contestant. */
  readonly rounds: number;
  /** The built program of this checkout, and of the commit to compare with. */
  readonly program: string;
  readonly before: string | undefined;
  readonly peers: readonly Peer[];
}

export interface Bound {
  readonly id: string;
  measure(context: Context): Promise<readonly Omit<Finding, 'bound'>[]>;
}
