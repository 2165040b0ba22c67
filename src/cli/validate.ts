/**
 * `token-dash --test`: reads everything once, without a screen, and says what was found: where it looked, how much,
 * what could not be read, and which price every model resolved to. For people whose dashboard shows less than they
 * expect, and for scripts (`--json`).
 */
import type { Zone } from '../core/calendar.ts';
import type { Currency } from '../core/currency.ts';
import type { WorkLog } from '../core/work-log.ts';
import { findings } from '../reports/findings.ts';
import { EXIT, type Io } from './io.ts';
import type { Loaded } from './loaded.ts';
import { findingsJson } from './validate-json.ts';
import { findingsText, noDataText } from './validate-text.ts';
import { printJson } from './writers/json.ts';

export interface ValidateInput {
  load(): Promise<Loaded>;
  readonly zone: Zone;
  readonly asJson: boolean;
  /** The log of finished tasks, which is in none of the totals. */
  readonly manualLog?: WorkLog;
  /** What money is shown in; dollars where it is absent. */
  readonly currency?: Currency;
  /** Monotonic ms since the program began. */
  readonly elapsedMs: () => number;
}

export async function validate(input: ValidateInput, io: Io): Promise<number> {
  const { snapshot, prices } = await input.load();
  const found = findings(snapshot, prices);
  const elapsedMs = input.elapsedMs();
  if (input.asJson) printJson(io, findingsJson(found, elapsedMs, input.manualLog));
  else io.out(findingsText(found, input.zone, elapsedMs, input.currency, input.manualLog));
  if (snapshot.journal.length > 0) return EXIT.ok;
  io.err(noDataText(snapshot));
  return EXIT.noData;
}
