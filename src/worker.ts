/** The roof of a thread that reads logs: `disk/workers.ts` starts it where there is much to read. */
import { serve } from './disk/worker.ts';
import { SOURCES } from './sources/index.ts';

serve(SOURCES);
