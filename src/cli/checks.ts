/**
 * What the doctor looks at, one function per question: facts in, findings out, each with what to do about it. To add a
 * check, write it and put it into `CHECKS`.
 */

import { printable } from '../core/clean.ts';
import { agoText, bytesText, counted, durationText, grouped, troubleText } from '../core/format.ts';
import { getOrInsert } from '../core/group.ts';
import { wordsOfLimit } from '../core/limits.ts';
import { totalTokens } from '../core/usage.ts';
import type { SourceReport } from '../rollup/feed.ts';
import type { Directory, DoctorInput, Retention } from './doctor-input.ts';
import type { Finding } from './finding.ts';
import { placesText } from './places.ts';
import { transcripts, witness } from './session-checks.ts';

export const CHECKS = {
  runtime,
  configuration,
  logs,
  troubles,
  transcripts,
  manualLog,
  retention,
  directories,
  cache,
  ledger,
  prices,
  models,
  witness,
  terminal,
  statusline,
  alerts,
} as const satisfies Readonly<Record<string, (doctorInput: DoctorInput) => readonly Finding[]>>;

function runtime({ runtime: { version, node, oldestNode, platform } }: DoctorInput): Finding[] {
  const what = `token-dash ${version} on Node ${node}, ${platform}`;
  if (isBefore(node, oldestNode))
    return [{ level: 'broken', what, todo: `install Node ${oldestNode} or newer` }];
  return [{ level: 'fine', what }];
}

function isBefore(version: string, other: string): boolean {
  const [a, b] = [version, other].map(text => text.split('.').map(Number));
  const index = a!.findIndex((part, i) => part !== b![i]);
  return index >= 0 && a![index]! < (b![index] ?? 0);
}

function configuration({ config: { path, isThere, troubles } }: DoctorInput): Finding[] {
  if (troubles.length > 0)
    return troubles.map(trouble => ({
      level: 'broken',
      what: troubleText(trouble),
      todo: `correct it; 'token-dash config schema' prints what is allowed`,
    }));
  return [{ level: 'fine', what: isThere ? path : `none; 'token-dash config init' would write ${path}` }];
}

function logs({ logs: found }: DoctorInput): Finding[] {
  if ('failure' in found)
    return [
      {
        level: 'broken',
        what: `the logs cannot be read: ${found.failure}`,
        todo: 'token-dash --test --no-cache',
      },
    ];
  const { journal, sources } = found.snapshot;
  const isThere = (source: SourceReport) => source.roots.some(root => root.found);
  const findings = sources.filter(isThere).map((source): Finding => {
    const places = placesText(source.roots.filter(root => root.found).map(root => root.path));
    const what = `${source.title}: ${counted(source.files, 'file')} in ${places}`;
    return { level: 'fine', what: source.files > 0 ? `${what}; ${source.limits}` : what };
  });
  const missing = sources.filter(source => !isThere(source));
  if (journal.length > 0) {
    if (missing.length === 0) return findings;
    const what = `not found: ${missing.map(({ title }) => title).join(', ')}`;
    return [...findings, { level: 'fine', what }];
  }
  for (const source of missing) {
    const places = placesText(source.roots.map(root => root.path));
    findings.push({ level: 'note', what: `${source.title}: not found in ${places}`, todo: source.hint });
  }
  const options = sources.map(({ key }) => `--${key}`).join(', ');
  const todo = `use one of the tools once, or say where their logs are: ${options}, or 'roots' in the configuration`;
  return [...findings, { level: 'broken', what: 'no usage was found in any log', todo }];
}

/** So many are spelt out; `--test --json` has them all. */
const MOST_TROUBLES = 3;

function troubles({ logs: found }: DoctorInput): Finding[] {
  if ('failure' in found) return [];
  const all = found.snapshot.sources.flatMap(source => source.troubles);
  if (all.length === 0) return [{ level: 'fine', what: 'every line that was read made sense' }];
  const closed = all.filter(({ why }) => why === 'no permission to read it');
  return [
    ...closed.map(
      (trouble): Finding => ({ level: 'broken', what: troubleText(trouble), todo: 'let your user read it' }),
    ),
    ...all
      .filter(trouble => !closed.includes(trouble))
      .slice(0, MOST_TROUBLES)
      .map((trouble): Finding => ({ level: 'note', what: troubleText(trouble) })),
    {
      level: 'note',
      what: `${counted(all.length, 'trouble')} in all; the affected lines are not counted`,
      todo: 'token-dash --test --json',
    },
  ];
}

/** So many lines are named; more are seldom of another kind. */
const MOST_LINES = 10;

function manualLog({ manualLog: log }: DoctorInput): Finding[] {
  const { file, lines, entries, foreignLines, troubles: wrong } = log;
  if (lines === 0 && wrong.length === 0) {
    const todo = 'token-dash log test-project "test task" 1000';
    return [{ level: 'fine', what: `nothing is logged by hand; it would be in ${file}`, todo }];
  }
  const foreign = foreignLines > 0 ? `, ${counted(foreignLines, 'line')} of another tool passed over` : '';
  const what = `${file}: ${counted(lines, 'line')}, ${counted(entries.length, 'task')}${foreign}`;
  const more = wrong.length - MOST_LINES;
  return [
    { level: 'fine', what },
    ...wrong.slice(0, MOST_LINES).map(
      (trouble): Finding => ({
        level: 'warning',
        what: troubleText(trouble),
        todo: trouble.line === undefined ? undefined : 'token-dash log repair, or correct it by hand',
      }),
    ),
    ...(more > 0 ? [{ level: 'warning' as const, what: `and ${counted(more, 'line')} more` }] : []),
  ];
}

const YEAR = 365;

function retention({ retention: all }: DoctorInput): Finding[] {
  return all.map((each): Finding => {
    const { settings, problem, days, isSaid, refused, exempt = 0 } = each;
    const todo = `set "cleanupPeriodDays": 3650 in ${settings}`;
    if (problem) return { level: 'warning', what: `${settings} cannot be read: ${problem}` };
    if (refused !== undefined)
      return {
        level: 'warning',
        what: `cleanupPeriodDays is ${refused}: Claude Code since 2.1.89 refuses it, older ones keep no transcripts at all`,
        todo,
      };
    const why = isSaid ? `, as ${settings} says` : ', because its settings do not set it';
    const kept = exempt > 0 ? `, but for what a desktop program wrote (${counted(exempt, 'old file')})` : '';
    const what = `Claude Code deletes transcripts after ${counted(days, 'day')}${why}${kept}`;
    if (each.files > 0) return { level: 'warning', what: `${what}: ${atRisk(each)} go within a week`, todo };
    return days < YEAR
      ? { level: 'note', what: `${what}; none goes within a week`, todo }
      : { level: 'fine', what };
  });
}

function atRisk({ files, responses }: Retention): string {
  return `${counted(files, 'file')} with ${counted(responses, 'response')}`;
}

function directories({ directories: all }: DoctorInput): Finding[] {
  return all.map((each): Finding => {
    const what = `${each.what} in ${each.path}`;
    if (each.problem)
      return { level: 'warning', what: `${what}: ${each.problem}`, todo: 'let your user write there' };
    if (!each.isThere) return { level: 'fine', what: `${what}: not there yet` };
    return privacy(each, what);
  });
}

function privacy({ path, isOpenToOthers }: Directory, what: string): Finding {
  if (!isOpenToOthers) return { level: 'fine', what };
  return { level: 'note', what: `${what}: other users can look into it`, todo: `chmod 700 ${path}` };
}

function cache({ cache: { files, bytes }, logs: found }: DoctorInput): Finding[] {
  const what = `${counted(files, 'file')}, ${bytesText(bytes)}`;
  if ('failure' in found) return [{ level: 'note', what }];
  const { hits, misses, problem } = found.snapshot.cache;
  if (problem) return [{ level: 'warning', what: problem, todo: 'make room, or let your user write there' }];
  const use = `${counted(hits, 'log')} remembered, ${grouped(misses)} read just now`;
  return [{ level: 'fine', what: `${what}; ${use}` }];
}

function ledger({ ledger: { path, problem } }: DoctorInput): Finding[] {
  if (path === undefined) return [{ level: 'note', what: 'turned off: usage is lost with its logs' }];
  if (problem === undefined) return [{ level: 'fine', what: path }];
  return [{ level: 'warning', what: `${path}: ${problem}`, todo: 'make room, or let your user write there' }];
}

/** Vendors change prices about monthly. */
const OLD_DAYS = 45;

function prices({ prices: { entries, troubles: wrong } }: DoctorInput): Finding[] {
  const ages = new Map<string, number>();
  for (const { origin, ageDays } of entries) if (ageDays !== undefined) ages.set(origin.table, ageDays);
  const todo = 'update token-dash, or token-dash prices refresh --from <file|url>';
  const findings = [...ages].map(([table, days]): Finding => {
    const what = `${table}: read from the vendors' pages ${counted(days, 'day')} ago`;
    return days > OLD_DAYS ? { level: 'warning', what, todo } : { level: 'fine', what };
  });
  const due = entries.filter(({ marks }) => marks.some(mark => mark.startsWith('review'))).length;
  if (due > 0)
    findings.push({
      level: 'note',
      what: `${counted(due, 'row')} should be read again by now`,
      todo: 'token-dash prices',
    });
  return [
    ...findings,
    ...wrong.map(
      (trouble): Finding => ({ level: 'warning', what: troubleText(trouble), todo: 'correct it' }),
    ),
  ];
}

/** Models without a price, with how their ids were looked up. */
function models({ logs: found, prices: { resolve } }: DoctorInput): Finding[] {
  if ('failure' in found) return [];
  const { journal } = found.snapshot;
  const unpriced = new Map<string, { tokens: number; responses: number }>();
  journal.visit(event => {
    if (found.prices.rate(event).status !== 'unpriced') return;
    const seen = getOrInsert(unpriced, event.terms.model, () => ({ tokens: 0, responses: 0 }));
    seen.tokens += totalTokens(event.tokens);
    seen.responses += 1;
  });
  if (unpriced.size === 0) return [{ level: 'fine', what: 'every model has a price' }];
  const ranked = [...unpriced].sort(([a, m], [b, n]) => n.tokens - m.tokens || (a < b ? -1 : 1));
  const listed = ranked.slice(0, MOST_UNPRICED).map(([model, { tokens, responses }]): Finding => {
    const name = model === '' ? '(no model)' : printable(model);
    const steps = resolve(model).steps.map(printable).join('; ');
    return {
      level: 'warning',
      what: `${name} has no price: ${grouped(tokens)} tokens in ${counted(responses, 'response')} (${steps})`,
      todo: "give it one under 'prices' in the configuration, or another name under 'prices: aliases'",
    };
  });
  const others = ranked.slice(MOST_UNPRICED);
  if (others.length === 0) return listed;
  const tokens = others.reduce((sum, [, each]) => sum + each.tokens, 0);
  const what = `${counted(others.length, 'other model')} without a price: ${grouped(tokens)} tokens`;
  return [...listed, { level: 'warning', what, todo: '`token-dash models` lists them' }];
}

/** A gateway may make up a name for every response: those that used most are listed, so many of them. */
const MOST_UNPRICED = 50;

function terminal({ terminal: seen }: DoctorInput): Finding[] {
  if (!seen.isTTY)
    return [{ level: 'note', what: 'no terminal here', todo: 'run this in the terminal you use' }];
  const what = `${seen.columns}x${seen.rows}, ${seen.depth === 'none' ? 'no' : seen.depth} colours, ${seen.glyphs} characters, ${seen.background} ground`;
  if (!seen.isFullScreen) return [{ level: 'warning', what: `${what}: no full screen`, todo: 'set TERM' }];
  if (seen.glyphs === 'ascii')
    return [
      { level: 'note', what: `${what}: curves are drawn with letters`, todo: 'set LANG to a UTF-8 locale' },
    ];
  return [{ level: 'fine', what }];
}

function statusline({ statusline: { installedIn, status, limits }, nowMs }: DoctorInput): Finding[] {
  if (installedIn.length === 0)
    return [{ level: 'note', what: 'not installed', todo: 'token-dash statusline --install' }];
  const where = `installed in ${installedIn.join(', ')}`;
  if (status?.problem !== undefined) return [{ level: 'warning', what: `${where}: ${status.problem}` }];
  const kept = status ? `logs looked at ${agoText(nowMs - status.madeMs)}` : 'not used yet';
  const official = limits.map(
    limit =>
      `${printable(wordsOfLimit(limit))} ${Math.round(limit.usedPercent)}%${limit.resetsAtMs === undefined ? '' : `, anew in ${durationText(limit.resetsAtMs - nowMs)}`}, as of ${agoText(nowMs - limit.reportedMs)}`,
  );
  return [{ level: 'fine', what: [`${where}: ${kept}`, ...official].join('; ') }];
}

/** Everything that leaves the program by itself, so that nothing does so unseen. */
function alerts({ alertOutputs: { terminal: isShown, command, webhook, file } }: DoctorInput): Finding[] {
  const outputs = [
    ...(isShown ? ['a notification of the terminal'] : []),
    ...(command === undefined ? [] : [`the command ${printable(command)}`]),
    ...(webhook === undefined ? [] : [`a webhook on the network: ${printable(webhook)}`]),
    ...(file === undefined ? [] : [`the file ${printable(file)}`]),
  ];
  if (outputs.length === 0) return [{ level: 'fine', what: 'sent nowhere; no output is configured' }];
  return outputs.map(each => ({ level: 'fine', what: `sent to ${each}` }));
}
