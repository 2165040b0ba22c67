/** The README says what the program does: its keys come from the key table, its commands exist. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/cli/commands.ts';
import { KEYS, type KeyLine, keyLabel } from '../src/tui/keys.ts';

const readme = readFileSync('README.md', 'utf8');

function keyTable(): string {
  const rows = (KEYS as readonly KeyLine[]).map(({ keys, does }) => {
    const labels = keys.map(key => `\`${keyLabel(key)}\``).join(' ');
    return `| ${labels} | ${does} |`;
  });
  return ['| Key | |', '|---|---|', ...rows].join('\n');
}

describe('the README', () => {
  it('lists the keys of the key table', () => {
    const [start, end] = [/<!-- keys:.*-->\n/.exec(readme)!, '<!-- /keys -->'];
    const from = start.index + start[0].length;
    const current = readme.slice(from, readme.indexOf(end));
    const wanted = `\n${keyTable()}\n\n`;
    const updated = readme.slice(0, from) + wanted + readme.slice(readme.indexOf(end));
    if (process.env.UPDATE_README) writeFileSync('README.md', updated);
    else expect(current).toBe(wanted);
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
