/**
 * The overview as scripts read it, with the names and shapes of the cost tracking guide: `project_totals`,
 * `model_efficiency`, `token_analytics`, `phase_breakdown`, `milestone_costs`, `efficiency_analysis`. Money is a number of
 * US dollars; what cannot be known (a rate without days, a ratio without output) is null.
 */
import { dayText } from '../core/calendar.ts';
import type { Json } from '../core/json-schema.ts';
import { decimal, type Money } from '../core/money.ts';
import type { Trouble } from '../core/usage.ts';
import { COMPLEXITIES, HEAT_MAP_RULE } from './heat-map.ts';
import type { Mismatch } from './mismatches.ts';
import type { FamilyPart } from './model-split.ts';
import type { Overview } from './overview.ts';
import { BURN_RULE } from './project-totals.ts';
import type { Finding } from './waste/finding.ts';
import type { Found } from './waste/index.ts';

export function overviewJson(overview: Overview, troubles: readonly Trouble[]): Json {
  const { project, models, tokens, total } = overview;
  return {
    project_totals: {
      total_allocated: dollars(project.allocated),
      total_spent: dollars(project.spent),
      total_remaining: dollars(project.remaining),
      elapsed_days: project.elapsedDays ?? null,
      burn_rate: dollars(project.burnRate),
      projected_completion: project.daysLeft ?? null,
      projected_end_date: day(project.endDay),
      as_of: day(project.asOf),
      rule: BURN_RULE,
    },
    model_efficiency: {
      total_haiku_tasks: models.haiku.tasks,
      total_sonnet_tasks: models.sonnet.tasks,
      haiku_percentage: models.haiku.percent ?? null,
      sonnet_percentage: models.sonnet.percent ?? null,
      haiku_cost: dollars(models.haiku.usd),
      sonnet_cost: dollars(models.sonnet.usd),
      cost_per_haiku_task: dollars(models.haiku.usdPerTask),
      cost_per_sonnet_task: dollars(models.sonnet.usdPerTask),
      other: {
        total_tasks: models.other.tasks,
        percentage: models.other.percent ?? null,
        cost: dollars(models.other.usd),
        cost_per_task: dollars(models.other.usdPerTask),
      },
    },
    token_analytics: {
      total_tokens_in: tokens.tokensIn,
      total_tokens_out: tokens.tokensOut,
      avg_tokens_per_task: tokens.perTask ?? null,
      input_output_ratio: tokens.inPerOut ?? null,
      by_model: {
        haiku: tokensOf(models.haiku),
        sonnet: tokensOf(models.sonnet),
        other: tokensOf(models.other),
      },
    },
    phase_breakdown: Object.fromEntries(
      overview.phases.map(({ name, sessions, usd, tasks, usdPerTask }) => [
        name,
        { sessions, total_cost: dollars(usd), task_count: tasks, avg_cost_per_task: dollars(usdPerTask) },
      ]),
    ),
    phase_days: Object.fromEntries(
      overview.phases.map(({ name, first, last }) => [name, { first: day(first), last: day(last) }]),
    ),
    milestone_costs: Object.fromEntries(
      overview.milestones.map(({ name, usd, tasks }) => [
        name,
        { total_cost: dollars(usd), task_count: tasks },
      ]),
    ),
    efficiency_analysis: {
      total_waste_cost: dollars(overview.wasteUsd),
      waste_by_category: overview.found.filter(({ kind }) => kind === 'waste').map(foundJson),
      optimization_opportunities: overview.found.filter(({ kind }) => kind === 'opportunity').map(foundJson),
    },
    daily_costs: Object.fromEntries(overview.days.map(each => [dayText(each.day), dollars(each.usd)])),
    heat_map: {
      ...Object.fromEntries(COMPLEXITIES.map(name => [name.toLowerCase(), overview.heatMap[name]])),
      rule: HEAT_MAP_RULE,
    },
    totals: {
      total_cost: dollars(total.usd),
      total_tasks: total.tasks,
      avg_cost_per_task: dollars(total.usdPerTask),
    },
    mismatches: overview.mismatches.map(mismatchJson),
    troubles: troubles.map(({ path, line, why }) => ({ path, line: line ?? null, why })),
  };
}

function foundJson({ id, title, rule, findings }: Found): Json {
  const known = findings.flatMap(({ usd }) => usd ?? []);
  return {
    [id]: {
      title,
      rule,
      count: findings.length,
      cost: known.length === 0 ? null : dollars(known.reduce((sum, usd) => sum + usd, 0n)),
      findings: findings.map(findingJson),
    },
  };
}

function findingJson({ text, tasks, usd }: Finding): Json {
  return {
    text,
    cost: dollars(usd),
    tasks: tasks.map(({ session, task }) => ({
      session: session.session,
      id: task.id ?? null,
      description: task.description,
      cost_usd: dollars(task.usd),
      file: session.file,
      line: task.line,
    })),
  };
}

function mismatchJson({ session, file, what, declared, counted }: Mismatch): Json {
  const number = (value: Money | number) => (typeof value === 'bigint' ? dollars(value) : value);
  return { session, file, what, declared: number(declared), counted: number(counted) };
}

function tokensOf({ tokensIn, tokensOut }: FamilyPart): Json {
  return { tokens_in: tokensIn, tokens_out: tokensOut };
}

export function dollars(amount: Money | undefined): number | null {
  return amount === undefined ? null : Number(decimal(amount, 0));
}

function day(value: number | undefined): string | null {
  return value === undefined ? null : dayText(value);
}
