/** The manual log as reports are given it: the entries, the user's goals, and what the rules find in them. */
import type { Alert } from '../core/alert.ts';
import type { Day } from '../core/calendar.ts';
import { FLAT_USD_PER_MTOK } from '../core/flat-rate.ts';
import type { ManualLogSettings } from '../core/settings.ts';
import type { Work } from '../core/work.ts';
import type { WorkLog } from '../core/work-log.ts';
import { RULES } from './rules/index.ts';
import { runRules } from './rules/rule.ts';

export function declaredOf(log: WorkLog, settings: ManualLogSettings | undefined) {
  return {
    log,
    goalUsdPerDay: settings?.goalUsdPerDay,
    usdPerMonth: settings?.usdPerMonth,
    usdPerMtok: settings?.usdPerMtok ?? FLAT_USD_PER_MTOK,
    patterns: (work: readonly Work[], today: Day): readonly Alert[] =>
      runRules(RULES, { work, today, weekStart: 1 }),
  };
}
