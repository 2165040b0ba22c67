/**
 * `token-dash config`: the configuration file.
 *
 *   token-dash config show     each value and where it is from: a flag, the environment, the file or the default
 *   token-dash config path     where the file is, or would be
 *   token-dash config init     writes one with every field explained and commented out; never over another
 *   token-dash config schema   the JSON schema of it, for editors
 */

import { Argument } from 'commander';
import { printable } from '../core/clean.ts';
import { largest } from '../core/extremes.ts';
import { troubleText } from '../core/format.ts';
import { jsonText } from '../core/json-text.ts';
import type { ConfigFile, ResolvedSetting, Settings } from '../core/settings.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';

const ACTIONS = ['show', 'path', 'init', 'schema'] as const;
type Action = (typeof ACTIONS)[number];

export const configCommand: Command = {
  id: 'config',
  summary: 'show the configuration, its path, or write a commented file',
  needsNoConfig: true,
  examples: [
    ['config show', 'all settings and their origin'],
    ['config init', 'write a file with every setting explained'],
    ['--theme light config show --json', 'the same as JSON, with a flag'],
  ],

  declare(declaration) {
    declaration
      .addArgument(new Argument('[action]', 'what to do (default: show)').choices(ACTIONS))
      .option('--json', 'with show: as JSON');
  },

  async run({ io, config, settings }, [asked = 'show'], { json }) {
    const action = asked as Action;
    const { file } = config;
    switch (action) {
      case 'path':
        io.out(`${file.path}\n`);
        return EXIT.ok;
      case 'schema':
        io.out(await config.schema());
        return EXIT.ok;
      case 'init': {
        const isNew = await config.init();
        if (isNew) io.out(`${file.path} written. Uncomment a line to change a setting.\n`);
        else io.err(`token-dash config: ${file.path} already exists and was not changed\n`);
        return isNew ? EXIT.ok : EXIT.failed;
      }
      case 'show':
        io.out(json ? showJson(file, settings) : showText(file, settings));
        for (const trouble of file.troubles) io.err(`token-dash config: ${troubleText(trouble)}\n`);
        return file.troubles.length > 0 ? EXIT.failed : EXIT.ok;
      default:
        return action satisfies never;
    }
  },
};

function showText({ path, isThere, troubles }: ConfigFile, settings: Settings): string {
  const state = troubles.length > 0 ? ' (cannot be used)' : isThere ? '' : ' (not there)';
  const rows = Object.entries(settings).map(([name, { value, from }]: [string, ResolvedSetting<unknown>]) => {
    const text = value === undefined ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
    return { name, text: printable(text), from };
  });
  const names = largest(rows.map(({ name }) => name.length));
  const voices = largest(rows.map(({ from }) => from.length));
  const lines = rows.map(
    ({ name, text, from }) => `${name.padEnd(names)}  ${from.padEnd(voices)}  ${text}\n`,
  );
  return `${path}${state}\n\n${lines.join('')}`;
}

function showJson({ path, isThere, troubles }: ConfigFile, settings: Settings): string {
  const said = Object.entries(settings).map(([name, { value, from }]: [string, ResolvedSetting<unknown>]) => [
    name,
    { value: value ?? null, from },
  ]);
  const shown = { file: path, isThere, troubles, settings: Object.fromEntries(said) };
  return jsonText(shown);
}
