/** Adds up COST-TRACKING files, and writes the overview in the chosen form. */

import { type Overview, overviewOf } from '../budgets/overview.ts';
import { overviewJson } from '../budgets/overview-json.ts';
import { overviewLimits, overviewSections } from '../budgets/overview-sections.ts';
import { sectionsMarkdown, sectionsText } from '../budgets/section.ts';
import type { Tracking } from '../budgets/tracked.ts';
import { trackingCsv, trackingExport } from '../budgets/tracking-export.ts';
import { jsonText } from '../core/json-text.ts';
import type { Context } from './context.ts';
import { EXIT } from './io.ts';
import { nothingFound, overviewInput, rootsOf, tellTroubles, untilDay } from './tracking.ts';

/** As `budget.ts` declares them. */
export interface BudgetFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly markdown?: boolean;
  readonly export?: boolean;
  readonly projectName?: string;
  readonly until?: string;
}

export async function runBudget(
  context: Context,
  named: readonly string[],
  flags: BudgetFlags,
): Promise<number> {
  const { io, tracking, settings } = context;
  const roots = rootsOf(named, settings.tracking?.value?.roots);
  const until = untilDay(flags.until);
  if ('problem' in until) return fail(context, until.problem);
  const found = await tracking.read(roots);
  tellTroubles(context, 'budget', found);
  const overview = overviewOf(found.sessions, overviewInput(context, until.day));
  io.out(written(context, overview, found, flags));
  if (found.sessions.length > 0) return EXIT.ok;
  io.err(`token-dash budget: ${nothingFound(roots, found)}\n`);
  return EXIT.noData;
}

function fail({ io }: Context, why: string): number {
  io.err(`token-dash budget: ${why}\n`);
  return EXIT.failed;
}

/** The name that the guide itself gives its project. */
const PROJECT = 'infrafabric';

function written(
  { io, zone, settings }: Context,
  overview: Overview,
  found: Tracking,
  flags: BudgetFlags,
): string {
  if (flags.json && flags.export) {
    return jsonText(
      trackingExport(
        overview,
        flags.projectName ?? settings.tracking?.value?.project ?? PROJECT,
        zone.day(io.nowMs),
        zone,
      ),
    );
  }
  if (flags.json) return jsonText(overviewJson(overview, found.troubles));
  if (flags.csv) return trackingCsv(overview.sessions, zone);
  if (overview.sessions.length === 0) return '';
  const sections = overviewSections(overview, overviewLimits(settings));
  return flags.markdown ? sectionsMarkdown(sections) : sectionsText(sections);
}
