/** What needs attention, and the overview of tracked work; the budgets are in the panel of the month. */
import type { Alerts } from './answers.ts';
import { useApi } from './api.ts';
import type { Budgets } from './budget-answers.ts';
import { Panel } from './panel.tsx';
import { Found } from './patterns.tsx';

export function AlertsPanel() {
  const answer = useApi<Alerts>('/api/alerts');
  const all = answer.data?.alerts ?? [];
  return (
    <Panel id="alerts" title="Alerts" of={[answer]}>
      {all.length === 0 && <p class="body note">Nothing needs attention.</p>}
      <div style={{ maxHeight: '560px', overflowY: 'auto' }} tabIndex={all.length > 0 ? 0 : undefined}>
        {all.map(alert => (
          <Found key={alert.id} patterns={[alert]} opens={alert.receipt} />
        ))}
      </div>
    </Panel>
  );
}

/** Executive summary, models, phases, milestones, days, heat map, waste: what COST-TRACKING files declare. */
export function TrackedPanel() {
  const answer = useApi<Budgets>('/api/budgets');
  const text = answer.data?.trackedText;
  return text ? (
    <Panel id="tracked" title="Tracked work" of={[answer]}>
      <pre class="body" style={{ overflowX: 'auto' }}>
        {text}
      </pre>
    </Panel>
  ) : null;
}
