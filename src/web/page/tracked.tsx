/** Tracked work: what COST-TRACKING files declare of budget, models, phases, milestones, days, and what was waste. */
import { grouped } from '../../core/format.ts';
import { useApi } from './api.ts';
import type { Budgets, TrackedWork } from './budget-answers.ts';
import { dateText, shareOf } from './numbers.ts';
import { Panel } from './panel.tsx';
import { Command } from './parts.tsx';
import { TrackedDays } from './tracked-days.tsx';
import { HeatMap, Milestones, Models, money, Part, Phases } from './tracked-parts.tsx';
import { Mismatches, Waste } from './tracked-waste.tsx';

export function TrackedPanel() {
  const answer = useApi<Budgets>('/api/budgets');
  const of = answer.data;
  const work = of?.overview;
  const tasks = work?.totals.total_tasks ?? 0;
  const where = of?.trackedRoots.join(', ');
  return (
    <Panel
      id="tracked"
      title="Tracked work"
      note={
        work
          ? `${grouped(tasks)} ${tasks === 1 ? 'task' : 'tasks'} in COST-TRACKING files below ${where}: declared by hand, in no sum above`
          : 'Budgets, phases and milestones that COST-TRACKING files declare'
      }
      minHeight={120}
      of={[answer]}
    >
      {of && (work ? <Work of={work} limits={of.limits} /> : <NoWork where={where ?? ''} />)}
      {of && of.trackedTroubles.length > 0 && (
        <ul class="body note">
          {of.trackedTroubles.slice(0, 8).map(({ path, line, why }) => (
            <li key={`${path}:${line}`}>
              <span class="mono">
                {path}
                {line === undefined ? '' : `:${line}`}
              </span>{' '}
              {why}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function NoWork({ where }: { readonly where: string }) {
  return (
    <div class="body tracked-none">
      <p class="note">
        {where === '' ? (
          <>
            No folder is named yet. To see the work that <code class="mono">COST-TRACKING-*.yaml</code> files
            below a folder declare, put this into config.yaml:
          </>
        ) : (
          <>
            No <code class="mono">COST-TRACKING-*.yaml</code> below {where} can be used. What is there, and
            why it was passed over:
          </>
        )}
      </p>
      {where === '' && <Command line="tracking: { roots: ~/path/to/sessions }" />}
      {where === '' && <p class="note">The same from a terminal, for any folder:</p>}
      <Command line={`token-dash budget ${where === '' ? '~/path/to/sessions' : where.split(', ')[0]}`} />
    </div>
  );
}

function Work({ of, limits }: { readonly of: TrackedWork; readonly limits: Budgets['limits'] }) {
  return (
    <>
      <Executive of={of} />
      <div class="tracked">
        <Models of={of.model_efficiency} />
        <Phases of={of} limits={limits.phases} />
        <TrackedDays costs={of.daily_costs} limit={limits.dayUsd} />
        <Milestones of={of.milestone_costs} />
        <HeatMap of={of.heat_map} />
        <Waste of={of.efficiency_analysis} />
        {of.mismatches.length > 0 && (
          <Part title="Declared totals that differ from their tasks">
            <Mismatches of={of.mismatches} />
          </Part>
        )}
      </div>
    </>
  );
}

/** Allocated, spent, left, how fast it goes, and when it will be used up. */
function Executive({ of }: { readonly of: TrackedWork }) {
  const { total_allocated, total_spent, total_remaining, burn_rate, projected_end_date, rule } =
    of.project_totals;
  const share = shareOf(String(total_spent), String(total_allocated));
  const isUsedUp = total_remaining <= 0 && total_allocated > 0;
  const facts = [
    ['Budget', money(total_allocated), 'allocated'],
    ['Spent', money(total_spent), share === undefined ? ' ' : `${Math.round(share * 100)} % of the budget`],
    ['Left', money(total_remaining), ' '],
    ['Burn rate', burn_rate === null ? '–' : `${money(burn_rate)} a day`, ' '],
    [
      'Projected end',
      projected_end_date === null
        ? isUsedUp
          ? 'used up'
          : '–'
        : dateText(projected_end_date, { year: true }),
      'of the budget, at this rate',
    ],
  ];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value, under]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd class="note">{under}</dd>
          </div>
        ))}
      </dl>
      <div class="gauge">
        <span
          class="meter"
          role="img"
          aria-label={`${money(total_spent)} of ${money(total_allocated)} spent`}
        >
          <i
            style={{
              '--part': `${Math.min(1, share ?? 0) * 100}%`,
              '--hue': isUsedUp ? 'var(--bad)' : 'var(--good-fill)',
            }}
          />
        </span>
        <p class="note">{rule}</p>
      </div>
    </>
  );
}
