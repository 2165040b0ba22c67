/** The real count of a project's last session, out of the transcripts: what `log ... auto` writes. */
import { dayText } from '../../core/calendar.ts';
import { costText, counted, grouped, usdCents } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import { projectTail } from '../../core/project.ts';
import { projectsMeant } from '../../core/project-names.ts';
import { matcher } from '../../core/query.ts';
import { Sum } from '../../rollup/sum.ts';
import type { Context } from '../context.ts';

/** So many names of projects fit in a message. */
const MOST_NAMED = 8;

export type LastSession =
  | { readonly tokens: number /** What it is made of, as lines for the terminal. */; readonly text: string }
  | { readonly problem: string };

/** The session of the project that was active last, or the one whose id begins with `session`. */
export async function lastSession(
  { load, zone, settings }: Pick<Context, 'load' | 'zone' | 'settings'>,
  project: string,
  session: string | undefined,
): Promise<LastSession> {
  const { snapshot, prices } = await load();
  const isWanted = matcher(
    {
      projects: session === undefined ? projectsMeant(project, settings.projects.value ?? {}) : [],
      sessions: session === undefined ? [] : [session],
      ...{ models: [], sources: [], agents: [], weekStart: 0 },
    },
    zone,
  );
  const sums = new Map<string, Sum>();
  const projects = new Set<string>();
  snapshot.journal.visit(event => {
    const rate = prices.rate(event);
    projects.add(projectTail(event.project));
    if (isWanted(event, rate)) getOrInsert(sums, event.attribution.session, () => new Sum()).add(event, rate);
  });
  const last = [...sums].sort(([, a], [, b]) => b.toMs - a.toMs)[0];
  if (!last) return { problem: noSession(project, session, [...projects].sort()) };
  const [id, { tally, toMs }] = last;
  const { input, output, cacheRead } = tally.tokens;
  const kinds = [
    `input ${grouped(input)}`,
    `output ${grouped(output)}`,
    `cache write ${grouped(tally.cacheWrite)}`,
    `cache read ${grouped(cacheRead)}`,
  ];
  const when = `${dayText(zone.day(toMs))} ${zone.clock(toMs)}`;
  const listed = costText(tally.cost(), { amount: usdCents });
  return {
    tokens: tally.total,
    text: [
      `  session ${id.slice(0, 8)}, last active ${when}: ${counted(tally.events, 'response')}, ${kinds.join(', ')}\n`,
      `  at list prices that session cost ${listed}\n`,
    ].join(''),
  };
}

function noSession(project: string, session: string | undefined, projects: readonly string[]): string {
  if (session !== undefined) return `no session begins with '${session}'; token-dash session lists them`;
  if (projects.length === 0) return 'there are no transcripts to take a count from';
  const more = projects.length > MOST_NAMED ? ` and ${projects.length - MOST_NAMED} more` : '';
  return `no session is of the project '${project}'; there are ${projects.slice(0, MOST_NAMED).join(', ')}${more}`;
}
