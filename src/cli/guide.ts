/** `token-dash guide [name]`: prints one of the guides in `src/guides/`, or lists them. To add one, write its file there. */
import { nearest } from '../core/nearest.ts';
import { aligned } from './aligned.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';

export const guideCommand: Command = {
  id: 'guide',
  summary: 'guides to logging tasks, using fewer tokens, and more',
  needsNoConfig: true,
  examples: [
    ['guide', 'which guides there are'],
    ['guide manual-log', 'print one'],
  ],

  declare(declaration) {
    declaration.argument('[name]', 'the guide to print');
  },

  async run({ io, guides }, [name]) {
    const names = guides.names();
    if (name === undefined) {
      const rows = await Promise.all(
        names.map(async each => [each, frontMatter(await guides.text(each)).description ?? '']),
      );
      io.out(aligned(rows));
      return EXIT.ok;
    }
    if (!names.includes(name)) {
      const near = nearest(name, names);
      const hint = near ? `did you mean ${near}?` : `there are ${names.join(', ')}`;
      io.err(`token-dash guide: there is no guide '${name}'; ${hint}\n`);
      return EXIT.failed;
    }
    io.out(await guides.text(name));
    return EXIT.ok;
  },
};

/** The fields between the lines of dashes at the head of a guide: one `name: value` a line. */
export function frontMatter(text: string): Readonly<Record<string, string>> {
  const head = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '';
  const fields = head.split('\n').map(line => /^(\w+): +(.*)$/.exec(line));
  return Object.fromEntries(fields.flatMap(field => (field ? [[field[1]!, field[2]!]] : [])));
}
