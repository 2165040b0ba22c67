/**
 * `token-dash price`: what a request costs, and the sum behind it.
 *
 *   token-dash price claude-opus-5 --input 1000 --output 500 --speed fast
 *   token-dash price --stdin < records.jsonl     one usage record a line in, one JSON answer a line out
 *
 * The arguments come parsed from `main.ts`, which also hands over the prices: this file only looks up and prints.
 */

import { withoutByteOrderMark } from '../core/byte-order-mark.ts';
import { printable, printableJson } from '../core/clean.ts';
import { instant } from '../core/counts.ts';
import { grouped, usdExact } from '../core/format.ts';
import { decimal, type Money, usd } from '../core/money.ts';
import type { ListedRate, PriceLookup, Rate, Resolution } from '../core/price.ts';
import { type Terms, TOKEN_KINDS, type TokenKind, totalTokens } from '../core/usage.ts';
import { wrapped } from '../core/wrap.ts';
import { bucketUsd } from '../rollup/tally.ts';
import { columnsOf, EXIT, type Io } from './io.ts';
import { printJson } from './writers/json.ts';

/** Flags as typed; counts may have their thousands set apart ('1,000,000', '1_000_000'). */
export interface PriceArgs {
  readonly model?: string;
  /** A UTC day or an ISO moment; today where it is absent. */
  readonly at?: string;
  readonly input?: string;
  readonly output?: string;
  readonly cacheRead?: string;
  readonly cacheWrite?: string;
  readonly cacheWrite1h?: string;
  readonly webSearches?: string;
  readonly speed?: string;
  readonly tier?: string;
  readonly geo?: string;
  readonly provider?: string;
  readonly stdin?: boolean;
  /** One JSON object instead of lines for a reader. */
  readonly json?: boolean;
  /** The prices to look up. */
  readonly prices: PriceLookup & {
    resolve(model: string, provider: string | undefined, atMs: number): Resolution;
  };
  /** Prices one record from standard input; the answer is printed as it is. */
  readonly priceRecord: (record: unknown, prices: PriceLookup) => { readonly status: string };
}

export interface PriceIo extends Io {
  readonly stdin?: AsyncIterable<string | Uint8Array>;
}

const KIND_WORDS: Readonly<Record<TokenKind, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache read',
  cacheWrite5m: 'cache write',
  cacheWrite1h: 'cache write 1h',
  cacheWriteOther: 'cache write',
};

export async function priceCommand(args: PriceArgs, io: PriceIo): Promise<number> {
  if (args.stdin) return priceLines(args, io);
  const errors: string[] = [];
  const asked = askedFor(args, io.nowMs, why => errors.push(why));
  if (!asked) {
    for (const why of errors) io.err(`token-dash price: ${why}\n`);
    return EXIT.failed;
  }
  const { terms, atMs, tokens, searches } = asked;
  const rate = args.prices.rate({ terms, atMs, tokens, quality: 'exact' });
  if (args.json) {
    printJson(io, priceJson(rate, asked, args.prices));
    return EXIT.ok;
  }
  const lines = [`${terms.model} on ${new Date(atMs).toISOString().slice(0, 10)}`];
  if (rate.status === 'listed')
    for (const each of listedLines(rate, { ...tokens, searches })) lines.push(each);
  else {
    const { steps } = args.prices.resolve(terms.model, terms.provider, atMs);
    for (const each of steps.map(step => `  ${step}`)) lines.push(each);
    lines.push(`= ${rate.status === 'unpriced' ? 'unpriced' : '$0.00'}`);
  }
  const columns = columnsOf(io);
  io.out(`${lines.flatMap(line => wrapped(printable(line), columns, '    ')).join('\n')}\n`);
  return EXIT.ok;
}

interface Asked {
  readonly terms: Terms;
  readonly atMs: number;
  readonly tokens: Readonly<Record<TokenKind, number>>;
  readonly searches: number;
}

/** The request that the flags describe; undefined where a flag cannot be read; each such flag is reported. */
function askedFor(args: PriceArgs, nowMs: number, wrong: (why: string) => void): Asked | undefined {
  const { model, at, speed, tier, geo, provider } = args;
  let isRead = true;
  const fail = (why: string) => {
    isRead = false;
    wrong(why);
  };
  const countOf = (flag: string, text = '0'): number => {
    const digits = text.replaceAll(/[,_]/g, '');
    if (/^\d{1,12}$/.test(digits)) return Number(digits);
    fail(`${flag} is '${text}', not a count: give a whole number, such as 12000`);
    return 0;
  };
  if (!model) fail("name a model, as in 'token-dash price claude-opus-5 --input 1000', or give --stdin");
  const atMs = at === undefined ? nowMs : instant(at);
  if (atMs === undefined) fail(`--at is '${at}', not a day: give one such as 2026-11-22`);
  const tokens = {
    input: countOf('--input', args.input),
    output: countOf('--output', args.output),
    cacheRead: countOf('--cache-read', args.cacheRead),
    cacheWrite5m: countOf('--cache-write', args.cacheWrite),
    cacheWrite1h: countOf('--cache-write-1h', args.cacheWrite1h),
    cacheWriteOther: 0,
  };
  const searches = countOf('--web-searches', args.webSearches);
  if (!isRead || !model || atMs === undefined) return undefined;
  return { terms: { model, provider, speed, tier, geo }, atMs, tokens, searches };
}

/** The answer as scripts read it: amounts as a number and, exactly, as text; what has no price has no amount. */
function priceJson(rate: Rate, { terms, atMs, tokens, searches }: Asked, prices: PriceArgs['prices']) {
  const listed = rate.status === 'listed' ? rate : undefined;
  const amount = listed
    ? bucketUsd(listed, { ...tokens, searches })
    : rate.status === 'unpriced'
      ? undefined
      : 0n;
  return {
    model: terms.model,
    at: new Date(atMs).toISOString(),
    status: rate.status,
    cost: amount === undefined ? null : Number(decimal(amount)),
    usd: amount === undefined ? null : decimal(amount),
    tokens: { ...tokens, webSearches: searches },
    usdPerMillion: listed ? listed.published : null,
    usdPerSearch: listed && listed.perSearch > 0n ? decimal(listed.perSearch, 0) : null,
    steps: listed ? listed.steps : prices.resolve(terms.model, terms.provider, atMs).steps,
    notes: listed ? listed.caveats : [],
    origin: rate.origin ?? null,
  };
}

function listedLines(rate: ListedRate, counts: Readonly<Record<TokenKind | 'searches', number>>): string[] {
  const { origin, steps, caveats } = rate;
  const span = `${origin.since ? ` since ${origin.since}` : ''}${origin.until ? ` until ${origin.until}` : ''}`;
  const lines = [
    `  ${origin.model} (${origin.vendor})${span}, from ${origin.table}`,
    `  read from ${origin.source}`,
    ...steps.map(({ name, factor, why }) => `  ${name}${factor ? ` x ${factor}` : ''}: ${why}`),
    ...caveats.map(caveat => `  note: ${caveat}`),
  ];
  const isEmpty = totalTokens(counts) + counts.searches === 0;
  if (isEmpty) return [...lines, ...rateLines(rate)];

  const charges = TOKEN_KINDS.filter(kind => counts[kind] > 0).map(kind =>
    chargeLine(KIND_WORDS[kind], counts[kind], perMillion(rate, kind), rate.perToken[kind]),
  );
  if (counts.searches > 0) charges.push(searchLine(counts.searches, rate));
  return [...lines, ...charges, `= ${usdExact(bucketUsd(rate, counts))}`];
}

/** An unstated fee for searches is unknown, not 0. */
function searchLine(count: number, { perSearch }: ListedRate): string {
  if (perSearch > 0n) return chargeLine('web searches', count, usdExact(perSearch), perSearch);
  return `  ${'web searches'.padEnd(14)} ${grouped(count).padStart(11)}: no price known, not in the sum`;
}

/** What a million of each kind costs, where no counts were given. */
function rateLines(rate: ListedRate): string[] {
  const kinds = TOKEN_KINDS.filter(kind => kind !== 'cacheWriteOther');
  return [
    ...kinds.map(kind => `  ${KIND_WORDS[kind].padEnd(14)} ${perMillion(rate, kind)}`),
    `  ${'web search'.padEnd(14)} ${rate.perSearch === 0n ? 'no price known' : usdExact(rate.perSearch)}`,
  ];
}

/** The rate in force, and the multipliers that led to it. */
function perMillion(rate: ListedRate, kind: TokenKind): string {
  const factors = rate.steps.flatMap(({ factor }) => (factor === undefined ? [] : [` x ${factor}`])).join('');
  return `${usdExact(usd(rate.published[kind]))}${factors} per million`;
}

function chargeLine(what: string, count: number, price: string, each: Money): string {
  return `  ${what.padEnd(14)} ${grouped(count).padStart(11)} x ${price} = ${usdExact(BigInt(count) * each)}`;
}

/** Prices records until the input ends; a line that cannot be read is answered, too, and sets the exit code. */
async function priceLines({ prices, priceRecord }: PriceArgs, io: PriceIo): Promise<number> {
  let exitCode: number = EXIT.ok;
  for await (const line of linesOf(io.stdin ?? noInput())) {
    if (line.trim() === '') continue;
    const answer = answerTo(line, record => priceRecord(record, prices));
    if (answer.status === 'error') exitCode = EXIT.failed;
    io.out(`${printableJson(JSON.stringify(answer))}\n`);
  }
  return exitCode;
}

function answerTo(line: string, price: (record: unknown) => { readonly status: string }) {
  try {
    return price(JSON.parse(withoutByteOrderMark(line)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { status: 'error', error: `not JSON: ${error.message}` };
  }
}

async function* linesOf(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of input) {
    rest += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest + decoder.decode();
}

async function* noInput(): AsyncGenerator<string> {}
