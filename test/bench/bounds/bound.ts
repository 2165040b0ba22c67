/** What is measured in one file of this directory. */
import type { Peers } from '../peers.ts';
import type { Found } from '../table.ts';

export interface Context {
  /** Where trees, caches and builds may be kept. */
  readonly scratch: string;
  /** Counted runs of each contestant. */
  readonly rounds: number;
  /** The built program of this checkout, and of the commit to compare with. */
  readonly program: string;
  readonly before: string | undefined;
  /** Undefined without --peers. */
  readonly peers: Peers | undefined;
  /** The archive of real shapes, where there is one beside the checkout. */
  readonly archive: string | undefined;
  /** Whether to print how the lines of trees are read. */
  readonly isProfiled: boolean;
}

export interface Bound {
  readonly id: string;
  /**
   * How a commit is compared with: its runs take turns with ours, or it is measured afterwards, where what is measured
   * hardly depends on what else the machine does. Absent where that takes too long for what it tells.
   */
  readonly against?: 'in turns' | 'afterwards';
  measure(context: Context): Promise<readonly Found[]>;
}
