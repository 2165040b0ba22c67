/** An alert as scripts read it, from the command line and from the API alike. */
import { dayText } from '../core/calendar.ts';
import type { Scope } from '../core/scope.ts';
import type { AlertRecord } from './alert-state.ts';

export function alertJson({ id, alert, firstMs, lastMs, sentMs, acknowledgedMs, resolvedMs }: AlertRecord) {
  const at = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  const { rule, level, key, text, advice, scope, evidence } = alert;
  return {
    ...{ id, rule, level, key, text, advice: advice ?? null },
    ...{ scope: scope ? scopeJson(scope) : null, evidence },
    ...{ first: at(firstMs), last: at(lastMs), sent: at(sentMs) },
    ...{ acknowledged: at(acknowledgedMs), resolved: at(resolvedMs) },
  };
}

/** The measured usage behind it; `from` and `to` are days, both included. */
function scopeJson({ from, to, ...names }: Scope) {
  const day = (of: number | undefined) => (of === undefined ? undefined : dayText(of));
  return { from: day(from), to: day(to), ...names };
}
