/** Idle: what a look at ten thousand files costs when nothing has changed, and what when one has grown. */
import { appendFileSync, statSync, truncateSync, utimesSync } from 'node:fs';
import { said } from '../../support/claude-lines.ts';
import { TREES, treeOf } from '../corpus.ts';
import { remembering } from '../reads.ts';
import { bytesRead, cpuMs } from '../runs.ts';
import { NUMBERS, pause, Terminal } from '../terminal.ts';
import type { Bound } from './bound.ts';

const LOOKS = 50;
/** How often the dashboard looks by itself. */
const BEAT_MS = 10_000;

export const idle: Bound = {
  id: 'idle',
  against: 'afterwards',
  async measure({ scratch, program }) {
    const tree = treeOf(TREES.many, scratch);
    const read = remembering(program, tree, scratch, 'ours');
    const dashboard = new Terminal([process.execPath, program], read.env!);
    await dashboard.saw(NUMBERS);
    await pause(1500);
    const look = async () => {
      dashboard.type('R');
      await pause(250);
    };
    for (let i = 0; i < 5; i++) await look();
    const before = { cpu: cpuMs(dashboard.pid), bytes: dashboard.bytes };
    for (let i = 0; i < LOOKS; i++) await look();
    const cpu = (cpuMs(dashboard.pid) - before.cpu) / LOOKS;
    const painted = (dashboard.bytes - before.bytes) / LOOKS;

    const log = tree.paths.find(path => !path.endsWith('.meta.json'))!;
    const { size, mtime } = statSync(log);
    /** What is read and painted when the log grows by a line. */
    const grow = async (id: string) => {
      const start = { read: bytesRead(dashboard.pid), bytes: dashboard.bytes };
      appendFileSync(log, said({ id, at: new Date().toISOString(), input: 1000, output: 2000 }));
      await look();
      await pause(1000);
      return { read: bytesRead(dashboard.pid) - start.read, painted: dashboard.bytes - start.bytes };
    };
    try {
      // A small log that nobody has touched for a month is read as a whole once.
      await grow('msg_first');
      const { read: tail, painted: frame } = await grow('msg_second');
      return [
        {
          what: 'a look every ten seconds, of a core',
          measured: (cpu / BEAT_MS) * 100,
          unit: '%',
          most: 0.5,
        },
        {
          what: 'written to the screen when nothing changed',
          measured: painted,
          unit: 'bytes',
          isErratic: true,
        },
        { what: 'read when one of 10,000 files grew by a line', measured: tail / 1000, unit: 'KB', most: 10 },
        { what: 'a changed frame at 120x35', measured: frame, unit: 'bytes', most: 400 },
      ];
    } finally {
      await dashboard.quit();
      truncateSync(log, size);
      utimesSync(log, mtime, mtime);
    }
  },
};
