/** `token-tracker`, and `token-tracker.sh` as it was called before: `token-dash log` under another name. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROGRAM } from '../../support/bundle.ts';
import { type Home, home } from '../../support/home.ts';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'));
const LOG = '.claude/token-usage.log';

/** From the top directory, as from any other. */
function runBin(name: string, at: Home, words: readonly string[]) {
  const program = join(dirname(PROGRAM), bin[name].replace(/^dist\//, ''));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: at.dir, TZ: 'UTC' },
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

describe.each(['token-tracker', 'token-tracker.sh'])('%s', name => {
  const run = (at: Home, ...words: readonly string[]) => runBin(name, at, words);

  it('logs and shows with the words of the original, from any directory', () => {
    const at = home();
    const { code, out } = run(at, 'log', 'calm-ai-pm', 'Add AGENTS.md', '3500');
    expect([code, out.split('\n')[0]]).toEqual([0, '✓ Logged: calm-ai-pm | Add AGENTS.md | 3500 tokens']);
    expect(readFileSync(at.at(LOG), 'utf8')).toMatch(
      / \| calm-ai-pm \| Add AGENTS\.md \| 3500 tokens \| \$0\.0091\n$/,
    );
    expect(run(at, 'today').out).toContain('Total: 1 task, 3,500 tokens, $0.01');
    expect(run(at, 'project').out).toContain('calm-ai-pm  1 task  3,500 tokens');
    expect(run(at, 'cost', '50000').out).toContain('$0.13');
  });

  it.each([[[]], [['log']], [['log', 'a']], [['log', 'a', 'b']], [['what']]])('%j: usage, exit 1', words => {
    const { code, err } = run(home(), ...words);
    expect(code).toBe(1);
    expect(err).toMatch(/^Usage/);
  });
});
