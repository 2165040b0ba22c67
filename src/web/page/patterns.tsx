/** What the rules find in logged tasks; a rule that finds nothing shows, too, in grey. */
import { useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { openReceipt, status } from './state.ts';
import type { Pattern } from './task-answers.ts';

/** The rules about logged tasks, by their ids. */
const RULES = ['large-task', 'device-share', 'cost-creep', 'falling-costs'];

export function Patterns({ found }: { readonly found: readonly Pattern[] }) {
  return (
    <section class="patterns" aria-label="Patterns">
      {RULES.map(id => {
        const own = found.filter(each => each.rule === id);
        return own.length > 0 ? <Found key={id} patterns={own} /> : <Quiet key={id} id={id} />;
      })}
    </section>
  );
}

/** What one rule found; `opens` is the receipt behind it. */
export function Found({
  patterns,
  opens,
}: {
  readonly patterns: readonly Pattern[];
  readonly opens?: string | null;
}) {
  const [isOpen, setOpen] = useState(false);
  const first = patterns[0]!;
  const lines = patterns.flatMap(each => each.lines);
  return (
    <div class={`pattern is-${first.level}`}>
      <Icon name={first.level === 'green' ? 'check' : first.level === 'red' ? 'info' : 'warn'} />
      <div>
        <b>{patterns.length > 1 ? `${patterns.length} times: ${first.text}` : first.text}</b>
        {first.advice && <span class="note">{capital(first.advice)}.</span>}
        {opens && (
          <button type="button" class="link note" onClick={() => openReceipt(opens)}>
            What it is made of
          </button>
        )}
        {lines.length > 0 && (
          <button type="button" class="link note" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide' : 'Evidence'}
          </button>
        )}
        {isOpen && (
          <ul class="note">
            {patterns.map(each => (
              <li key={each.text}>
                {each.text}
                {each.lines.length > 0 ? `: line ${each.lines.slice(0, 20).join(', ')}` : ''}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Quiet({ id }: { readonly id: string }) {
  const summary = status.value?.rules.find(rule => rule.id === id)?.summary ?? id;
  return (
    <div class="pattern is-quiet">
      <Icon name="check" />
      <div>
        <b>Quiet</b>
        <span class="note">No: {summary}</span>
      </div>
    </div>
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
