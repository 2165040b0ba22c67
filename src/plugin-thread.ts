/** The entry of a thread that runs a plug-in. */
import { openTables } from './logs/read/sqlite.ts';
import { servePlugin } from './plugins/thread.ts';

void servePlugin(openTables);
