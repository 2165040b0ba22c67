/** `token-dash reconcile`: exports of vendors beside the logs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readText } from '../../src/app/prices.ts';
import { readStatement } from '../../src/cli/statements/read.ts';
import { dayText } from '../../src/core/calendar.ts';
import { decimal } from '../../src/core/money.ts';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { askerOfHome } from './ask.ts';

/** Each line of a statement as text: day, model, USD, input and output. */
function lines(text: string): readonly string[] {
  const { lines: read, troubles } = readStatement(text);
  const told = read.map(({ day, model, usd, input, output }) =>
    [dayText(day), model, usd === undefined ? '-' : decimal(usd, 2), input ?? '-', output ?? '-'].join(' '),
  );
  return [...told, ...troubles];
}

const JULY_1 = 1_782_864_000;

describe('a statement', () => {
  const usage =
    'usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h';
  test.each([
    [
      'of the Console, usage',
      `\ufeffusage_date_utc,model_version,api_key,workspace,${usage},usage_input_tokens_cache_read,usage_output_tokens,web_search_count\r\n2026-07-01,claude-opus-4-6,"key, one",Default,10,20,30,40,5,0\r\n`,
      ['2026-07-01 claude-opus-4-6 - 100 5'],
    ],
    [
      'of the Console, costs',
      'usage_date_utc,model,workspace,token_type,cost_usd,list_price_usd\n2026-07-01,Claude Opus 4.6,Default,output,0.13,0.13\n2026-07-01,Claude Opus 4.6,Default,input,1e-3,0.1\nnever,x,y,z,1,1\n',
      [
        '2026-07-01 Claude Opus 4.6 0.13 - -',
        '2026-07-01 Claude Opus 4.6 0.001 - -',
        'row 4: has no day: left out',
      ],
    ],
    [
      "of Anthropic's API, in cents",
      JSON.stringify({
        data: [
          {
            starting_at: '2026-07-01T00:00:00Z',
            results: [{ amount: '123.45', currency: 'USD', model: 'claude-opus-4-6' }],
          },
        ],
      }),
      ['2026-07-01 claude-opus-4-6 1.2345 - -'],
    ],
    [
      "of Anthropic's API, usage",
      JSON.stringify({
        data: [
          {
            starting_at: '2026-07-01T00:00:00Z',
            results: [
              {
                ...{ uncached_input_tokens: 10, cache_read_input_tokens: 20, output_tokens: 5 },
                ...{ cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 40 } },
                model: 'claude-opus-4-6',
              },
            ],
          },
        ],
      }),
      ['2026-07-01 claude-opus-4-6 - 100 5'],
    ],
    [
      'of OpenAI, costs',
      `start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item\n${JULY_1},${JULY_1 + 86400},2026-07-01T00:00:00+00:00,x,0.003835980000000000000000000000,usd,"gpt-5.5, cached input"\n${JULY_1},x,2026-07-01T00:00:00+00:00,x,,,\n${JULY_1},x,,x,2,eur,"gpt-5.5, output"\n`,
      ['2026-07-01 gpt-5.5 0.00383598 - -', 'row 4: is in eur, not in dollars: left out'],
    ],
    [
      'of OpenAI, usage',
      `start_time,input_tokens,output_tokens,num_model_requests,model,input_cached_tokens\n${JULY_1},1000,50,3,gpt-5.5-2026-04-23,400\n${JULY_1},-3,5,3,gpt-5.5,0\n`,
      [
        '2026-07-01 gpt-5.5-2026-04-23 - 1000 50',
        '2026-07-01 gpt-5.5 - 0 5',
        'row 3: inputtokens is no count: read as 0',
      ],
    ],
    [
      "of OpenAI's API, two pages",
      JSON.stringify([
        {
          data: [
            {
              object: 'bucket',
              start_time: JULY_1,
              results: [{ input_tokens: 7, output_tokens: 2, model: null }],
            },
          ],
        },
        {
          data: [
            {
              object: 'bucket',
              start_time: JULY_1,
              results: [{ amount: { value: 0.06, currency: 'usd' }, line_item: 'gpt-5.5, input' }],
            },
          ],
        },
      ]),
      ['2026-07-01  - 7 2', '2026-07-01 gpt-5.5 0.06 - -'],
    ],
    [
      'of Azure',
      'Date,MeterCategory,MeterName,ConsumedService,CostInBillingCurrency,BillingCurrencyCode,costInUsd\n07/01/2026,Foundry Models,gpt 5.5 Inp glbl Tokens,Microsoft.CognitiveServices,1.8,EUR,2.00\n07/01/2026,Storage,Disks,Microsoft.Storage,9,EUR,10\n',
      ['2026-07-01 gpt 5.5 2.00 - -'],
    ],
    [
      'of Cursor',
      'Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"2026-07-01T10:00:00.000Z","Included","gpt-5.5","No","1200","1000","5000","300","6500","Included"\n"2026-07-01T11:00:00.000Z","On-Demand","gpt-5.5","No","1","2","3","4","10","$0.12"\n',
      ['2026-07-01 gpt-5.5 - 6200 300', '2026-07-01 gpt-5.5 0.12 6 4'],
    ],
  ])('%s', (_, text, expected) => expect(lines(text)).toEqual(expected));

  test.each([
    ['', 'not a statement that is known here'],
    ['a,b\n1,2\n', 'not a statement that is known here'],
    ['{"data":[', 'not whole JSON'],
    ['{"data":[{"x":1}]}', 'JSON, but not of the usage or cost API'],
  ])('that is none: %j', (text, why) => expect(() => readStatement(text)).toThrow(why));
});

describe('beside the logs', () => {
  const line = (day: string, model: string, usd: number) => `${day},${model},Default,x,${usd},0\n`;
  const head = 'usage_date_utc,model,workspace,token_type,cost_usd,list_price_usd\n';
  const LOGS = {
    '.claude/projects/p/s1.jsonl': [
      // A million tokens out at $25, on two days.
      said({ id: 'm1', at: '2026-07-01T10:00:00Z', input: 0, output: 1_000_000 }),
      said({ id: 'm2', at: '2026-07-02T10:00:00Z', input: 0, output: 1_000_000 }),
      said({ id: 'm3', at: '2026-07-03T10:00:00Z', input: 0, output: 1000, stop: null }),
    ].join(''),
  };

  async function run(text: string, more = '') {
    const at = home(LOGS);
    const statement = join(at.dir, 'costs.csv');
    writeFileSync(statement, text);
    const ask = await askerOfHome(at);
    return ask(`reconcile --statement ${statement}${more}`, undefined, { readText });
  }

  test('rows that agree, that are on one side, and that differ', async () => {
    const billed =
      line('2026-07-01', 'Claude Opus 4.6', 24) +
      line('2026-07-01', 'Claude Opus 4.6', 1.01) +
      line('2026-07-02', 'claude-opus-4-6', 40) +
      line('2026-07-02', 'Claude Haiku 4.5', 3) +
      line('2026-07-04', 'claude-opus-4-6', 1);
    const { out, code } = await run(head + billed);
    expect(code).toBe(0);
    expect(out).toMatchSnapshot();
    const json = JSON.parse((await run(head + billed, ' --json')).out);
    expect(json.rows.map((row: { causes: unknown }) => row.causes)).toEqual([
      ['agrees'],
      ['elsewhere'],
      ['more billed'],
      ['not billed'],
      ['elsewhere'],
    ]);
    expect(json.total).toMatchObject({ billed: { usd: '69.010000' }, logged: { lowerBoundResponses: 1 } });
  });

  test('days that are asked for', async () => {
    const { out } = await run(
      head + line('2026-07-01', 'x', 1) + line('2026-07-02', 'claude-opus-4-6', 25),
      ' --since 2026-07-02 --json',
    );
    expect(JSON.parse(out).rows).toMatchObject([
      { day: '2026-07-02', differenceUsd: '0.000000', causes: ['agrees'] },
    ]);
  });

  test.each([
    [head, '', 2, 'nothing was billed in it'],
    ['nonsense', '', 1, 'not a statement that is known here'],
    [head + line('2026-07-01', 'x', 1), ' --source nothing', 1, "'nothing' is not read"],
  ])('what cannot be put beside them: %j', async (text, more, code, words) => {
    const said = await run(text, more);
    expect(said.code).toBe(code);
    expect(said.err).toContain(words);
  });
});
