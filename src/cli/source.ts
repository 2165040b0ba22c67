/** `token-dash source new <name>` and `source check <name>`: for those who write a plug-in. */
import { counted } from '../core/format.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';

const newSource: Command = {
  id: 'new',
  summary: 'begin a plug-in that reads the logs of another tool',
  examples: [
    ['source new acme', 'writes sources/acme.mjs, its types and a fixture beside the configuration'],
  ],

  declare(declaration) {
    declaration.argument('<name>', 'small letters, digits and dashes');
  },

  async run({ io, plugins }, [name = '']) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
      io.err(`token-dash source new: '${name}' is no name: small letters, digits and dashes\n`);
      return EXIT.failed;
    }
    const files = plugins.create(name);
    io.out(files.map(file => `${file}\n`).join(''));
    io.out(
      `Name it in the configuration (plugins: [${name}]), and try it: token-dash source check ${name}\n`,
    );
    return EXIT.ok;
  },
};

const checkSource: Command = {
  id: 'check',
  summary: 'try a plug-in on its fixtures',
  examples: [
    ['source check acme', 'the one in sources/ beside the configuration'],
    ['source check ./acme.mjs', 'by its path, with fixtures in acme.fixtures/'],
  ],

  declare(declaration) {
    declaration.argument('<name>', 'its name, path or package');
  },

  async run({ io, plugins }, [name = '']) {
    const checked = await plugins.check(name);
    const broken = checked.filter(({ why }) => why !== undefined);
    for (const { what, why } of broken) io.out(`broken: ${what}\n  ${why}\n`);
    const count = counted(checked.length, 'check');
    io.out(broken.length === 0 ? `fine: ${count}\n` : `${broken.length} of ${count} failed\n`);
    return broken.length === 0 ? EXIT.ok : EXIT.failed;
  },
};

export const sourceCommand: Command = {
  id: 'source',
  summary: 'plug-ins that read the logs of further tools: begin one, check one',
  examples: [['source new acme', 'begin one']],
  parts: [newSource, checkSource],
  declare() {},
  async run({ io }) {
    io.err('token-dash source: say what: new <name> or check <name>\n');
    return EXIT.failed;
  },
};
