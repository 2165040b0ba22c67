/** `token-dash price` and `token-dash prices`, as one sees them. */
import { describe, expect, it } from 'vitest';
import { type PriceArgs, priceCommand } from '../../src/cli/price.ts';
import { pricesCommand, type RefreshArgs, refreshCommand } from '../../src/cli/prices.ts';
import { createPriceLookup, judgeRefresh, ourTable, priceRecord, tableText } from '../../src/prices/index.ts';

const nowMs = Date.UTC(2026, 11, 2);
const prices = createPriceLookup({ now: nowMs });

function recorder() {
  const said = { out: '', err: '' };
  const io = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    nowMs,
  };
  return { io, said };
}

async function price(flags: Partial<PriceArgs>, stdin: readonly (string | Uint8Array)[] = []) {
  const { io, said } = recorder();
  async function* input() {
    yield* stdin;
  }
  const exitCode = await priceCommand({ prices, priceRecord, ...flags }, { ...io, stdin: input() });
  return { exitCode, ...said };
}

describe('token-dash price', () => {
  it('prints the sum', async () => {
    const flags = {
      model: 'claude-opus-4-8',
      at: '2026-06-15',
      input: '1,000',
      output: '1000',
      speed: 'fast',
    };
    const { out, exitCode } = await price({ ...flags, geo: 'us', webSearches: '2' });
    expect(exitCode).toBe(0);
    expect(out).toBe(`claude-opus-4-8 on 2026-06-15
  claude-opus-4-8 (anthropic) since 2026-05-28, from token-dash 2026-11-30
  read from platform.claude.com/docs/en/about-claude/pricing (September 2026)
  fast x 2: the speed it was answered at
  us x 1.1: where the inference was kept
  input                1,000 x $5.00 x 2 x 1.1 per million = $0.011
  output               1,000 x $25.00 x 2 x 1.1 per million = $0.055
  web searches             2 x $0.01 = $0.02
= $0.086
`);
  });

  it('prints the rates where nothing is counted', async () => {
    const { out } = await price({ model: 'claude-sonnet-5' });
    expect(out).toContain('  cache write 1h $4.00 per million\n');
  });

  it('says how far it came with a model that nobody lists', async () => {
    const { out, exitCode } = await price({ model: 'eu.anthropic.claude-opus-6', input: '5' });
    expect(out).toContain("  names the regional endpoint 'eu'\n");
    expect(out).toMatch(/= unpriced\n$/);
    expect(exitCode).toBe(0);
  });

  it('tells every flag that it cannot read', async () => {
    const { out, err, exitCode } = await price({ at: 'tomorrow', input: '-5', cacheRead: '1.5' });
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
    for (const flag of ['name a model', "--at is 'tomorrow'", "--input is '-5'", "--cache-read is '1.5'"])
      expect(err).toContain(flag);
  });

  it('answers every line of standard input, however it is cut', async () => {
    const record = {
      model: 'o3',
      timestamp: '2026-01-01T00:00:00Z',
      usage: { input_tokens: 1000, output_tokens: 0 },
    };
    const text = `${JSON.stringify(record)}\n\nnot JSON\n${JSON.stringify({ ...record, usage: null })}\n[]\n${JSON.stringify(record)}`;
    const bytes = new TextEncoder().encode(text);
    const { out, exitCode } = await price({ stdin: true }, [bytes.slice(0, 30), bytes.slice(30)]);
    const answers = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(answers.map(({ status, usd }) => usd ?? status)).toEqual([
      '0.002000',
      'error',
      'error',
      'error',
      '0.002000',
    ]);
    expect(exitCode).toBe(1);
  });
});

describe('a record that cannot be priced as it stands', () => {
  const usage = { input_tokens: 1 };
  const timestamp = '2026-01-01T00:00:00Z';
  const cases: readonly [record: unknown, error: RegExp][] = [
    [5, /a record is a JSON object, not 5/],
    [{ usage, timestamp: 'now' }, /timestamp is "now"/],
    [{ usage, timestamp, model: 5 }, /model is 5, not text/],
    [{ usage: 'much', timestamp }, /usage is "much"/],
    [{ usage: { credits: 5 }, timestamp }, /usage is {"credits":5}: no field/],
    [{ usage: { requests: [] }, timestamp }, /usage\.requests is \[\]/],
    [{ usage: { requests: [usage, 5] }, timestamp }, /usage\.requests\[1\] is 5/],
    [{ usage: { repeat: 0, each: usage }, timestamp }, /usage\.repeat is 0/],
    [{ usage: { repeat: 2, each: {} }, timestamp }, /usage\.each is {}/],
    [{ usage: { repeat: 1e6, each: { input_tokens: 1e12 } }, timestamp }, /more tokens than can be counted/],
  ];
  for (const [record, error] of cases)
    it(JSON.stringify(record), () => {
      const answer = priceRecord(record, prices);
      expect(answer.status === 'error' && answer.error).toMatch(error);
    });

  it('tells what it had to assume of one that can', () => {
    const usage = { input_tokens: 100, cached_input_tokens: 200, output_tokens: -1 };
    const answer = priceRecord({ model: 'gpt-6-sol', timestamp, usage, provider: 'openrouter' }, prices);
    if (answer.status === 'error') throw new Error(answer.error);
    expect(answer.caveats.join('\n')).toMatch(
      /excess was dropped(.|\n)*output_tokens is -1(.|\n)*cache writes are not told apart(.|\n)*openrouter/,
    );
  });
});

describe('token-dash prices', () => {
  it('lists every row, with its age and its page', () => {
    const { io, said } = recorder();
    expect(pricesCommand({ prices }, io)).toBe(0);
    expect(said.out).toContain('token-dash 2026-11-30, read 2 days ago');
    expect(said.out).toMatch(/gpt-5\.6-sol +2026-08-21 +4 +20 +0\.4 +5 .*2026-12-07/);
    expect(said.out).toMatch(/ {2}from 200k +4 +12 +0\.6/);
    const rows = ourTable.vendors.flatMap(({ models }) => Object.values(models).flat());
    expect(said.out.match(/^[^ ].* {2}\S/gm)?.length).toBeGreaterThanOrEqual(rows.length);
  });

  it('marks a table that nobody has read for a month', () => {
    const { io, said } = recorder();
    pricesCommand({ prices: createPriceLookup({ now: nowMs + 40 * 86_400_000 }) }, io);
    expect(said.out).toContain('read 42 days ago');
  });

  it('explains one id', () => {
    const { io, said } = recorder();
    pricesCommand({ model: 'anthropic/claude-sonnet-5', prices }, io);
    expect(said.out).toContain("'claude-sonnet-5', normalized: found in token-dash 2026-11-30");
    expect(said.out).toContain('note: a rise to 3 and 15 was announced');
  });
});

describe('token-dash prices refresh', () => {
  async function refresh(text: string | Error, force = false) {
    const { io, said } = recorder();
    const saved: unknown[] = [];
    const args: RefreshArgs<unknown> = {
      ...{ from: 'next.json', force },
      read: async () => {
        if (text instanceof Error) throw text;
        return text;
      },
      judge: (text, from, isForced) => judgeRefresh(text, from, ourTable, isForced),
      save: async table => {
        saved.push(table);
        return 'prices.json';
      },
    };
    return { exitCode: await refreshCommand(args, io), saved: saved.length, ...said };
  }

  it('keeps a table that is as good', async () => {
    const done = await refresh(tableText(ourTable));
    expect(done).toEqual({
      exitCode: 0,
      saved: 1,
      out: 'nothing changed; written to prices.json\n',
      err: '',
    });
  });
  it('refuses one that is not', async () => {
    const poor = tableText({ ...ourTable, vendors: ourTable.vendors.slice(1) });
    const done = await refresh(poor);
    expect(done).toMatchObject({ exitCode: 1, saved: 0 });
    expect(done.err).toContain("next.json: models has no 'claude-opus-5', which is in use");
    expect(done.err).toContain('--force');
    expect(await refresh(poor, true)).toMatchObject({ exitCode: 0, saved: 1 });
  });
  it('tells what cannot be read', async () => {
    const done = await refresh(new Error('no such file'));
    expect(done).toMatchObject({ exitCode: 1, saved: 0 });
    expect(done.err).toContain('next.json cannot be read: no such file');
  });
});

describe('as JSON', () => {
  it('price gives the amount, the rates and the steps', async () => {
    const said = await price({ model: 'claude-opus-4-8', input: '1000000', json: true });
    expect(JSON.parse(said.out)).toMatchObject({
      status: 'listed',
      cost: 5,
      usd: '5.000000',
      tokens: { input: 1_000_000 },
    });
  });
  it('price gives no amount where there is no price', async () => {
    const said = await price({ model: 'gpt-9', input: '1', json: true });
    expect(JSON.parse(said.out)).toMatchObject({ status: 'unpriced', cost: null, usd: null });
  });
});
