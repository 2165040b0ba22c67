/** What the rules find in tracked work, each with its rule and the lines of the files it was found in. */
import { grouped } from '../../core/format.ts';
import type { Found, TrackedWork } from './budget-answers.ts';
import { money, Part } from './tracked-parts.tsx';

const MOST_FINDINGS = 10;

export function Waste({ of }: { readonly of: TrackedWork['efficiency_analysis'] }) {
  const kinds = [
    ['waste', of.waste_by_category],
    ['to save', of.optimization_opportunities],
  ] as const;
  const all = kinds.flatMap(([kind, list]) =>
    list.flatMap(each => Object.values(each).map(found => ({ ...found, kind }))),
  );
  const quiet = all.filter(({ count }) => count === 0).map(({ title }) => title);
  return (
    <Part title="Waste and opportunities">
      <p class="note">Declared as waste: {money(of.total_waste_cost)}. Found by rules:</p>
      {all
        .filter(({ count }) => count > 0)
        .map(found => (
          <Finding key={found.title} of={found} kind={found.kind} />
        ))}
      {quiet.length > 0 && <p class="note">Nothing found: {quiet.join(', ')}.</p>}
    </Part>
  );
}

function Finding({ of, kind }: { readonly of: Found; readonly kind: string }) {
  const { title, count, cost, rule, findings } = of;
  return (
    <details class="finding">
      <summary>
        <span class="name">
          {title} <span class={`tag ${kind === 'waste' ? 'is-warn' : ''}`}>{kind}</span>
        </span>
        <span class="muted">{grouped(count)} found</span>
        <span>{money(cost)}</span>
      </summary>
      <p class="note">Rule: {rule}</p>
      <ul>
        {findings.slice(0, MOST_FINDINGS).map(({ text, cost: usd, tasks }) => (
          <li key={`${text} ${tasks[0]?.line}`}>
            {usd === null ? '' : `${money(usd)} `}
            {text}{' '}
            {tasks.slice(0, 3).map(({ file, line }) => (
              <span key={`${file}:${line}`} class="mono note">
                {file}:{line}{' '}
              </span>
            ))}
          </li>
        ))}
        {findings.length > MOST_FINDINGS && <li class="note">and {findings.length - MOST_FINDINGS} more</li>}
      </ul>
    </details>
  );
}

export function Mismatches({ of }: { readonly of: TrackedWork['mismatches'] }) {
  return (
    <div class="scroll">
      <table class="tight">
        <thead>
          <tr>
            <th scope="col">Session</th>
            <th scope="col">What</th>
            <th scope="col" class="num">
              Declared
            </th>
            <th scope="col" class="num">
              Counted
            </th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ session, what, declared, counted }) => (
            <tr key={`${session} ${what}`}>
              <th scope="row">{session}</th>
              <td>{what}</td>
              <td class="num">{declared}</td>
              <td class="num">{counted}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
