/** Tasks that sent much to the model for what came back: the prompt may carry what it need not. */
import { grouped } from '../../core/format.ts';
import { allTasks, type FindingRule, named } from './finding.ts';

const RATIO = 10;
/** Below this many tasks, a tenth of them says nothing. */
const FEWEST_FOR_TENTH = 10;

export const prompts: FindingRule = {
  id: 'prompt_optimization',
  kind: 'opportunity',
  title: 'Prompt optimization',
  rule: `tasks with more than ${RATIO} tokens in per token out, or more tokens in than nine tenths of the tasks (where there are at least ${FEWEST_FOR_TENTH})`,

  look({ sessions }) {
    const tasks = allTasks(sessions).filter(({ task }) => task.tokensIn > 0);
    const inputs = tasks.map(({ task }) => task.tokensIn).sort((a, b) => a - b);
    const edge =
      inputs.length < FEWEST_FOR_TENTH
        ? Number.POSITIVE_INFINITY
        : inputs[Math.ceil(inputs.length * 0.9) - 1]!;
    return tasks
      .filter(({ task }) => task.tokensIn > edge || task.tokensIn > RATIO * task.tokensOut)
      .map(each => ({
        text: `"${named(each)}" sent ${grouped(each.task.tokensIn)} tokens for ${grouped(each.task.tokensOut)} back`,
        tasks: [each],
      }));
  },
};
