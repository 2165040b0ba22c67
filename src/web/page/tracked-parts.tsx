/** Parts of the tracked work: models, phases over their days, milestones, the heat map of tasks. */
import type { ComponentChildren } from 'preact';
import { largest } from '../../core/extremes.ts';
import { grouped } from '../../core/format.ts';
import type { Budgets, TrackedWork } from './budget-answers.ts';
import { dayNumber, moneyText, shareOf, spanText } from './numbers.ts';
import { Nothing, Track } from './parts.tsx';

/** Declared dollars; nothing where they are not known. */
export function money(amount: number | null): string {
  return amount === null ? '–' : moneyText(String(amount));
}

const tasksText = (count: number) => `${grouped(count)} ${count === 1 ? 'task' : 'tasks'}`;

export function Part({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children}
      {note && <p class="note">{note}</p>}
    </section>
  );
}

export function Models({ of }: { readonly of: TrackedWork['model_efficiency'] }) {
  const families = [
    ['Haiku', 'haiku', of.total_haiku_tasks, of.haiku_percentage, of.haiku_cost],
    ['Sonnet', 'sonnet', of.total_sonnet_tasks, of.sonnet_percentage, of.sonnet_cost],
    ['Other', 'other', of.other.total_tasks, of.other.percentage, of.other.cost],
  ] as const;
  const shown = families.filter(([, id, tasks, , cost]) => id !== 'other' || tasks + cost > 0);
  return (
    <Part title="Models by tasks">
      <span class="stacked" aria-hidden="true">
        {shown.map(([, id, , percent]) => (
          <i key={id} style={{ '--part': `${percent ?? 0}%`, '--hue': `var(--${id})` }} />
        ))}
      </span>
      <ul class="shares">
        {shown.map(([name, id, tasks, percent, cost]) => (
          <li key={id} class="row">
            <span class="name">
              <i class="spot" style={{ '--hue': `var(--${id})` }} />
              {name}
            </span>
            <span class="muted">{tasksText(tasks)}</span>
            <span>{money(cost)}</span>
            <span class="share">{percent === null ? '–' : `${percent.toFixed(1)} %`}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Each phase as a bar from its first day to its last, on one scale for all. */
export function Phases({
  of: { phase_breakdown, phase_days },
  limits,
}: {
  readonly of: TrackedWork;
  readonly limits: Budgets['limits']['phases'];
}) {
  const names = [...new Set([...Object.keys(phase_breakdown), ...Object.keys(limits)])];
  const days = Object.values(phase_days).flatMap(({ first, last }) =>
    first === null || last === null ? [] : [dayNumber(first), dayNumber(last)],
  );
  const from = days.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const count = largest(days, from) - from + 1;
  return (
    <Part title="Phases">
      <ul class="shares">
        {names.map(name => {
          const { total_cost, task_count } = phase_breakdown[name] ?? { total_cost: 0, task_count: 0 };
          const { first, last } = phase_days[name] ?? { first: null, last: null };
          const limit = limits[name];
          const used = limit === undefined ? undefined : shareOf(String(total_cost), limit);
          return (
            <li key={name}>
              <div class="row">
                <span class="name" title={name}>
                  {name}
                </span>
                <span class="muted">{tasksText(task_count)}</span>
                <span>{money(total_cost)}</span>
              </div>
              <span class="track" aria-hidden="true">
                {first !== null && last !== null && (
                  <i
                    class={(used ?? 0) > 1 ? 'is-over' : ''}
                    style={{
                      '--part': `${((dayNumber(last) - dayNumber(first) + 1) / count) * 100}%`,
                      marginLeft: `${((dayNumber(first) - from) / count) * 100}%`,
                    }}
                  />
                )}
              </span>
              <span class="note">
                {first === null || last === null ? 'no date' : spanText(first, last)}
                {limit !== undefined &&
                  ` · ${used === undefined ? '–' : `${Math.round(used * 100)} %`} of its budget of ${moneyText(limit)}${(used ?? 0) > 1 ? ', over' : ''}`}
              </span>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

export function Milestones({ of }: { readonly of: TrackedWork['milestone_costs'] }) {
  const rows = Object.entries(of);
  const most = largest(
    rows.map(([, row]) => row.total_cost),
    0,
  );
  return (
    <Part title="Milestones">
      <ul class="shares">
        {rows.map(([name, { total_cost, task_count }]) => (
          <li key={name}>
            <div class="row">
              <span class="name">
                <i class={`spot ${task_count > 0 ? '' : 'is-open'}`} />
                {name}
              </span>
              <span class="muted">{task_count > 0 ? tasksText(task_count) : 'no task yet'}</span>
              <span>{task_count > 0 ? money(total_cost) : <Nothing />}</span>
            </div>
            <Track part={most > 0 ? total_cost / most : 0} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

const QUARTERS = ['Lowest cost', 'Lower', 'Higher', 'Highest cost'];

/** How many tasks are how complex and how expensive; the more, the stronger the shade. */
export function HeatMap({ of }: { readonly of: TrackedWork['heat_map'] }) {
  const rows = [
    ['Simple', of.simple],
    ['Medium', of.medium],
    ['Complex', of.complex],
  ] as const;
  const most = largest(
    rows.flatMap(([, counts]) => counts),
    1,
  );
  return (
    <Part title="Tasks by complexity and cost" note={of.rule}>
      <div class="scroll">
        <table class="tight heat">
          <thead>
            <tr>
              <td />
              {QUARTERS.map(title => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, counts]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {counts.map((count, i) => (
                  <td
                    key={QUARTERS[i]}
                    class={`h${count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * 5))}`}
                  >
                    {count}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
