/** A receipt in words, line by line: what the dashboard's sheet and `token-dash explain` both print. */
import type { Zone } from '../core/calendar.ts';
import { dayText } from '../core/calendar.ts';
import { amountIn, type Currency, rateText } from '../core/currency.ts';
import { grouped, usdCents } from '../core/format.ts';
import { decimal } from '../core/money.ts';
import { originOf } from '../core/origin.ts';
import type { Reading, UsageEvent } from '../core/usage.ts';
import type { Charge, Receipt } from './receipt.ts';

/** A record behind the event, as the disk finds it again. */
export interface RecordLine {
  readonly file: string;
  readonly reading: Reading;
}

/** What is known of the session of a response. */
export interface BesideReceipt {
  readonly title?: string;
  /** What its tool counted above its log, in a sentence. */
  readonly unlogged?: string;
  /** Attempts that were refused before the response was given, each in a sentence. */
  readonly unserved?: readonly string[];
  /** In which amounts are shown elsewhere. */
  readonly currency?: Currency;
}

/** A line of a receipt; headings are emphasised where the face can do so. */
export interface ReceiptLine {
  readonly kind: 'heading' | 'text' | 'sum' | 'warning';
  readonly text: string;
}

const KINDS: Readonly<Record<Charge['what'], string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache read',
  cacheWrite5m: 'cache write 5m',
  cacheWrite1h: 'cache write 1h',
  cacheWriteOther: 'cache write',
  webSearches: 'web searches',
};

/** `records` is undefined while they are still being looked up; `beside` is what is known of its session. */
export function receiptText(
  receipt: Receipt,
  zone: Zone,
  records: readonly RecordLine[] | undefined,
  beside: BesideReceipt = {},
): readonly ReceiptLine[] {
  const lines: ReceiptLine[] = [];
  const add = (text: string, kind: ReceiptLine['kind'] = 'text') => lines.push({ kind, text });
  const { event } = receipt;

  add('Response', 'heading');
  add(`  time      ${dayText(zone.day(event.atMs))} ${zone.clock(event.atMs)} ${zone.name}`);
  add(`  model     ${event.terms.model || '(none in the log)'}`);
  add(`  project   ${event.project || '(none in the log)'}`);
  add(`  session   ${event.attribution.session || '(none in the log)'}`);
  if (beside.title !== undefined) add(`  title     ${beside.title}`);
  const asides = {
    parent: event.attribution.parentSession,
    agent: event.agent,
    skill: event.attribution.skill,
    command: event.attribution.command,
    origin: event.attribution.origin && originOf(event.attribution),
  };
  for (const [name, value] of Object.entries(asides)) if (value) add(`  ${name.padEnd(9)} ${value}`);
  add(`  event     ${receipt.id}`);

  add('Log location', 'heading');
  add(`  ${event.file}:${event.line}`);
  if (isLogGone(event, records))
    add('  log no longer there; what it said of this response is kept', 'warning');
  add(`  ${ruleText(event.records, records)}`);
  for (const { file, reading } of records ?? []) {
    const { tokens } = reading;
    const final = reading.quality === 'exact' ? '' : ', not final';
    add(
      `    line ${reading.line}: in ${grouped(tokens.input)}, out ${grouped(tokens.output)}${final}${otherFile(file, event.file)}`,
    );
  }

  add('Arithmetic', 'heading');
  for (const charge of receipt.charges) add(`  ${chargeText(charge)}`);
  add(
    `  ${'='.padStart(3)} ${receipt.usd === undefined ? receipt.status : `$${decimal(receipt.usd)}`}`,
    'sum',
  );
  const { currency } = beside;
  if (currency && receipt.usd !== undefined)
    add(`    = ${amountIn(currency, usdCents)(receipt.usd)} ${rateText(currency)}`);

  add('Price', 'heading');
  const { origin } = receipt;
  if (origin) {
    const span = `${origin.since ? ` since ${origin.since}` : ''}${origin.until ? ` until ${origin.until}` : ''}`;
    add(`  ${origin.model} (${origin.vendor})${span}, from ${origin.table}`);
    add(`  read from ${origin.source}`);
  } else add(`  ${receipt.status}`);
  for (const step of receipt.steps)
    add(`  ${step.name}${step.factor ? ` x ${step.factor}` : ''}: ${step.why}`);
  for (const remark of receipt.remarks) add(`  note: ${remark}`, 'warning');
  if (receipt.logged) {
    const { usd, difference } = receipt.logged;
    const gap = difference === undefined ? '' : `; here it is $${decimal(difference)} more`;
    add(`  the log itself says $${usd}${gap}`);
  }
  for (const note of beside.unserved ?? []) add(`  note: ${note}`, 'warning');
  if (beside.unlogged !== undefined) add(`  note: ${beside.unlogged}`, 'warning');
  return lines;
}

/** Whether the log was deleted, cut or rewritten, as far as a search for its records shows. */
export function isLogGone(
  { file }: Pick<UsageEvent, 'file'>,
  records: readonly RecordLine[] | undefined,
): boolean {
  return records !== undefined && !records.some(record => record.file === file);
}

function ruleText(count: number, records: readonly RecordLine[] | undefined): string {
  if (count === 1) return 'one record: its counts are taken as they are';
  const key = records?.[0]?.reading.key ?? '';
  const by = /:message:/.test(key) ? 'message id' : /:request:/.test(key) ? 'request id' : 'key';
  return `${count} records of the same ${by}: the finished and most complete one counts as a whole, at the earliest time`;
}

function otherFile(file: string, own: string): string {
  return file === own ? '' : ` of ${file}`;
}

/** `names` are words for kinds where the usual ones do not fit. */
export function chargeText(
  { what, count, published, rate, usd }: Charge,
  names: Partial<Record<Charge['what'], string>> = {},
): string {
  const name = `${(names[what] ?? KINDS[what]).padEnd(15)} ${grouped(count).padStart(13)}`;
  if (rate === undefined || usd === undefined) return name;
  const unit = what === 'webSearches' ? 'per thousand' : 'per million';
  const base = published !== undefined && published !== decimal(rate, 0) ? ` (list $${published})` : '';
  return `${name} x $${decimal(rate, 2)} ${unit}${base} = $${decimal(usd)}`;
}
