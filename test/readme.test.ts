/** The README says what the program does: its keys come from the key table, its commands exist. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOOKS } from '../src/claude/hooks.ts';
import { COMMANDS } from '../src/cli/commands.ts';
import { REGISTRY } from '../src/sources/registry.ts';
import { KEYS, type KeyLine, keyLabel } from '../src/tui/keys.ts';
import { home } from './support/home.ts';
import { run } from './support/program.ts';

const readme = readFileSync('README.md', 'utf8');

function keyTable(): string {
  const rows = (KEYS as readonly KeyLine[]).map(({ keys, does }) => {
    const labels = keys.map(key => `\`${keyLabel(key)}\``).join(' ');
    return `| ${labels} | ${does} |`;
  });
  return ['| Key | |', '|---|---|', ...rows].join('\n');
}

function sourceTable(): string {
  const rows = REGISTRY.map(
    ({ title, usualDir, variable, exact, limits }) =>
      `| ${title} | \`${usualDir}\`, \`${variable}\` | ${exact} | ${limits} |`,
  );
  return ['| Source | Looked for in | Exact | Not exact |', '|---|---|---|---|', ...rows].join('\n');
}

describe('the README', () => {
  it.each([
    ['keys', keyTable()],
    ['sources', sourceTable()],
  ])('has the table of %s', (name, table) => {
    const [start, end] = [new RegExp(`<!-- ${name}:.*-->\\n`).exec(readme)!, `<!-- /${name} -->`];
    const from = start.index + start[0].length;
    const wanted = `\n${table}\n\n`;
    if (process.env.UPDATE_README) {
      const now = readFileSync('README.md', 'utf8');
      const at = now.indexOf(start[0]) + start[0].length;
      writeFileSync('README.md', now.slice(0, at) + wanted + now.slice(now.indexOf(end)));
    } else expect(readme.slice(from, readme.indexOf(end))).toBe(wanted);
  });

  it('names every command', () => {
    for (const { id } of COMMANDS) expect(readme, id).toContain(id);
  });

  it('links to what is there', () => {
    for (const [, path] of readme.matchAll(/\]\((?!http)([^)#]+)\)/g))
      expect(existsSync(path!), path).toBe(true);
  });

  it('tells how to clear the cache', () => expect(readme).toContain('rm -rf ~/.cache/claude-token-burn'));

  it('says what is not tracked, and why', async () => {
    expect(readme.replaceAll(/\s+/g, ' ')).toContain(
      'A hook after each tool call (`PostToolUse`) is given no counts, so its costs would be estimates',
    );
    expect(readme).toContain('`token-dash price --stdin` prices such usage records');
    const usage = { input_tokens: 1_000_000, output_tokens: 0 };
    const record = {
      provider: 'anthropic',
      model: 'claude-opus-4-6',
      timestamp: '2026-11-20T12:00:00Z',
      usage,
    };
    const input = `${JSON.stringify(record)}\n`;
    const { out } = await run(home(), ['price', '--stdin'], { input });
    expect(JSON.parse(out)).toMatchObject({ status: 'priced' });
    // The only hooks that are put into Claude Code's settings.
    expect(
      Object.values(HOOKS)
        .map(({ event }) => event)
        .sort(),
    ).toEqual(['SessionEnd', 'UserPromptSubmit']);
  });

  it('the changelog has a date for every release, and for the work since then, the newest first', () => {
    const changelog = readFileSync('.github/CHANGELOG.md', 'utf8');
    const parts = changelog.split(/^## /m).slice(1);
    const dates = parts.map(part => /\d{4}-\d\d-\d\d/.exec(part.slice(0, 80))?.[0]);
    expect(parts.length).toBeGreaterThan(1);
    for (const date of dates) expect(date).toBeDefined();
    expect(dates).toEqual([...dates].sort().reverse());
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(parts.some(part => part.startsWith(`${version} `))).toBe(true);
  });

  it('gives thanks', () => {
    for (const name of ['Ink', 'Claude Code', 'Goose'])
      expect(readme.slice(readme.indexOf('## Thanks'))).toContain(name);
  });
});
