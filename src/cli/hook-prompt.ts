/**
 * `token-dash hook prompt`: what Claude Code's UserPromptSubmit hook runs. It warns once in a session of each budget that is
 * nearly used up, and stops the prompt over a hard one (https://docs.claude.com/en/docs/claude-code/hooks). Whatever goes
 * wrong is a line in the log of the hook: a prompt is never stopped by our own mistake.
 */
import { promptVerdict } from '../budgets/prompt-verdict.ts';
import { withoutByteOrderMark } from '../core/byte-order-mark.ts';
import { printable } from '../core/clean.ts';
import { isProject, projectsMeant } from '../core/project-names.ts';
import { Projects } from '../rollup/projects.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { EXIT } from './io.ts';

export const hookPrompt: Command = {
  id: 'prompt',
  summary: "what Claude Code's UserPromptSubmit hook runs; reads its JSON on standard input",
  needsNoConfig: true,
  examples: [['hook prompt', 'warn of budgets; stop the prompt over one that is hard']],
  declare: () => {},
  async run(context) {
    try {
      const answer = await answerFor(context, await textOf(context.io.stdin));
      if (answer) context.io.out(`${JSON.stringify(answer)}\n`);
    } catch (error) {
      context.ledger.logError(`hook prompt: ${error instanceof Error ? error.message : error}`);
    }
    return EXIT.ok;
  },
};

async function answerFor(context: Context, text: string): Promise<object | undefined> {
  const { session_id: session = '', cwd = '' } = JSON.parse(withoutByteOrderMark(text)) as {
    session_id?: string;
    cwd?: string;
  };
  const { settings } = context;
  if ((settings.budgets.value ?? []).length === 0) return undefined;
  const states = await (await context.alerts()).budgets();
  const names = settings.projects.value ?? {};
  const dirs = withParents(new Projects([]).of(String(cwd)));
  const isOf = (project: string) =>
    projectsMeant(project, names).some(each => dirs.some(dir => isProject(dir, each)));
  const { stop, warnings } = promptVerdict(states, isOf);
  if (stop !== undefined) return { decision: 'block', reason: printable(stop) };
  const fresh = context.promptWarnings.takeNew(
    String(session),
    warnings.map(({ key }) => key),
  );
  const said = warnings.filter(({ key }) => fresh.includes(key)).map(each => printable(each.text));
  return said.length > 0 ? { systemMessage: said.join('\n') } : undefined;
}

/** A directory, and those that it lies in: a session may have been started below its project. */
function withParents(dir: string): readonly string[] {
  const dirs: string[] = [];
  for (let at = dir; at !== ''; at = at.replace(/[\\/]?[^\\/]*$/, '')) dirs.push(at);
  return dirs;
}

async function textOf(stdin: AsyncIterable<string | Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stdin)
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  return text;
}
