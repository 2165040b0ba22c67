/** Work of Sonnet that the project's own strategy gives to Haiku: documents, YAML, configuration, simple tests. */
import type { Money } from '../../core/money.ts';
import { familyOf } from '../tracked.ts';
import { allTasks, type FindingInput, type FindingRule, named, type TaskOf } from './finding.ts';

const SIMPLE =
  /\b(?:docs?|documentation|documenting|readme|changelog|guide|tutorial|comments?|docstrings?|ya?ml|json|toml|configs?|configuration|settings|scaffold\w*|boilerplate|renam\w+|format\w*|lint\w*|typos?|directories|simple tests?|basic tests?|unit tests?|fixtures?)\b/i;
/** What makes a task more than that, whatever else it is called. */
const COMPLEX =
  /\b(?:architect\w*|implement\w*|integrat\w*|refactor\w*|design\w*|algorithm\w*|debug\w*|securit\w*|concurren\w*|migrat\w*|analy[sz]\w*)\b/i;

export const cheaperModel: FindingRule = {
  id: 'switch_to_haiku',
  kind: 'opportunity',
  title: 'Switch to Haiku',
  rule: "Sonnet tasks about documents, YAML, configuration or simple tests whose description names no implementation, integration, design or analysis; saving = cost less Haiku's list price for the same tokens",

  look(input) {
    return allTasks(input.sessions)
      .filter(({ task }) => familyOf(task.model) === 'sonnet')
      .filter(({ task }) => SIMPLE.test(task.description) && !COMPLEX.test(task.description))
      .map(each => ({
        text: `"${named(each)}" could be done by Haiku`,
        tasks: [each],
        usd: saving(each, input),
      }));
  },
};

/** Nothing where Haiku would cost more than what the file states. */
function saving({ task }: TaskOf, { haikuUsd }: FindingInput): Money | undefined {
  if (task.usd === undefined || task.tokensIn + task.tokensOut === 0) return undefined;
  const cheaper = haikuUsd(task.tokensIn, task.tokensOut);
  return cheaper === undefined || cheaper >= task.usd ? undefined : task.usd - cheaper;
}
