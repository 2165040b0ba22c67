/** `token-dash forecast`: what this month will come to, with an interval, beside the run rate and the budgets of a month. */

import { type MonthlyBudget, monthlyBudgets } from '../budgets/monthly-budgets.ts';
import { type Day, parseDay } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { amountIn } from '../core/currency.ts';
import { LEAST_DAYS } from '../core/forecast.ts';
import { costText, counted, usdCents } from '../core/format.ts';
import { type Cost, decimal, type Money, usd } from '../core/money.ts';
import { type MonthForecast, monthForecast } from '../core/month-forecast.ts';
import { daily } from '../reports/daily.ts';
import { caveats } from '../reports/honesty.ts';
import { readRequest, strangerAmong } from '../reports/request.ts';
import { aligned } from './aligned.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { printJson } from './writers/json.ts';

interface ForecastFlags {
  readonly project?: readonly string[];
  readonly model?: readonly string[];
  readonly source?: readonly string[];
  readonly json?: boolean;
}

export const forecastCommand: Command = {
  id: 'forecast',
  summary: 'what this month will come to, with an interval that holds 80 of 100 outcomes',
  examples: [
    ['forecast', 'of everything'],
    ['forecast --project loom', 'of one project'],
    ['forecast --json', 'for scripts'],
  ],

  declare(declaration) {
    const several = (value: string, before: readonly string[] = []) => [...before, ...value.split(',')];
    declaration
      .option('-p, --project <name>', 'only this project: its path, or the end of it', several)
      .option('--model <name>', "only this model: its id, or a part of it such as 'opus'", several)
      .option('--source <name>', "of this source: 'claude-code', 'goose'", several)
      .option('-j, --json', 'as JSON');
  },

  async run(context, _, flags) {
    const asked = flags as ForecastFlags;
    const { io, zone, settings } = context;
    const today = zone.day(io.nowMs);
    const requested = readRequest(asked, daily, today, settings);
    const fail = (why: string) => {
      io.err(`token-dash forecast: ${printable(why)}\n`);
      return EXIT.failed;
    };
    if ('problem' in requested) return fail(requested.problem);
    const { snapshot, prices } = await context.load();
    const stranger = strangerAmong(requested.query.sources, snapshot.sources);
    if (stranger !== undefined) return fail(stranger);
    const projectNames = settings.projects.value ?? {};
    const given = { journal: snapshot.journal, prices, zone, nowMs: io.nowMs, projectNames };
    const { rows, total, notes } = daily.run({ ...requested, ...given });
    if (rows.length === 0) {
      io.err('token-dash forecast: no usage found; token-dash --test lists the places that were searched\n');
      return EXIT.noData;
    }
    const days = new Map<Day, Money>(rows.map(row => [parseDay(row.keys[0]!)!, row.cost.usd]));
    const month = monthForecast(days, today);
    const thisMonth = rows.filter(row => row.keys[0]!.startsWith(month.month));
    const cost = together(thisMonth.map(row => row.cost));
    const isFiltered = [asked.project, asked.model, asked.source].some(each => each !== undefined);
    const budgets = isFiltered ? [] : monthlyBudgets(settings.budgets.value ?? []);
    if (asked.json) {
      printJson(io, forecastJson(month, cost, budgets));
      return EXIT.ok;
    }
    const amount = amountIn(settings.currency.value, usdCents);
    const notesBelow = [...notes(amount), ...caveats(total, amount)]
      .map(each => `${printable(each)}\n`)
      .join('');
    io.out(forecastText(month, cost, budgets, amount) + (notesBelow && `\n${notesBelow}`));
    return EXIT.ok;
  },
};

function forecastText(
  { month, daysLeft, runRate, forecast, historyDays }: MonthForecast,
  cost: Cost,
  budgets: readonly MonthlyBudget[],
  amount: (usd: Money) => string,
): string {
  const { point, low, high } = forecast;
  const estimate = (dollars: number) => amount(nearCent(dollars));
  const interval =
    low === undefined || high === undefined
      ? `no interval yet: ${counted(historyDays, 'day')} of history, ${LEAST_DAYS} are needed`
      : `8 of 10 outcomes lie between ${estimate(low)} and ${estimate(high)}; from ${counted(historyDays, 'day')}`;
  const rows = [
    ['Month to date', costText(cost, { amount }), `${month}, ${counted(daysLeft, 'day')} left after today`],
    ['Run rate', `~ ${amount(runRate)}`, 'the average of the days so far, for the whole month'],
    ['Forecast', `~ ${estimate(point)}`, interval],
    ...budgets.map(({ name, usd: limit }) => [
      `Budget '${name}'`,
      amount(limit),
      `${percentOf(point, limit)} % at the forecast${high === undefined ? '' : `, ${percentOf(high, limit)} % at its upper end`}`,
    ]),
  ];
  return aligned(rows, [1]);
}

function forecastJson(of: MonthForecast, cost: Cost, budgets: readonly MonthlyBudget[]) {
  const { month, days, daysLeft, toDate, runRate, forecast, historyDays } = of;
  const dollars = (amount: number | undefined) =>
    amount === undefined ? null : Number(decimal(nearCent(amount), 2));
  return {
    month,
    days,
    daysLeft,
    monthToDateUsd: decimal(toDate),
    unpricedTokens: cost.unpricedTokens,
    runRateUsd: decimal(runRate),
    forecast: {
      usd: dollars(forecast.point),
      low: dollars(forecast.low),
      high: dollars(forecast.high),
      coverage: 0.8,
    },
    historyDays,
    budgets: budgets.map(({ name, usd: limit }) => ({
      name,
      usd: decimal(limit),
      percentAtForecast: percentOf(forecast.point, limit),
    })),
  };
}

/** An estimate has no more digits than cents. */
function nearCent(dollars: number): Money {
  return usd(dollars.toFixed(2));
}

function percentOf(dollars: number, limit: Money): number {
  return Math.round((dollars / Number(decimal(limit))) * 100);
}

function together(costs: readonly Cost[]): Cost {
  const sum = (read: (cost: Cost) => number) => costs.reduce((all, cost) => all + read(cost), 0);
  return {
    usd: costs.reduce((all, cost) => all + cost.usd, 0n),
    unpricedTokens: sum(cost => cost.unpricedTokens),
    unpricedEvents: sum(cost => cost.unpricedEvents),
    lowerBoundEvents: sum(cost => cost.lowerBoundEvents),
  };
}
