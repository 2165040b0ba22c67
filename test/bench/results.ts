/**
 * RESULTS.md: what was measured last, a section for each environment. A run replaces the sections of the environments
 * that it ran in and leaves the others, so that a table of each stands there however they were made.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const HEAD = `# What the bench measured last

Ratios are medians over runs that took turns. Repeat them with \`npm run bench\` (its file says what else it can do).
`;

/** Puts a section, known by its title, into the file. */
export function keepSection(file: string, title: string, text: string): void {
  const old = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=## )/m) : [];
  const sections = new Map(old.filter(each => each.startsWith('## ')).map(each => [titleOf(each), each]));
  sections.set(title, `## ${title}\n\n${text}`);
  const all = [...sections.values()].map(section => section.trimEnd());
  writeFileSync(file, `${[HEAD.trimEnd(), ...all].join('\n\n')}\n`);
}

function titleOf(section: string): string {
  return section.slice('## '.length, section.indexOf('\n'));
}
