/** The README says what the program does: its keys come from the key table, its commands exist. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/cli/commands.ts';
import { REGISTRY } from '../src/sources/registry.ts';
import { KEYS, type KeyLine, keyLabel } from '../src/tui/keys.ts';

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

  it('gives thanks', () => {
    for (const name of ['Ink', 'Claude Code', 'Goose'])
      expect(readme.slice(readme.indexOf('## Thanks'))).toContain(name);
  });
});
