/** The roof of a thread that reads logs: `logs/read/worker-pool.ts` starts it where there is much to read. */
import { serve } from './logs/read/worker.ts';
import { SOURCES } from './sources/index.ts';

serve(SOURCES);
