/** This run: its environment, its paths, its version. */
import type { Env, Paths } from '../os/paths.ts';

export interface RunContext {
  readonly env: Env;
  readonly paths: Paths;
  readonly version: string;
}
