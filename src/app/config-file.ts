/**
 * The configuration file: read, checked, and cached. A file with a mistake in it is not used at all.
 */
import { RULE_IDS } from '../budgets/rules/ids.ts';
import type { Choices, Config } from '../config/fields.ts';
import { type Lines, lineOf } from '../config/lines.ts';
import { counted, troubleText } from '../core/format.ts';
import type { ConfigFile } from '../core/settings.ts';
import type { Trouble } from '../core/usage.ts';
import { readMemo, writeMemo } from '../os/file-memo.ts';
import { describeFsError } from '../os/fs-error.ts';
import { readNamed } from '../os/regular-file.ts';
import { COST_MODES } from '../prices/cost-mode.ts';
import { type FieldPlace, NO_OVERRIDES, type Overrides, overridesSchema } from '../prices/index.ts';
import { REGISTRY } from '../sources/registry.ts';
import { THEME_WORDS } from '../tui/theme.ts';

export const CHOICES: Choices = {
  themes: THEME_WORDS,
  costModes: COST_MODES,
  prices: overridesSchema,
  sources: REGISTRY,
  alertRules: RULE_IDS,
};

export interface FromFile {
  readonly isThere: boolean;
  readonly troubles: readonly Trouble[];
  readonly config: Config;
  readonly overrides: Overrides;
  readonly pricesIn: FieldPlace;
}

export function nothing(path: string, troubles: readonly Trouble[], isThere = false): FromFile {
  return { isThere, troubles, config: {}, overrides: NO_OVERRIDES, pricesIn: { file: path } };
}

/** What was read of a file, as it is cached: loading the YAML reader takes as long as a start. */
interface Memo {
  readonly config: Config;
  readonly lines: Lines;
}

/** Raise when the same file would now be read differently. */
const VERSION = 2;
const MADE_BY = JSON.stringify([VERSION, CHOICES]);

/** A longer configuration is refused: to parse one takes seconds. */
const MOST_BYTES = 1_000_000;

/** `isNamed`: then the file must be there. `memoPath`: where the parsed file is cached. */
export async function readFileOf(
  path: string,
  isNamed: boolean,
  memoPath: string | undefined,
): Promise<FromFile> {
  const memo = memoPath === undefined ? undefined : (readMemo(path, memoPath, MADE_BY) as Memo | undefined);
  if (memo) return fromFile(path, memo, []);
  let text: string;
  try {
    text = readNamed(path, MOST_BYTES);
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isAbsent && !isNamed) return nothing(path, []);
    return nothing(
      path,
      [{ path, why: isAbsent ? 'there is no such file' : describeFsError(error) }],
      !isAbsent,
    );
  }
  const { readConfig } = await import('../config/read.ts');
  const { config, lines, troubles } = readConfig(text, path, CHOICES);
  const read = fromFile(path, { config, lines }, troubles);
  if (memoPath !== undefined && read.troubles.length === 0)
    writeMemo(path, memoPath, MADE_BY, { config, lines }, Date.now());
  return read;
}

function fromFile(path: string, { config, lines }: Memo, troubles: readonly Trouble[]): FromFile {
  if (troubles.length > 0) return nothing(path, troubles, true);
  const overrides = (config.prices as Overrides | undefined) ?? NO_OVERRIDES;
  const pricesIn = { file: path, lineOf: (at: string) => lineOf(lines, at) };
  return { isThere: true, troubles: [], config, overrides, pricesIn };
}

const MOST_SHOWN = 10;

/** What is wrong with a configuration, for the user, and how to do without it. */
export function brokenText({ troubles }: ConfigFile): string {
  const shown = troubles.slice(0, MOST_SHOWN).map(trouble => `  ${troubleText(trouble)}\n`);
  const more = troubles.length - shown.length;
  const lines = shown.join('') + (more > 0 ? `  and ${counted(more, 'more mistake')}\n` : '');
  return `token-dash: the configuration cannot be used\n${lines}Correct it, or do without it: --config ${NONE}\n`;
}

/** A file that sets nothing. */
const NONE = process.platform === 'win32' ? 'NUL' : '/dev/null';
