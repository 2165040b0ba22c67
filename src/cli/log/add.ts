/** `token-dash log <project> <task> <tokens>`: checks, writes one line, and says what to think of it. */
import { RULES } from '../../budgets/rules/index.ts';
import { runRules } from '../../budgets/rules/rule.ts';
import { remarksOn } from '../../budgets/wording.ts';
import { dayText } from '../../core/calendar.ts';
import { printable } from '../../core/clean.ts';
import { flatEstimate } from '../../core/flat-rate.ts';
import type { Work } from '../../core/work.ts';
import { writeLine } from '../../core/work-line.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../io.ts';
import { cents, estimateWords, flatRate } from './amounts.ts';
import type { LogFlags } from './word.ts';

export async function add(
  context: Context,
  [projectText, taskText, count]: readonly [string, string, string],
  { session }: LogFlags,
): Promise<number> {
  const { io, zone, settings, manualLog } = context;
  const refuse = (why: string) => {
    io.err(`token-dash log: ${printable(why)}; nothing was logged\n`);
    return EXIT.failed;
  };
  // A field is read without the blanks around it, so they are not written either.
  const [project, task] = [projectText.trim(), taskText.trim()];
  if (project === '' || task === '') return refuse(`the ${project === '' ? 'project' : 'task'} has no name`);

  let measured = '';
  let tokens: number;
  if (count === 'auto') {
    const { lastSession } = await import('./auto.ts');
    const found = await lastSession(context, project, session);
    if ('problem' in found) return refuse(found.problem);
    tokens = found.tokens;
    measured = found.text;
  } else {
    const problem = problemOf(count);
    if (problem !== undefined) return refuse(problem);
    tokens = Number(count);
  }

  const today = zone.day(io.nowMs);
  const usd = flatEstimate(tokens, flatRate(settings));
  const at = `${dayText(today)} ${zone.clock(io.nowMs)}`;
  try {
    manualLog.append(writeLine({ at, project, task, tokens, usd }));
  } catch (error) {
    io.err(`token-dash log: ${printable((error as Error).message)}\n`);
    return EXIT.failed;
  }
  io.out(`✓ Logged: ${shown(project)} | ${shown(task)} | ${tokens} tokens\n`);
  io.out(`  ${cents(usd)} (${estimateWords(settings)})\n${measured}`);
  for (const { rule, text, advice } of remarksOn(task, tokens)) {
    io.err(`warning: ${rule}: ${text}; ${advice}\n`);
  }
  const { entries } = manualLog.read();
  const mine = entries.findLast(each => each.at === at && each.project === project && each.name === task);
  for (const { level, text, advice } of patternsOf(entries, mine, today)) {
    io.out(`${level}: ${shown(text)}: ${advice}\n`);
  }
  return EXIT.ok;
}

/** What is wrong with a count, in words. */
function problemOf(count: string): string | undefined {
  if (/^\d{1,15}$/.test(count) && Number(count) > 0) return undefined;
  if (/^[+-]?0+$/.test(count) || /^-\d+$/.test(count)) {
    return `tokens must be more than 0, not ${count}`;
  }
  if (/^\d{1,3}([,._' ]\d{3})+$/.test(count)) {
    return `tokens are a whole number without separators: ${count.replace(/\D/g, '')}, not ${count}`;
  }
  return `tokens are a whole number above 0, or 'auto', not '${count}'`;
}

/** Red and yellow patterns that the new entry is part of; what falls is for the review. */
function patternsOf(entries: readonly Work[], mine: Work | undefined, today: number) {
  if (!mine) return [];
  return runRules(RULES, { work: entries, today, weekStart: 1 }).filter(
    ({ level, evidence }) => level !== 'green' && evidence.includes(mine.place),
  );
}

/** On one line of a terminal, whatever is in it. */
function shown(text: string): string {
  return printable(text.replace(/[\r\n]+/g, ' '));
}
