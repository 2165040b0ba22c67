/** What needs attention; the budgets are in the panel of the month. */

import { useApi } from './api.ts';
import { Panel } from './panel.tsx';
import { Found } from './patterns.tsx';
import type { Alerts } from './task-answers.ts';

export function AlertsPanel() {
  const answer = useApi<Alerts>('/api/alerts');
  const all = answer.data?.alerts ?? [];
  return (
    <Panel id="alerts" title="Alerts" of={[answer]}>
      {all.length === 0 && <p class="body note">Nothing needs attention.</p>}
      <div style={{ maxHeight: '420px', overflowY: 'auto' }} tabIndex={all.length > 0 ? 0 : undefined}>
        {all.map(alert => (
          <Found key={alert.id} patterns={[alert]} opens={alert.receipt} />
        ))}
      </div>
    </Panel>
  );
}
