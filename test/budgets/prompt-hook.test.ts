/** The hook for prompts as Claude Code runs it: its JSON on standard input, the answer on standard output. */
import { expect, test } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';

const PROMPT = JSON.stringify({
  ...{ session_id: 's1', transcript_path: '/x', cwd: '/home/ada/loom/src', prompt: 'hello' },
  hook_event_name: 'UserPromptSubmit',
});
const LOGS = { '.claude/projects/p/s1.jsonl': said({ id: 'm1', input: 1_000_000, output: 0 }) };

async function ask(budgets: string | undefined, stdin = PROMPT) {
  const at = home({ ...LOGS, ...(budgets && { '.config/token-dash/config.yaml': budgets }) });
  const hook = () => run(at, ['hook', 'prompt'], { input: stdin });
  return { hook, at };
}

test('a hard budget stops the prompt, another one warns once in a session', {
  timeout: 120_000,
}, async () => {
  const spanned = 'from: 2026-01-01, to: 2099-12-31';
  const hard = await ask(`budgets:\n  - { name: All, ${spanned}, usd: 1, project: loom, hard: true }\n`);
  const stopped = await hard.hook();
  expect(stopped.code).toBe(0);
  expect(JSON.parse(stopped.out)).toMatchObject({
    decision: 'block',
    reason: expect.stringContaining('All'),
  });

  const soft = await ask(`budgets:\n  - { name: All, ${spanned}, usd: 1 }\n`);
  expect(JSON.parse((await soft.hook()).out)).toEqual({
    systemMessage: expect.stringMatching(/^token-dash: All, 2026-01-01 to 2099-12-31: .*, over$/),
  });
  expect(await soft.hook()).toMatchObject({ code: 0, out: '' });
});

test.each<[string, string | undefined, string]>([
  ['there is no budget', undefined, PROMPT],
  ['the input is no JSON', 'budgets:\n  - { per: month, usd: 1, hard: true }\n', 'hello'],
  ['the configuration cannot be read', 'budgets: [', PROMPT],
])('nothing is said where %s', { timeout: 60_000 }, async (_, budgets, stdin) => {
  expect(await (await ask(budgets, stdin)).hook()).toMatchObject({ code: 0, out: '' });
});
