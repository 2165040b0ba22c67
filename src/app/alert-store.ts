/**
 * Where alerts are remembered: in the ledger, and where that is turned off in a small file. A file of an earlier version is
 * taken over once.
 */
import { rmSync } from 'node:fs';
import {
  type AlertRecord,
  type AlertStore,
  isRecord,
  keptRecords,
  recordsText,
} from '../budgets/alert-state.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readPrivate, writePrivate } from '../os/private-file.ts';

export async function ledgerAlerts(path: string, earlierFile: string): Promise<AlertStore> {
  const [{ Ledger }, { readAlerts, writeAlerts }] = await Promise.all([
    import('../ledger/ledger.ts'),
    import('../ledger/alerts.ts'),
  ]);
  const using = <T>(act: (ledger: Ledger) => T): T => {
    const ledger = new Ledger(path);
    try {
      return act(ledger);
    } finally {
      ledger.close();
    }
  };
  return {
    read: () =>
      using(({ database }) => {
        const records = readAlerts(database).filter(isRecord);
        return records.length > 0 ? records : keptRecords(readPrivate(earlierFile));
      }),
    write(records) {
      using(({ database }) => writeAlerts(database, records.map(asKept)));
      rmSync(earlierFile, { force: true });
    },
  };
}

function asKept(record: AlertRecord) {
  const { id, alert, firstMs, lastMs, sentMs, acknowledgedMs, resolvedMs } = record;
  const { rule, level, text } = alert;
  return { id, rule, level, text, firstMs, lastMs, sentMs, acknowledgedMs, resolvedMs, record };
}

export function fileAlerts(file: string): AlertStore {
  return {
    read: () => keptRecords(readPrivate(file)),
    write: records => writePrivate(file, recordsText(records)),
  };
}

export function memoryAlerts(): AlertStore {
  let kept: readonly AlertRecord[] = [];
  return {
    read: () => kept,
    write(records) {
      kept = records;
    },
  };
}

/**
 * A store that goes on without its file: then nothing is known of earlier alerts, and nothing is kept of these. `tell` is
 * given the reason, in words for the user.
 */
export function tolerant(store: AlertStore, tell: (why: string) => void): AlertStore {
  const trying = <T>(act: () => T, otherwise: T): T => {
    try {
      return act();
    } catch (error) {
      tell(`alerts are not remembered: ${error instanceof Error ? error.message : error}`);
      return otherwise;
    }
  };
  return {
    read: () => trying(() => store.read(), []),
    write: records => trying(() => store.write(records), undefined),
  };
}
