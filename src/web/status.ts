/** The status: what was found where, how fresh it is, what could not be read. The page fetches it first. */

import { RULES } from '../budgets/rules/index.ts';
import { dayText } from '../core/calendar.ts';
import { rateText } from '../core/flat-rate.ts';
import { REPORTS } from '../reports/index.ts';
import type { Snapshot } from '../rollup/feed.ts';
import type { WebContext } from './context.ts';
import { rateOf } from './stats.ts';

/** As many as a reader looks through; the doctor has all. */
const MOST_TROUBLES = 100;

/** The file of the manual log, as its guide names it. */
export const MANUAL_LOG = '~/.claude/token-usage.log';

export function statusOf(context: WebContext) {
  const snapshot = context.current();
  const { version, zone, settings, previews, view, shortPath } = context;
  const troubles = [...snapshot.sources.flatMap(source => source.troubles), ...context.workLog().troubles];
  const { currency } = settings;
  const workLog = context.workLog();
  return {
    version,
    zone: zone.name,
    today: dayText(zone.day(context.now())),
    view,
    ...freshness(snapshot),
    sources: snapshot.sources.map(source => ({
      id: source.id,
      title: source.title,
      hint: source.hint,
      files: source.files,
      roots: source.roots.map(({ path, found }) => ({ path: shortPath(path), found })),
    })),
    troubles: {
      count: troubles.length,
      first: troubles
        .slice(0, MOST_TROUBLES)
        .map(({ path, line, why }) => ({ path: shortPath(path), line, why })),
    },
    previews,
    reports: REPORTS.map(report => report.id),
    currency: currency.value ?? null,
    manualLog: {
      path: MANUAL_LOG,
      entries: workLog.entries.length,
      rate: rateText(rateOf(context)),
      troubles: workLog.troubles.length,
    },
    rules: RULES.map(({ id, summary }) => ({ id, summary })),
  };
}

/** What changes from look to look. */
export function freshness({ journal, checkedMs, progress, failure }: Snapshot) {
  return {
    responses: journal.length,
    checkedAt: checkedMs === undefined ? null : new Date(checkedMs).toISOString(),
    progress: progress
      ? {
          files: progress.files,
          ofFiles: progress.ofFiles,
          percent: progress.ofBytes === 0 ? 0 : Math.floor((progress.bytes / progress.ofBytes) * 100),
        }
      : null,
    failure: failure ?? null,
  };
}
