/**
 * What is remembered of alerts between runs: when each was first and last seen, sent, acknowledged, resolved. Pure: the
 * records of before and the alerts of now in, the records of now and what is to be sent out.
 *
 * An alert is sent once for as long as it lasts, and again only where the user wants reminders. One that went away and
 * came back within the cool-down is the same alert: it is not sent again, and stays acknowledged.
 */
import type { Alert } from '../core/alert.ts';
import { keyOf, keyText } from '../core/key.ts';

export interface AlertRecord {
  /** Short and the same on every run: what `alerts ack` takes. */
  readonly id: string;
  /** Which look found it: alerts of one look say nothing about those of another. */
  readonly scope: string;
  readonly alert: Alert;
  /** All times UTC ms. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly sentMs?: number;
  readonly acknowledgedMs?: number;
  /** Absent while it lasts. */
  readonly resolvedMs?: number;
}

/** Where records are kept. */
export interface AlertStore {
  read(): readonly AlertRecord[];
  write(records: readonly AlertRecord[]): void;
}

/** What one look found. */
export interface Look {
  readonly scope: string;
  readonly alerts: readonly Alert[];
}

export interface AlertTimes {
  readonly nowMs: number;
  readonly cooldownMs: number;
  /** Absent: no reminders. */
  readonly remindMs?: number;
}

export interface Advanced {
  readonly records: readonly AlertRecord[];
  /** In the order in which the looks found them. */
  readonly active: readonly AlertRecord[];
  /** Of these, those that are to be sent. */
  readonly due: readonly AlertRecord[];
}

/** So long a resolved alert is listed. */
const KEPT_MS = 90 * 86_400_000;

export function advance(before: readonly AlertRecord[], looks: readonly Look[], times: AlertTimes): Advanced {
  const { nowMs } = times;
  const known = new Map(before.map(record => [record.id, record]));
  const active = looks.flatMap(({ scope, alerts }) =>
    alerts.map(alert => seen(known.get(idOf(scope, alert)), scope, alert, times)),
  );
  const found = new Map(active.map(record => [record.id, record]));
  const scopes = new Set(looks.map(({ scope }) => scope));
  const others = before.flatMap(record => {
    if (found.has(record.id)) return [];
    if (record.resolvedMs !== undefined) return nowMs - record.resolvedMs > KEPT_MS ? [] : [record];
    return [scopes.has(record.scope) ? { ...record, resolvedMs: nowMs } : record];
  });
  const unique = [...found.values()];
  return {
    records: [...unique, ...others],
    active: unique,
    due: unique.filter(record => isDue(record, times)),
  };
}

function seen(
  before: AlertRecord | undefined,
  scope: string,
  alert: Alert,
  { nowMs, cooldownMs }: AlertTimes,
): AlertRecord {
  const fresh = { id: idOf(scope, alert), scope, alert, firstMs: nowMs, lastMs: nowMs };
  if (!before) return fresh;
  const isSame = before.resolvedMs === undefined || nowMs - before.resolvedMs < cooldownMs;
  return isSame ? { ...before, alert, lastMs: nowMs, resolvedMs: undefined } : fresh;
}

function isDue({ sentMs, acknowledgedMs }: AlertRecord, { nowMs, remindMs }: AlertTimes): boolean {
  if (acknowledgedMs !== undefined) return false;
  return sentMs === undefined || (remindMs !== undefined && nowMs - sentMs >= remindMs);
}

export function sent(
  records: readonly AlertRecord[],
  ids: ReadonlySet<string>,
  nowMs: number,
): readonly AlertRecord[] {
  return records.map(record => (ids.has(record.id) ? { ...record, sentMs: nowMs } : record));
}

/** Marks alerts by id, or by the beginning of one; gives back those it found. */
export function acknowledge(
  records: readonly AlertRecord[],
  ids: readonly string[] | 'all',
  nowMs: number,
): { readonly records: readonly AlertRecord[]; readonly marked: readonly AlertRecord[] } {
  const isMeant = ({ id, resolvedMs }: AlertRecord) =>
    resolvedMs === undefined &&
    (ids === 'all' || ids.some(each => each !== '' && id.startsWith(each.toLowerCase())));
  const changed = records.map(record =>
    isMeant(record) && record.acknowledgedMs === undefined ? { ...record, acknowledgedMs: nowMs } : record,
  );
  return { records: changed, marked: changed.filter(isMeant) };
}

function idOf(scope: string, { key }: Alert): string {
  return keyText(keyOf(`${scope}\0${key}`)).slice(0, 6);
}

const FORMAT = 'token-dash alerts 1';

/** Records as a small file keeps them. */
export function recordsText(records: readonly AlertRecord[]): string {
  return `${JSON.stringify({ format: FORMAT, records }, null, 1)}\n`;
}

/** What such a file holds; nothing where it is missing, damaged or another's. */
export function keptRecords(text: string | undefined): readonly AlertRecord[] {
  try {
    const value = JSON.parse(text ?? '') as { readonly format?: unknown; readonly records?: unknown };
    if (value.format !== FORMAT || !Array.isArray(value.records)) return [];
    return value.records.filter(isRecord);
  } catch {
    return [];
  }
}

/** Whether a value is a record as this version keeps them. */
export function isRecord(value: unknown): value is AlertRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { id, scope, firstMs, lastMs, alert } = value as Partial<Record<keyof AlertRecord, unknown>>;
  const isAlert = typeof alert === 'object' && alert !== null && typeof (alert as Alert).text === 'string';
  const isDated = typeof firstMs === 'number' && typeof lastMs === 'number';
  return typeof id === 'string' && typeof scope === 'string' && isDated && isAlert;
}
