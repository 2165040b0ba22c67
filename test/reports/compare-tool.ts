/**
 * Another tool, as it might be written by somebody else: it reads transcripts line by line, adds up floats, has a price
 * table of its own, and makes exactly the mistakes it is told to. It shares no code with what is tested.
 */
import type { Files } from './compare-home.ts';

export interface Mistakes {
  readonly fold?: 'every record' | 'every file' | 'first record';
  readonly skip?: 'subagents' | 'subagent files' | 'progress lines';
  /** Gives the day of a moment; UTC where absent. */
  readonly dayOf?: (atMs: number) => string;
  readonly hourAs5m?: boolean;
  readonly tier?: 'ignored' | 'marginal';
  readonly noFast?: boolean;
  readonly noGeo?: boolean;
  readonly noBatch?: boolean;
  readonly noFee?: boolean;
  readonly todaysPrices?: boolean;
  /** Models without a price, and models that are left out. */
  readonly zero?: readonly string[];
  readonly absent?: readonly string[];
  /** Only these days are in the report. */
  readonly days?: (day: string) => boolean;
}

export interface Row {
  readonly day: string;
  readonly model: string;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  usd: number;
}

interface Entry {
  readonly id: string;
  readonly file: string;
  readonly atMs: number;
  readonly model: string;
  readonly place: 'main' | 'file' | 'progress';
  readonly usage: Usage;
}

interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: {
    readonly ephemeral_5m_input_tokens: number;
    readonly ephemeral_1h_input_tokens: number;
  };
  readonly service_tier?: string;
  readonly speed?: string;
  readonly inference_geo?: string;
  readonly server_tool_use?: { readonly web_search_requests: number };
}

/** USD per million: input, output, cache read, 5m write, 1h write. */
type Rates = readonly [number, number, number, number, number];

interface Price {
  readonly rates: Rates;
  readonly before?: { readonly day: string; readonly rates: Rates };
  readonly above?: { readonly prompt: number; readonly rates: Rates };
  readonly fast?: number;
  readonly us?: number;
}

const PRICES: Readonly<Record<string, Price>> = {
  'claude-sonnet-5-5': {
    rates: [2, 10, 0.1, 2.5, 4],
    before: { day: '2026-10-07', rates: [2, 10, 0.2, 2.5, 4] },
    us: 1.1,
  },
  'claude-opus-5-5': { rates: [4, 20, 0.2, 5, 8], fast: 2, us: 1.1 },
  'claude-sonnet-4-5-20250929': {
    rates: [3, 15, 0.3, 3.75, 6],
    above: { prompt: 200_000, rates: [6, 22.5, 0.6, 7.5, 12] },
  },
  'claude-haiku-5-5': { rates: [0.1, 0.5, 0.01, 0.125, 0.2], us: 1.1 },
};

/** What the tool counts, by day and model. */
export function toolRows(files: Files, mistakes: Mistakes = {}): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const entry of counted(entriesOf(files, mistakes), mistakes)) {
    const { usage, model, atMs } = entry;
    if (mistakes.absent?.includes(model)) continue;
    const day = mistakes.dayOf?.(atMs) ?? new Date(atMs).toISOString().slice(0, 10);
    if (mistakes.days && !mistakes.days(day)) continue;
    const key = `${day} ${model}`;
    const row = rows.get(key) ?? { day, model, input: 0, output: 0, cacheRead: 0, cacheWrite: 0, usd: 0 };
    rows.set(key, row);
    row.input += usage.input_tokens;
    row.output += usage.output_tokens;
    row.cacheRead += usage.cache_read_input_tokens;
    row.cacheWrite += written(usage);
    row.usd += costOf(entry, mistakes);
  }
  return [...rows.values()].sort((a, b) => (`${a.day} ${a.model}` < `${b.day} ${b.model}` ? -1 : 1));
}

function entriesOf(files: Files, { skip }: Mistakes): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [file, text] of Object.entries(files)) {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const json = JSON.parse(line);
      const isProgress = json.type === 'progress';
      if (json.type !== 'assistant' && !isProgress) continue;
      const message = isProgress ? json.data.message.message : json.message;
      const place = isProgress ? 'progress' : file.includes('/subagents/') ? 'file' : 'main';
      if (skip === 'subagents' && place !== 'main') continue;
      if (skip === 'subagent files' && place === 'file') continue;
      if (skip === 'progress lines' && place === 'progress') continue;
      const { id, model, usage } = message;
      entries.push({ id, file, model, place, usage, atMs: Date.parse(json.timestamp) });
    }
  }
  return entries.sort((a, b) => a.atMs - b.atMs);
}

function counted(entries: readonly Entry[], { fold }: Mistakes): readonly Entry[] {
  if (fold === 'every record') return entries;
  const kept = new Map<string, Entry>();
  for (const entry of entries) {
    const key = fold === 'every file' ? `${entry.id} ${entry.file}` : entry.id;
    const first = kept.get(key);
    if (!first) kept.set(key, entry);
    else if (fold !== 'first record' && entry.usage.output_tokens > first.usage.output_tokens) {
      kept.set(key, { ...entry, atMs: first.atMs });
    }
  }
  return [...kept.values()];
}

function written({
  cache_creation: { ephemeral_5m_input_tokens, ephemeral_1h_input_tokens },
}: Usage): number {
  return ephemeral_5m_input_tokens + ephemeral_1h_input_tokens;
}

function costOf({ model, usage, atMs }: Entry, mistakes: Mistakes): number {
  const price = PRICES[model];
  if (!price || mistakes.zero?.includes(model)) return 0;
  const { ephemeral_5m_input_tokens: five, ephemeral_1h_input_tokens: hour } = usage.cache_creation;
  const counts = [
    usage.input_tokens,
    usage.output_tokens,
    usage.cache_read_input_tokens,
    mistakes.hourAs5m ? five + hour : five,
    mistakes.hourAs5m ? 0 : hour,
  ];
  const isBefore =
    price.before && !mistakes.todaysPrices && atMs < Date.parse(`${price.before.day}T00:00:00Z`);
  const base = isBefore ? price.before!.rates : price.rates;
  const { above } = price;
  const prompt = usage.input_tokens + usage.cache_read_input_tokens + written(usage);
  let cost = 0;
  counts.forEach((count, i) => {
    if (!above || mistakes.tier === 'ignored') cost += count * base[i]!;
    else if (mistakes.tier === 'marginal') {
      const excess = Math.max(0, count - above.prompt);
      cost += (count - excess) * base[i]! + excess * above.rates[i]!;
    } else cost += count * (prompt > above.prompt ? above.rates : base)[i]!;
  });
  cost /= 1e6;
  if (usage.speed === 'fast' && !mistakes.noFast) cost *= price.fast ?? 1;
  if (usage.inference_geo === 'us' && !mistakes.noGeo) cost *= price.us ?? 1;
  if (usage.service_tier === 'batch' && !mistakes.noBatch) cost *= 0.5;
  return cost + (mistakes.noFee ? 0 : (usage.server_tool_use?.web_search_requests ?? 0) * 0.01);
}

/** `ccusage daily --json`. */
export function ccusageJson(rows: readonly Row[]): string {
  const days = [...new Set(rows.map(row => row.day))];
  return JSON.stringify({
    daily: days.map(day => {
      const own = rows.filter(row => row.day === day);
      return {
        date: day,
        ...ccusageCounts(total(own)),
        totalCost: total(own).usd,
        modelsUsed: own.map(row => row.model),
        modelBreakdowns: own.map(row => ({ modelName: row.model, ...ccusageCounts(row), cost: row.usd })),
      };
    }),
    totals: { ...ccusageCounts(total(rows)), totalCost: total(rows).usd },
  });
}

/** The unified report of ccusage 19, which does not split days by model. */
export function ccusageDaysJson(rows: readonly Row[]): string {
  const { daily, totals } = JSON.parse(ccusageJson(rows));
  const plain = daily.map(({ date, modelBreakdowns, ...row }: Record<string, unknown>) => ({
    period: date,
    agent: 'all',
    ...row,
    metadata: { agents: ['claude'] },
  }));
  return JSON.stringify({ daily: plain, totals });
}

function ccusageCounts({ input, output, cacheRead, cacheWrite }: Omit<Row, 'day' | 'model'>) {
  return {
    inputTokens: input,
    outputTokens: output,
    cacheCreationTokens: cacheWrite,
    cacheReadTokens: cacheRead,
    totalTokens: input + output + cacheRead + cacheWrite,
  };
}

/** `tokscale graph`. */
export function tokscaleGraphJson(rows: readonly Row[]): string {
  const days = [...new Set(rows.map(row => row.day))];
  return JSON.stringify({
    meta: { generatedAt: '2026-11-20T11:00:00.123456789+00:00', version: '4.14.0' },
    contributions: days.map(date => ({
      date,
      clients: rows
        .filter(row => row.day === date)
        .map(({ model, input, output, cacheRead, cacheWrite, usd }) => ({
          client: 'claude',
          modelId: model.replace(/-20\d{6}$/, ''),
          tokens: { input, output, cacheRead, cacheWrite, reasoning: 0 },
          cost: usd,
        })),
    })),
  });
}

/** `tokscale models --json`. */
export function tokscaleModelsJson(rows: readonly Row[]): string {
  const entries = byModel(rows).map(({ model, input, output, cacheRead, cacheWrite, usd }) => ({
    client: 'claude',
    model,
    input,
    output,
    cacheRead,
    cacheWrite,
    reasoning: 0,
    cost: usd,
  }));
  return JSON.stringify({ groupBy: 'client,model', entries, totalCost: total(rows).usd });
}

/** `codeburn report --format json`. */
export function codeburnJson(rows: readonly Row[]): string {
  const days = [...new Set(rows.map(row => row.day))];
  const display = (model: string) =>
    /made-up/.test(model)
      ? model
      : model
          .replace(/-20\d{6}$/, '')
          .replace(
            /^claude-(\w)(\w*)-(\d+)-(\d+)$/,
            (_, a: string, b: string, c: string, d: string) => `${a.toUpperCase()}${b} ${c}.${d}`,
          );
  return JSON.stringify({
    generated: '2026-11-20T11:00:00.000Z',
    currency: 'USD',
    period: 'Last 6 months',
    periodKey: 'all',
    overview: { cost: total(rows).usd },
    daily: days.map(date => ({ date, cost: total(rows.filter(row => row.day === date)).usd })),
    models: byModel(rows).map(row => ({
      name: display(row.model),
      inputTokens: row.input,
      outputTokens: row.output,
      cacheReadTokens: row.cacheRead,
      cacheWriteTokens: row.cacheWrite,
      cost: row.usd,
    })),
  });
}

function byModel(rows: readonly Row[]): readonly Row[] {
  const models = [...new Set(rows.map(row => row.model))];
  return models.map(model => ({ day: '', model, ...total(rows.filter(row => row.model === model)) }));
}

function total(rows: readonly Row[]): Omit<Row, 'day' | 'model'> {
  const sum = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, usd: 0 };
  for (const row of rows)
    for (const field of Object.keys(sum) as (keyof typeof sum)[]) sum[field] += row[field];
  return sum;
}
