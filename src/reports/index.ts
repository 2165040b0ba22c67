/** The registry of reports: to add one, write its file and its line here. */

import { actions } from './actions.ts';
import { agents } from './agents.ts';
import { baselines } from './baselines.ts';
import { blocks } from './blocks.ts';
import { branches } from './branches.ts';
import { commands } from './commands.ts';
import { daily } from './daily.ts';
import { hours } from './hours.ts';
import { models } from './models.ts';
import { monthly } from './monthly.ts';
import { origins } from './origins.ts';
import { overview } from './overview.ts';
import { projects } from './projects.ts';
import { provider } from './provider.ts';
import type { Grouping } from './report.ts';
import { review } from './review.ts';
import { servers } from './servers.ts';
import { sessions, sessionTree } from './session.ts';
import { skills } from './skills.ts';
import { sources } from './sources.ts';
import { tasks } from './tasks.ts';
import { tools } from './tools.ts';
import { weekly } from './weekly.ts';

export const REPORTS = [
  daily,
  weekly,
  monthly,
  sessions,
  blocks,
  overview,
  models,
  projects,
  actions,
  agents,
  skills,
  commands,
  tools,
  servers,
  origins,
  branches,
  sources,
  hours,
  tasks,
  review,
  baselines,
] as const;
export type ReportId = (typeof REPORTS)[number]['id'];

/** What rows can be split by: whatever groups the rows of a report, and more. */
export const GROUPINGS: readonly Grouping[] = [
  ...REPORTS.flatMap(report => ('grouping' in report ? [report.grouping] : [])),
  sessionTree,
  provider,
];
