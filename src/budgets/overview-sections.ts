/** The overview of tracked work as sections: executive summary, models, phases, days, milestones, heat map, waste. */

import { dayText } from '../core/calendar.ts';
import { largest } from '../core/extremes.ts';
import { counted, grouped, usdCents } from '../core/format.ts';
import { approximateUsd, type Money, usd } from '../core/money.ts';
import type { Settings } from '../core/settings.ts';
import { budgetText, percentOf } from './amount-text.ts';
import { bar, shade, spark } from './bars.ts';
import { COMPLEXITIES, COST_STEPS, HEAT_MAP_RULE } from './heat-map.ts';
import { FAMILIES } from './model-split.ts';
import type { Overview } from './overview.ts';
import { BURN_RULE } from './project-totals.ts';
import { dailyLimit } from './rules/daily-limit.ts';
import type { Section } from './section.ts';
import type { Found } from './waste/index.ts';

/** What the user allows, where the configuration says so: it gives the bars their full length. */
export interface OverviewLimits {
  /** Budget by phase. */
  readonly phases: ReadonlyMap<string, Money>;
  /** Cost of one day above which an alert is raised. */
  readonly dayUsd: Money;
}

/** By the budgets of phases and the limit of a day in the configuration. */
export function overviewLimits({
  budgets,
  alerts,
}: Partial<Pick<Settings, 'budgets' | 'alerts'>>): OverviewLimits {
  const phases = (budgets?.value ?? []).flatMap(({ phase, usd: limit }) =>
    phase === undefined || limit === undefined ? [] : [[phase, usd(limit)] as const],
  );
  return {
    phases: new Map(phases),
    dayUsd: usd(alerts?.value?.limits?.['daily-limit'] ?? dailyLimit.limit!),
  };
}

const NOT_KNOWN = 'n/a';
const FINDINGS_SHOWN = 10;
const DAYS_SHOWN = 31;

export function overviewSections(overview: Overview, limits: OverviewLimits): readonly Section[] {
  return [
    executive(overview),
    distribution(overview),
    tokens(overview),
    phaseTimeline(overview, limits),
    milestoneTable(overview),
    dailyCost(overview, limits),
    heat(overview),
    ...overview.found.map(foundSection),
    ...mismatchSection(overview),
  ].filter(({ rows, notes }) => rows.length + notes.length > 0);
}

export function executive({ project, sessions }: Overview): Section {
  const { allocated, spent, remaining, burnRate, endDay } = project;
  const share = percentOf(spent, allocated);
  return {
    title: 'PROJECT COST DASHBOARD',
    rows: [
      ['Budget Allocated', budgetText(allocated)],
      ['Budget Spent', `${budgetText(spent)}${share === undefined ? '' : ` (${share})`}`],
      ['Budget Remaining', budgetText(remaining)],
      ['Burn Rate', burnRate === undefined ? NOT_KNOWN : `${usdCents(burnRate)}/day`],
      ['Projected End Date', endDay === undefined ? endless(project) : dayText(endDay)],
    ],
    notes: sessions.length === 0 ? [] : [`${counted(sessions.length, 'session')}; ${BURN_RULE}`],
  };
}

function endless({ remaining, allocated }: Overview['project']): string {
  return remaining <= 0n && allocated > 0n ? 'used up' : NOT_KNOWN;
}

export function distribution({ models }: Overview): Section {
  const shown = FAMILIES.filter(
    family => family !== 'other' || models.other.tasks > 0 || models.other.usd > 0n,
  );
  const rows = shown.map(family => {
    const { percent, usd, tasks } = models[family];
    const name = `${family.slice(0, 1).toUpperCase()}${family.slice(1)}`;
    const share = percent === undefined ? NOT_KNOWN : `${percent.toFixed(1)} %`;
    return [`${bar((percent ?? 0) / 100)} ${name} ${share} ${usdCents(usd)} (${counted(tasks, 'task')})`];
  });
  return { title: 'Models by tasks', rows, notes: [] };
}

function tokens({ tokens: all }: Overview): Section {
  const number = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? NOT_KNOWN;
  return {
    title: 'Tokens',
    rows: [
      ['In', grouped(all.tokensIn)],
      ['Out', grouped(all.tokensOut)],
      ['Per task', all.perTask === undefined ? NOT_KNOWN : grouped(all.perTask)],
      ['In per out', number(all.inPerOut, 2)],
    ],
    notes: [],
  };
}

export function phaseTimeline({ phases }: Overview, { phases: budgets }: OverviewLimits): Section {
  const names = [...phases.map(phase => phase.name), ...budgets.keys()].filter(
    (name, i, all) => all.indexOf(name) === i,
  );
  const costs = new Map(phases.map(phase => [phase.name, phase.usd]));
  const most = largest(
    phases.map(phase => approximateUsd(phase.usd)),
    0,
  );
  const rows = names.map(name => {
    const usd = costs.get(name) ?? 0n;
    const budget = budgets.get(name);
    const full = budget === undefined ? most : approximateUsd(budget);
    const used =
      budget === undefined ? '' : `${percentOf(usd, budget) ?? NOT_KNOWN} of ${budgetText(budget)}`;
    const phase = phases.find(each => each.name === name);
    return [
      name,
      bar(full === 0 ? 0 : approximateUsd(usd) / full),
      usdCents(usd),
      counted(phase?.tasks ?? 0, 'task'),
      used,
    ];
  });
  return {
    title: 'Cost by phase',
    head: ['Phase', '', 'Cost', 'Tasks', 'Budget'],
    rows,
    notes:
      budgets.size === 0
        ? ['bars: share of the most expensive phase']
        : ['bars: share of the budget of the phase, else of the most expensive phase'],
  };
}

function milestoneTable({ milestones }: Overview): Section {
  const rows = milestones.map(({ name, usd, tasks }) => [name, usdCents(usd), String(tasks)]);
  return { title: 'Cost by milestone', head: ['Milestone', 'Cost', 'Tasks'], rows, notes: [] };
}

export function dailyCost({ days }: Overview, { dayUsd }: OverviewLimits): Section {
  const shown = days.slice(-DAYS_SHOWN);
  const most = largest(
    shown.map(({ usd }) => approximateUsd(usd)),
    approximateUsd(dayUsd),
  );
  const limit = approximateUsd(dayUsd) / most;
  return {
    title: 'Cost by day',
    head: ['Day', '', 'Cost'],
    rows: shown.map(({ day, usd }) => [
      dayText(day),
      spark(approximateUsd(usd) / most, limit),
      `${usdCents(usd)}${usd > dayUsd ? ' over' : ''}`,
    ]),
    notes: [
      ...(days.length > shown.length ? [`the last ${DAYS_SHOWN} of ${days.length} days`] : []),
      ...(days.length > 0 ? [`│ is the daily limit, ${budgetText(dayUsd)}`] : []),
    ],
  };
}

function heat({ heatMap }: Overview): Section {
  const most = largest(
    COMPLEXITIES.flatMap(name => heatMap[name]),
    1,
  );
  const steps = Array.from({ length: COST_STEPS }, (_, i) =>
    i === 0 ? 'Low cost' : i === COST_STEPS - 1 ? 'High cost' : '',
  );
  return {
    title: 'Tasks by complexity and cost',
    head: ['', ...steps],
    rows: COMPLEXITIES.map(name => [name, ...heatMap[name].map(tasks => `${shade(tasks / most)} ${tasks}`)]),
    notes: [HEAT_MAP_RULE],
  };
}

function foundSection({ title, kind, rule, findings }: Found): Section {
  if (findings.length === 0) return { title, rows: [], notes: [] };
  const known = findings.flatMap(({ usd }) => usd ?? []);
  const sum = known.reduce((all, usd) => all + usd, 0n);
  const what = kind === 'waste' ? 'Waste' : 'To save';
  const amount = known.length === 0 ? '' : `, ${usdCents(sum)}`;
  const more = findings.length - FINDINGS_SHOWN;
  return {
    title: `${what}: ${title} (${findings.length}${amount})`,
    rows: findings
      .slice(0, FINDINGS_SHOWN)
      .map(({ text, usd, tasks }) => [
        `${usd === undefined ? '' : `${usdCents(usd)}  `}${text}  [${tasks[0]!.session.file}:${tasks[0]!.task.line}]`,
      ]),
    notes: [...(more > 0 ? [`and ${more} more`] : []), `rule: ${rule}`],
  };
}

function mismatchSection({ mismatches }: Overview): readonly Section[] {
  if (mismatches.length === 0) return [];
  const text = (value: Money | number) => (typeof value === 'bigint' ? usdCents(value) : grouped(value));
  return [
    {
      title: 'Declared totals that differ from their tasks',
      head: ['Session', 'What', 'Declared', 'Counted'],
      rows: mismatches.map(each => [each.session, each.what, text(each.declared), text(each.counted)]),
      notes: [],
    },
  ];
}
