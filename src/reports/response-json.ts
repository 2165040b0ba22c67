/** One response as a row of a list: who, when, how much, and what it cost. */
import { dayText, type Zone } from '../core/calendar.ts';
import { count, described, moment, type Output, optional, record, text } from '../core/json-output.ts';
import type { PriceLookup, Rate } from '../core/price.ts';
import { projectTail } from '../core/project.ts';
import { givenName } from '../core/project-names.ts';
import { modelName } from '../core/scope.ts';
import type { ProjectNames } from '../core/settings.ts';
import type { UsageEvent } from '../core/usage.ts';
import type { Journal } from '../rollup/journal.ts';
import { type Named, named, Sum } from '../rollup/sum.ts';
import { BESIDES, TOKENS } from './json.ts';

export interface ResponseRow extends Named {
  readonly event: UsageEvent;
  readonly model: string;
  readonly date: string;
  readonly time: string;
  readonly project: string;
}

export interface RowSetting {
  readonly journal: Journal;
  readonly prices: PriceLookup;
  readonly zone: Zone;
  readonly projectNames: ProjectNames;
}

/** The response at a position of the journal. */
export function responseRow(setting: RowSetting, index: number): ResponseRow {
  const event = setting.journal.event(index);
  return eventRow(setting, event, setting.prices.rate(event));
}

export function eventRow(
  { zone, projectNames }: Pick<RowSetting, 'zone' | 'projectNames'>,
  event: UsageEvent,
  rate: Rate,
): ResponseRow {
  const sum = new Sum();
  sum.add(event, rate);
  const path = event.project;
  return {
    ...named(event.id, sum),
    event,
    model: modelName(event, rate),
    date: dayText(zone.day(event.atMs)),
    time: zone.clock(event.atMs),
    project: givenName(path, projectNames) ?? path,
  };
}

/** `previewOf` gives the beginning of its text, where it may be shown. */
export function responseShape(previewOf: (row: ResponseRow) => string): Output<ResponseRow> {
  return record<ResponseRow>({
    id: text(({ event }) => event.id),
    timestamp: moment(({ event }) => event.atMs),
    date: text(row => row.date),
    time: text(row => row.time),
    model: text(row => row.model),
    modelId: text(({ event }) => event.terms.model),
    project: text(row => row.project),
    projectName: text(({ project }) => (project === '' ? '' : projectTail(project))),
    session: text(({ event }) => event.attribution.session),
    source: text(({ event }) => event.attribution.source),
    agent: optional(text(({ event }) => event.agent)),
    task: described(
      optional(text(({ event }) => event.work?.name)),
      'what was done, of what was logged by hand',
    ),
    writtenAt: described(
      optional(text(({ event }) => event.work?.at)),
      'when, as it is written in the log of tasks',
    ),
    preview: text(previewOf),
    ...TOKENS,
    totalTokens: count(({ tally }) => tally.total),
    ...BESIDES,
  });
}
