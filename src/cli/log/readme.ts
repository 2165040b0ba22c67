/** `token-dash log readme [project]`: the section "Token & Cost Efficiency" for a project's README, and a check for it. */
import { printable, printableText } from '../../core/clean.ts';
import { efficiencySection, missingParts } from '../../reports/efficiency-section.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../io.ts';
import { flatRate } from './amounts.ts';
import type { LogFlags, LogWord } from './word.ts';

export const readme: LogWord = {
  word: 'readme',
  argument: '[project]',
  about: 'print the section Token & Cost Efficiency for a README; --check says whether a file has it',
  async run(context, project, { check }: LogFlags) {
    if (check !== undefined) return checkFile(check, context);
    const { io, settings, manualLog } = context;
    const entries = manualLog
      .read()
      .entries.filter(each => project === undefined || each.project === project);
    if (project !== undefined && entries.length === 0) {
      io.err(
        `token-dash log: nothing is logged for '${printable(project)}' yet; the section holds baselines alone\n`,
      );
    }
    io.out(
      printableText(
        efficiencySection(entries, {
          project,
          usdPerMtok: flatRate(settings),
          goalUsdPerDay: settings.manualLog.value?.goalUsdPerDay,
        }),
      ),
    );
    return EXIT.ok;
  },
};

async function checkFile(file: string, { io, readText }: Pick<Context, 'io' | 'readText'>): Promise<number> {
  let text: string;
  try {
    text = await readText(file);
  } catch (error) {
    io.err(`token-dash log: ${printable((error as Error).message)}\n`);
    return EXIT.failed;
  }
  const missing = missingParts(text);
  if (missing === 'all') {
    io.out(`no: ${file} has no section 'Token & Cost Efficiency' (token-dash log readme prints one)\n`);
    return EXIT.failed;
  }
  const without = missing.length > 0 ? `, without ${missing.join(', ')}` : '';
  io.out(`yes: ${file} has the section 'Token & Cost Efficiency'${without}\n`);
  return EXIT.ok;
}
