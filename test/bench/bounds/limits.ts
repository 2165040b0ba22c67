/**
 * Limits: what is large in one way or another is read with a heap of 128 MB, and comes to the truth. The two gigabytes of
 * everyday must do with 130 MB in all; what the odd ones take is told for information.
 */
import { TREES, type Tree, treeOf } from '../corpus.ts';
import { hugeLines, million } from '../odd-trees.ts';
import { checkTruth, coldReading, confined } from '../reads.ts';
import { median, peaksMb, statusMb } from '../runs.ts';
import type { Found } from '../table.ts';
import { NUMBERS, pause, Terminal } from '../terminal.ts';
import type { Bound, Context } from './bound.ts';

const HEAP_MB = 128;
const TWO_GIGABYTES = { id: 'two-gigabytes', bytes: 2e9, files: 1 } as const;

export const limits: Bound = {
  id: 'limits',
  async measure(context): Promise<readonly Found[]> {
    const { scratch } = context;
    const large = treeOf(TREES.large, scratch);
    return [
      await scan('2 GB in 2,000 files', large, context, 130),
      await scan('one file of 2 GB', treeOf(TWO_GIGABYTES, scratch), context),
      await scan('lines of 200 MB', hugeLines(scratch), context),
      await scan('1,000,000 responses', million(scratch), context),
      ...(await dashboard(large, context)),
    ];
  },
};

async function scan(what: string, tree: Tree, { program, scratch }: Context, most?: number): Promise<Found> {
  const read = confined(coldReading(program, tree, scratch, 'limits'), HEAP_MB);
  return works(`${what}: peak memory, heap of ${HEAP_MB} MB`, async () => {
    checkTruth(read, tree);
    return { measured: median(await peaksMb(read)), most };
  });
}

/** Opens over a tree that nothing is known of, and goes on with it. */
async function dashboard(tree: Tree, { program, scratch }: Context): Promise<readonly Found[]> {
  const read = confined(coldReading(program, tree, scratch, 'limits'), HEAP_MB);
  read.prepare?.();
  const opened = new Terminal([process.execPath, program], read.env!);
  const mark = async () => ({ measured: statusMb(opened.pid, 'VmHWM') });
  try {
    return [
      await works(`dashboard, first scan: peak memory, heap of ${HEAP_MB} MB`, async () => {
        await opened.saw(NUMBERS);
        return mark();
      }),
      await works(`dashboard, 50 looks later: peak memory, heap of ${HEAP_MB} MB`, async () => {
        for (let look = 0; look < 50; look++) {
          opened.type('R');
          await pause(60);
        }
        return mark();
      }),
    ];
  } finally {
    await opened.quit();
  }
}

/** What does not work at all is a finding, too. */
async function works(
  what: string,
  measure: () => Promise<{ readonly measured: number; readonly most?: number }>,
): Promise<Found> {
  try {
    const found = await measure();
    if (Number.isNaN(found.measured)) throw new Error('it has ended');
    return { what, unit: 'MB', ...found };
  } catch (error) {
    return { what, told: `does not work: ${reason(error)}`, holds: false };
  }
}

/** The line that says it, of all that a process says when it goes down. */
function reason(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  return (lines.find(line => /out of memory|error/i.test(line)) ?? lines[0]!).slice(-160);
}
