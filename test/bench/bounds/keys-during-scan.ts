/**
 * Keys during a scan: the dashboard answers while it reads two gigabytes for the first time, from its first key to the
 * moment when the numbers are there. What has been read is merged at the end, where a thread may well be busy for long,
 * so the slowest answers are told beside the many fast ones.
 */
import { TREES, treeOf } from '../corpus.ts';
import { coldReading } from '../reads.ts';
import { median, quantile } from '../runs.ts';
import type { Found } from '../table.ts';
import { pause, Terminal } from '../terminal.ts';
import type { Bound } from './bound.ts';

const SCANS = 5;
const BETWEEN_MS = [61, 73, 89];
const FIRST_FRAME_MS = 100;
const PROMISED_MS = 30;
/** Another theme changes every cell that has something in it; the progress of a scan changes a few. */
const REPAINT_BYTES = 1000;

export const keysDuringScan: Bound = {
  id: 'keys-during-scan',
  against: 'afterwards',
  async measure({ scratch, program }): Promise<readonly Found[]> {
    const read = coldReading(program, treeOf(TREES.large, scratch), scratch, 'keys');
    const [first, answers]: [number[], number[]] = [[], []];
    for (let scan = 0; scan < SCANS; scan++) {
      read.prepare?.();
      const dashboard = new Terminal([process.execPath, program], read.env!);
      await dashboard.saw(/Reading\s+the\s+logs/);
      // The first frame comes in several pieces, which must not be taken for the answer. The first key waits for Ink.
      await pause(FIRST_FRAME_MS);
      first.push(await dashboard.answer('t', REPAINT_BYTES));
      for (let press = 0; !/responses\s+since/.test(dashboard.text); press++) {
        await pause(BETWEEN_MS[press % BETWEEN_MS.length]!);
        answers.push(await dashboard.answer('t', REPAINT_BYTES));
      }
      await dashboard.quit();
    }
    const late = answers.filter(ms => ms > PROMISED_MS).length / answers.length;
    return [
      { what: 'answered, median', measured: median(answers), unit: 'ms', most: PROMISED_MS },
      {
        what: 'answered, 95 of 100 within',
        measured: quantile(answers, 0.95),
        unit: 'ms',
        most: PROMISED_MS,
        isErratic: true,
      },
      { what: `answered later than ${PROMISED_MS} ms`, measured: late * 100, unit: '%', isErratic: true },
      { what: 'answered, slowest', measured: Math.max(...answers), unit: 'ms', isErratic: true },
      { what: 'the first key, while Ink is loaded, median', measured: median(first), unit: 'ms' },
    ];
  },
};
