/** `token-dash budget add-task`: a finished task into a COST-TRACKING file; every other byte of it stays. */
import { readCount, readMoney } from '../budgets/amounts.ts';
import { readMoment } from '../budgets/dates.ts';
import type { NewTask } from '../budgets/task-text.ts';
import { printable } from '../core/clean.ts';
import { decimal } from '../core/money.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';

interface Flags {
  readonly description?: string;
  readonly model?: string;
  readonly in?: string;
  readonly out?: string;
  readonly cost?: string;
  readonly milestone?: string;
  readonly id?: string;
  readonly phase?: string;
  readonly at?: string;
  readonly fromBudget?: boolean;
}

export const budgetAddTask: Command = {
  id: 'add-task',
  summary: 'add a finished task to a COST-TRACKING file and carry its totals on',
  examples: [
    [
      'budget add-task COST-TRACKING-1.yaml --description docs --model haiku --in 1000 --out 400 --cost 1.00',
      'with a backup beside the file',
    ],
  ],

  declare(declaration) {
    declaration
      .argument('<file>', 'the file')
      .requiredOption('--description <text>', 'what was done')
      .requiredOption('--model <name>', 'haiku, sonnet, or a full id')
      .option('--in <tokens>', 'tokens sent')
      .option('--out <tokens>', 'tokens received')
      .option('--cost <usd>', 'what it cost')
      .option('--milestone <percent>', '25%, 50%, 75% or 100%')
      .option('--id <id>', 'such as P0.1.1')
      .option('--phase <name>', "where it is not the session's")
      .option('--at <time>', 'when it was done (default: now)')
      .option(
        '--from-budget',
        'take the cost from the budget: budget_spent and budget_remaining change as well',
      );
  },

  async run({ io, tracking }, [file = ''], flags) {
    const task = taskOf(flags as Flags, io.nowMs);
    if ('problem' in task) {
      io.err(`token-dash budget add-task: ${printable(task.problem)}; nothing was changed\n`);
      return EXIT.failed;
    }
    // The editor brings the YAML parser with it, which other commands need not load.
    const { addTask } = await import('../budgets/tracking-edit.ts');
    try {
      const backup = await tracking.edit(file, text => {
        const edited = addTask(text, task, { fromBudget: (flags as Flags).fromBudget === true });
        if ('problem' in edited) throw new Error(`${file}: ${edited.problem}`);
        return edited.text;
      });
      io.out(`${printable(file)} has a task more; as it was before: ${printable(backup)}\n`);
      return EXIT.ok;
    } catch (error) {
      io.err(`token-dash budget add-task: ${printable((error as Error).message)}; nothing was changed\n`);
      return EXIT.failed;
    }
  },
};

function taskOf(flags: Flags, nowMs: number): NewTask | { readonly problem: string } {
  const { description = '', model = '', milestone, id, phase } = flags;
  if (description.trim() === '') return { problem: '--description is empty' };
  const tokensIn = flags.in === undefined ? undefined : readCount(flags.in);
  if (tokensIn && 'problem' in tokensIn) return { problem: `--in ${tokensIn.problem}` };
  const tokensOut = flags.out === undefined ? undefined : readCount(flags.out);
  if (tokensOut && 'problem' in tokensOut) return { problem: `--out ${tokensOut.problem}` };
  const cost = flags.cost === undefined ? undefined : readMoney(flags.cost);
  if (cost && 'problem' in cost) return { problem: `--cost ${cost.problem}` };
  if (cost && cost.value < 0n) return { problem: `--cost ${flags.cost} is below 0` };
  const at = readMoment(flags.at ?? `${new Date(nowMs).toISOString().slice(0, 19)}Z`);
  if ('problem' in at) return { problem: `--at ${at.problem}` };
  return {
    ...{ description: description.trim(), model, id, phase, milestone },
    tokensIn: tokensIn?.value,
    tokensOut: tokensOut?.value,
    usd: cost && decimal(cost.value, 2),
    timestamp: at.value.text,
  };
}
