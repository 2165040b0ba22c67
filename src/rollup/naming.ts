/** Names of projects and agents that logs do not have: a journal is given them. */
import type { ScheduledRuns } from '../core/action.ts';
import type { Disk } from './projects.ts';

export interface Naming {
  /** The name that the user gave a project; else the project. */
  projectOf?(path: string): string;
  /** What the disk says of the directories of projects. */
  readonly disk?: Disk;
  /** What the tool of a source calls a subagent whose type no log states. */
  agentOf?(source: string): string | undefined;
  /** The sessions that a schedule started, as they are known now. */
  runs?(): ScheduledRuns;
}
