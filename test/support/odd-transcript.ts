/**
 * Transcripts as bytes, mostly plain and in places as odd as bytes can be: keys in any order and twice, blanks,
 * escapes, nulls, counts that are none, usage where it does not belong, log lines quoted in strings, damaged and glued
 * lines. Made from a seed and fast, so that millions of lines can be compared.
 */
import { type Dice, dice } from '../../src/demo/dice.ts';

/** JSON that is already text. */
class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Pairs = (readonly [key: string, value: unknown])[];

/** An object as pairs, so that it may have its keys in any order, or twice. */
class Members {
  readonly pairs: Pairs;
  constructor(pairs: Pairs) {
    this.pairs = pairs;
  }
}

export function oddTranscript(seed: number, lines: number): Buffer {
  const maker = new Maker(dice(seed));
  return Buffer.concat(Array.from({ length: lines }, () => maker.line()));
}

const WORDS = [
  '',
  'a',
  'näh 🧵',
  'say "usage": 3',
  'x "usage',
  '"user',
  '\\\\"tool_use_id',
  'y "toolUseResult',
  '"usage"',
  'C:\\',
  '\\"agentId"',
  '\n\t\u0001',
  '\u2028',
  '\ud800x',
];
const MODELS = ['claude-opus-4-6', 'claude-haiku-4-5', 'grün-1', '<synthetic>', '', 'x"y'];
const TOOLS = ['Bash', 'Read', 'Edit', 'Skill', 'SlashCommand', 'Task', '', 'mcp__näh__do', 'a"b'];
/** Directories, of Windows too: their backslashes are escaped in every line. */
const DIRECTORIES = [
  '/home/ada/loom',
  '/home/ada/größe',
  'C:\\Users\\ada\\loom',
  'D:\\größe\\"x"',
  '\\\\srv\\a\tb',
];
/** Names of agents, skills and commands, and what stands there instead. */
const NAMES = ['Explore', 'pdf', 'code-reviewer', '/commit', 'näh', 'a\\b"c'];
const NOT_NAMES = [null, '', 5, {}, ['pdf']];
const NOT_COUNTS = [
  -1,
  2.5,
  '7',
  null,
  1e9,
  999_999_999,
  1e12,
  1e13,
  true,
  {},
  [],
  4_294_967_297,
  9_999_999_999,
  new Raw('007'),
  new Raw('1e3'),
  new Raw('-0'),
  new Raw('5.0'),
];
const BROKEN = [
  '01',
  '+1',
  '.5',
  '1.',
  'tru',
  'NULL',
  "'a'",
  '"\\q"',
  '"\\v"',
  '"\\u00e"',
  '"\\u003ccommand-name>/x</command-name>"',
  '"\\u12g4"',
  '"\u0007"',
  '{',
  '[1,]',
  '{,}',
  '{"a" 1}',
  '"a" "b"',
];

class Maker {
  private readonly roll: Dice;
  private ms = Date.UTC(2026, 6, 1);
  /** Lines so far, but for those at the beginning that are no messages. */
  private count = 0;
  /** How odd this transcript is: some are plain throughout. */
  private readonly oddity: number;

  constructor(roll: Dice) {
    this.roll = roll;
    this.oddity = this.one([0, 0.005, 0.03, 0.1]);
  }

  line(): Buffer {
    const { roll } = this;
    const isHead = this.count === 0 && roll.chance(0.7);
    if (!isHead) this.count += 1;
    const kind = isHead ? 1 : roll.between(0, 1);
    const value = isHead
      ? this.head()
      : kind < 0.5
        ? this.response()
        : kind < 0.65
          ? this.progress()
          : kind < 0.9
            ? this.user()
            : kind < 0.93
              ? this.aside()
              : kind < 0.97
                ? this.statement()
                : this.anything(3);
    return this.damaged(Buffer.from(this.text(value), 'utf8'));
  }

  private one<T>(items: readonly T[]): T {
    return items[this.roll.whole(0, items.length - 1)]!;
  }

  private odd(): boolean {
    return this.roll.chance(this.oddity);
  }

  private usual(usual: unknown, others: readonly unknown[]): unknown {
    return this.odd() ? this.one(others) : usual;
  }

  private response(): Members {
    return this.envelope('assistant', [['message', this.message()]]);
  }

  private message(): unknown {
    const { roll } = this;
    return this.usual(
      this.object([
        ['model', this.one(this.odd() ? MODELS : MODELS.slice(0, 2))],
        ['id', this.usual(`msg_${roll.whole(1, 30)}`, ['', null, 7, 'näh', 'a\\b', undefined])],
        ['type', 'message'],
        ['role', 'assistant'],
        ['content', this.content()],
        ['stop_reason', this.usual(this.one(['end_turn', null, 'tool_use']), ['', 3, 'a"b', {}, undefined])],
        ['usage', this.odd() ? this.one([undefined, null, this.foreignUsage()]) : this.usage()],
        [
          'pausedResponses',
          this.odd() ? this.one([null, [], [{ requestId: 'q', usage: { input_tokens: 9 } }]]) : undefined,
        ],
      ]),
      [null, 'text', [], { content: '"usage"' }],
    );
  }

  private usage(): unknown {
    const { roll } = this;
    const count = () => this.usual(roll.whole(0, 5000), NOT_COUNTS);
    const fiveMinutes = roll.chance(0.5) ? 0 : roll.whole(1, 900);
    const hour = roll.chance(0.5) ? 0 : roll.whole(1, 900);
    const pairs: Pairs = [
      ['input_tokens', count()],
      ['output_tokens', count()],
      ['cache_read_input_tokens', count()],
      ['cache_creation_input_tokens', this.usual(fiveMinutes + hour, [...NOT_COUNTS, 5000])],
      ['service_tier', this.usual('standard', [null, 'batch', '', 'a\\', 3])],
      ['inference_geo', this.usual('us', [null, 'not_available', 4])],
    ];
    if (roll.chance(0.7)) {
      const split = this.object([
        ['ephemeral_5m_input_tokens', this.usual(fiveMinutes, NOT_COUNTS)],
        ['ephemeral_1h_input_tokens', this.usual(hour, NOT_COUNTS)],
      ]);
      pairs.push(['cache_creation', this.usual(split, [null, 3, [], {}])]);
    }
    if (roll.chance(0.2)) pairs.push(['speed', this.usual('fast', [null, 'standard', 1])]);
    if (roll.chance(0.2))
      pairs.push(['output_tokens_details', this.usual({ thinking_tokens: count() }, [null, 2])]);
    if (roll.chance(0.2)) {
      const searches = { web_search_requests: count(), web_fetch_requests: 0 };
      pairs.push(['server_tool_use', this.usual(searches, [null, 'x'])]);
    }
    if (roll.chance(0.2)) pairs.push(['iterations', this.iterations()]);
    if (roll.chance(0.05)) return this.object(pairs.map(([key]) => [key, 0]));
    return this.usual(this.object(pairs), [null, 4, [], 'usage']);
  }

  private foreignUsage(): unknown {
    return this.one([
      { prompt_tokens: 50, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 40 } },
      { input_tokens: 50, output_tokens: 7, input_tokens_details: { cached_tokens: 40 } },
      { input_tokens: 0, promptTokens: 50, completionTokens: 7, server_tool_use: { web_search_requests: 1 } },
      { input_tokens: 5, input_tokens_details: null },
    ]);
  }

  private iterations(): unknown {
    const { roll } = this;
    const kinds = [
      'message',
      'fallback_message',
      ...(this.odd() ? ['advisor_message', 'compaction', 'x'] : []),
    ];
    const one = () =>
      this.object([
        ['type', this.one(kinds)],
        ['model', 'claude-fable-5'],
        ['input_tokens', roll.whole(0, 9)],
      ]);
    // Nearly all responses are made by one request.
    const usual = roll.chance(0.7) ? [{ type: 'message', input_tokens: roll.whole(0, 9) }] : undefined;
    const some = Array.from({ length: roll.whole(0, 2) }, one);
    return this.usual(usual ?? some, [null, {}, 3, [null], [{}]]);
  }

  private content(): unknown {
    const { roll } = this;
    const name = () => this.usual(this.one(NAMES), NOT_NAMES);
    /** Starts an agent, a skill or a command. */
    const call = () => {
      const [tool, input] = this.one<readonly [string, Pairs]>([
        [
          'Task',
          [
            ['prompt', this.string()],
            ['subagent_type', name()],
          ],
        ],
        [
          'Agent',
          [
            ['subagent_type', name()],
            ['description', 'user'],
          ],
        ],
        [
          'Skill',
          [
            ['skill', name()],
            ['args', this.string()],
          ],
        ],
        ['Skill', [['command', name()]]],
        ['SlashCommand', [['command', '/review 123']]],
        [
          'Bash',
          [
            ['command', 'ls'],
            ['skill', name()],
          ],
        ],
      ]);
      return this.object([
        ['type', this.usual('tool_use', ['server_tool_use', 'text', 3])],
        ['id', this.usual(`toolu_${roll.whole(1, 9)}`, NOT_NAMES)],
        ['name', this.usual(tool, [...TOOLS, null])],
        ['input', this.usual(this.object(input), [null, 'x', []])],
      ]);
    };
    const tool = () => {
      const odd = this.odd();
      const input: Pairs = [['command', this.string()]];
      if (odd) input.push(['subagent_type', 'Explore'], ['skill', 'pdf']);
      return this.object([
        ['type', this.usual('tool_use', ['server_tool_use', 'text', 3])],
        ['id', `toolu_${roll.whole(1, 9)}`],
        ['name', this.usual(this.one(TOOLS.slice(0, 3)), [...TOOLS, null])],
        ['input', this.usual(this.object(input), [null, 'x', []])],
      ]);
    };
    const block = () =>
      roll.chance(0.5)
        ? tool()
        : roll.chance(0.2)
          ? call()
          : this.object([
              ['type', 'text'],
              ['text', this.string()],
            ]);
    return this.usual(Array.from({ length: roll.whole(0, 2) }, block), ['text', null, [null, 'x'], [[]]]);
  }

  private progress(): Members {
    const { roll } = this;
    const told = this.object([
      ['type', 'assistant'],
      ['timestamp', this.time()],
      ['message', roll.chance(0.6) ? this.message() : this.prompt()],
      ['requestId', 'r'],
    ]);
    const data = this.object([
      [
        'type',
        this.usual(this.one(['agent_progress', 'agent_progress', 'bash_progress']), [
          'hook_progress',
          null,
          3,
        ]),
      ],
      ['agentId', this.usual(this.one(['a1', 'a2']), [null, '', 5])],
      ['message', this.usual(told, [null, 3, '"usage"'])],
    ]);
    return this.envelope('progress', [
      ['data', this.usual(data, [null, []])],
      ['parentToolUseID', this.usual(`toolu_${roll.whole(1, 9)}`, [null, 4])],
    ]);
  }

  /** What a subagent is asked: words of a user without a result. */
  private prompt(): unknown {
    return this.object([
      ['role', 'user'],
      [
        'content',
        this.usual([{ type: 'text', text: this.string() }], ['x', null, [{ type: 'tool_result' }]]),
      ],
    ]);
  }

  private user(): Members {
    const { roll } = this;
    if (roll.chance(0.05)) {
      const content = this.one([
        'Base directory for this skill: /x',
        [{ type: 'text', text: 'Base directory for' }],
      ]);
      return this.envelope('user', [
        ['message', this.object([['content', content]])],
        ['isMeta', this.usual(true, [false])],
      ]);
    }
    if (roll.chance(0.05)) {
      return this.envelope('user', [['message', { content: '<command-name>/pdf</command-name>' }]]);
    }
    if (roll.chance(0.3)) {
      const said = this.usual(this.string(), [
        '<command-name>/review</command-name>',
        ' <command-name>x y</command-name>',
        '<command-name>/pdf</command-name>\n<skill-format>true</skill-format>',
        new Raw('"\\u003ccommand-name>/x</command-name>"'),
        [{ type: 'text', text: 'go on' }],
        [{ type: 'text', text: '\u001b[1m<command-message>x</command-message>\u001b[0m' }],
        new Raw('"\\u001b[1mgo\\u2028 on\\u001b[0m"'),
      ]);
      return this.envelope('user', [
        [
          'message',
          this.object([
            ['role', 'user'],
            ['content', said],
          ]),
        ],
        ['isMeta', this.usual(false, [true, null])],
        ['promptSource', roll.chance(0.2) ? this.usual('typed', ['system', '', null, 'q"']) : undefined],
        ['turnOrigin', roll.chance(0.2) ? this.usual('human', ['scheduled', '', 4]) : undefined],
      ]);
    }
    const result = this.object([
      ['tool_use_id', this.usual(`toolu_${roll.whole(1, 9)}`, NOT_NAMES)],
      ['type', this.usual('tool_result', ['text', null, 3])],
      ['content', this.string()],
    ]);
    const told: Pairs = [['stdout', this.string()]];
    if (this.odd()) told.push(['messages', [{ role: this.one(['assistant', 'user']) }]]);
    if (roll.chance(0.3)) told.push(['agentId', this.usual(this.one(['a1', 'a2']), NOT_NAMES)]);
    if (roll.chance(0.2)) told.push(['agentType', this.usual(this.one(NAMES), NOT_NAMES)]);
    if (roll.chance(0.3)) told.push(['usage', { input_tokens: 9 }]);
    if (roll.chance(0.1)) told.push(['searchCount', this.usual(this.one([1, 0, 4]), NOT_COUNTS)]);
    if (roll.chance(0.1)) told.push(['commandName', this.usual(this.one(NAMES), NOT_NAMES)]);
    return this.envelope('user', [
      [
        'message',
        this.object([
          ['role', 'user'],
          [
            'content',
            this.usual([result], [[], [{ type: 'text' }, result], [result, result], [result, 3], null]),
          ],
        ]),
      ],
      ['toolUseResult', this.usual(this.object(told), ['text', null, [1]])],
    ]);
  }

  /** What stands at the beginning of a transcript, and is no message. */
  private head(): Members {
    return this.object([
      ['type', this.one(['queue-operation', 'mode', 'file-history-snapshot', 'summary'])],
      ['content', this.usual('x', ['"uuid"', 'say "message"', '\\'])],
      ['timestamp', this.roll.chance(0.4) ? this.time() : undefined],
      ['snapshot', this.usual(undefined, [{ timestamp: this.time() }, { messageId: 'm' }])],
    ]);
  }

  /** What is stated of the session. */
  private statement(): Members {
    const of = ['sessionId', this.usual(this.one(['s1', 's2']), [null, '', 's3#agent-1', 7])] as const;
    const title = this.usual(this.one(['Loom', 'näh "x"']), [null, '', 4, {}]);
    return this.object(
      this.one<Pairs>([
        [['type', 'ai-title'], ['aiTitle', title], of],
        [['type', 'custom-title'], ['customTitle', title], of],
        [['type', 'bridge-session'], of, ['timestamp', this.time()]],
        [
          ['type', 'cost-state'],
          of,
          ['totalCostUSD', this.usual(0.5, NOT_COUNTS)],
          [
            'modelUsage',
            this.usual({ m: { inputTokens: this.usual(7, NOT_COUNTS), costUSD: 0.5 } }, [
              null,
              {},
              3,
              { m: 4 },
            ]),
          ],
        ],
        [['type', 'user'], of, ['message', { content: 'say "ai-title"' }], ['x', 'custom-title']],
        [['y', this.string()], ['x', 'custom-title'], ['type', 'assistant'], of],
      ]),
    );
  }

  /** Lines of which nothing is wanted. */
  private aside(): Members {
    const type = this.one(['summary', 'system', 'file-history-snapshot', 'attachment']);
    return this.envelope(type, [
      ['subtype', 'local_command'],
      ['content', this.usual(this.string(), ['<command-name>/x</command-name>'])],
      ['by', this.one(['user', 'usage', 'hook', 'assistant'])],
    ]);
  }

  private envelope(type: string, more: Pairs): Members {
    const { roll } = this;
    const pairs: Pairs = [
      ['parentUuid', this.usual('u0', [null])],
      ['type', this.usual(type, ['assistant', 'progress', 'user', null, 1])],
      ['sessionId', this.usual(this.one(['s1', 's1', 's1', 's2']), [null, '', 's3#agent-1', 7, 'ß', 'q"'])],
      ['cwd', this.usual(this.one(DIRECTORIES), [null, 3])],
      ['gitBranch', this.usual('main', ['', null, 'a/b'])],
      ...more,
      ['uuid', this.usual(roll.chance(0.1) ? 'u1' : `u${roll.whole(1, 1e9)}`, [undefined, null, '', 'u"2'])],
      ['timestamp', this.time()],
    ];
    if (roll.chance(0.3)) pairs.push(['isSidechain', this.usual(roll.chance(0.5), [null, 'true', 1])]);
    if (roll.chance(0.2)) pairs.push(['agentId', this.usual('a1', [null, 'a2', 4])]);
    if (roll.chance(0.1)) pairs.push(['entrypoint', this.usual('cli', [null, '\u00e9'])]);
    if (roll.chance(0.05)) pairs.push(['agentName', this.usual('tester', NOT_NAMES)], ['teamName', 'alpha']);
    if (this.odd())
      pairs.push(['isUnmetered', this.one([true, false, null, 1])], ['isApiErrorMessage', true]);
    if (roll.chance(0.05)) pairs.push(['sessionKind', this.usual('bg', NOT_NAMES)]);
    if (this.odd()) pairs.push(['forkedFrom', this.one([null, 'x', { sessionId: 's9' }])]);
    if (this.odd()) pairs.push(['costUSD', this.one([0.5, null, 0, 'x'])]);
    if (this.odd()) pairs.push(['session_id', 's4'], ['attributionAgent', 'A'], ['attributionSkill', 'k']);
    return this.object(pairs);
  }

  private time(): unknown {
    this.ms += this.roll.whole(0, 90_000_000);
    if (this.ms > Date.UTC(2099, 0)) this.ms = Date.UTC(2020, 0);
    const usual = new Date(this.ms).toISOString();
    const isOdd = this.odd() || (this.oddity > 0 && this.roll.chance(0.05));
    if (!isOdd) return usual;
    return this.one([
      null,
      '',
      'once',
      this.ms,
      usual.replace('Z', '+02:00'),
      usual.slice(0, 10),
      usual.slice(0, -1),
      usual.slice(0, 16).replace('T', ' '),
      '2026-02-29T10:00:00.000Z',
      '2028-02-29T23:59:59.999Z',
      '2026-04-31T10:00:00.000Z',
      '2026-07-01T24:00:00.000Z',
      '2026-07-01T10:60:00.000Z',
      '2019-12-31T23:59:59.999Z',
      '2020-01-01T00:00:00.000Z',
      '2100-01-01T00:00:00.000Z',
      '2026-7-01T10:00:00.0000Z',
      '2026-07-01 10:00:00.000Z',
    ]);
  }

  private string(): string {
    const { roll } = this;
    if (this.odd()) {
      const line =
        '{"type":"assistant","message":{"id":"m","usage":{"input_tokens":9}},"toolUseResult":{"agentId":"x"}}';
      return this.one([...WORDS, `${line}\n${line}`, JSON.stringify(line)]);
    }
    return 'const x = "näh";\n\t// y\\z '.repeat(roll.whole(0, 4)) + 'x'.repeat(roll.whole(0, 80));
  }

  /** Any JSON at all. */
  private anything(depth: number): unknown {
    const { roll } = this;
    if (depth === 0 || roll.chance(0.4))
      return this.one([...NOT_COUNTS, ...WORDS, 'usage', 'user', 'assistant']);
    const keys = [
      'usage',
      'type',
      'message',
      'data',
      'user',
      'x',
      'content',
      'tool_use_id',
      'agentId',
      'toolUseResult',
    ];
    const count = roll.whole(0, 4);
    if (roll.chance(0.3)) return Array.from({ length: count }, () => this.anything(depth - 1));
    return this.object(
      Array.from({ length: count }, () => [this.one(keys), this.anything(depth - 1)] as const),
    );
  }

  private object(pairs: Pairs): Members {
    let all = [...pairs];
    if (this.odd()) all = all.sort(() => this.roll.between(-1, 1));
    if (this.odd() && all.length > 0) all.push(this.one(all));
    if (this.odd() && all.length > 0)
      all.push([this.one(all)[0], this.one([null, 3, 'other', 'Read', 'message', {}])]);
    if (this.odd() && all.length > 0) all.unshift([this.one(all)[0], this.one([null, 3, 'x', {}])]);
    if (this.odd() && all.length > 0) all.splice(this.roll.whole(0, all.length - 1), 1);
    if (this.odd()) all.push(['__proto__', { type: 'assistant' }], [this.one(WORDS), 'usage']);
    return new Members(all);
  }

  private text(value: unknown): string {
    const blank = () => (this.odd() ? this.one([' ', '  ', '\t', '\r', ' \r']) : '');
    if (this.odd() && this.roll.chance(0.1)) return this.one(BROKEN);
    if (value instanceof Raw) return value.text;
    if (typeof value === 'string') return this.quoted(value);
    if (value instanceof Members) {
      const pairs = value.pairs.filter(([, member]) => member !== undefined);
      const texts = pairs.map(
        ([key, member]) => `${blank()}${this.quoted(key)}${blank()}:${blank()}${this.text(member)}${blank()}`,
      );
      return `{${texts.join(',') || blank()}}`;
    }
    if (Array.isArray(value))
      return `[${value.map(item => `${blank()}${this.text(item)}${blank()}`).join(',')}]`;
    return JSON.stringify(value) ?? 'null';
  }

  /** A string, now and then with escapes that need not be. */
  private quoted(text: string): string {
    const json = JSON.stringify(text);
    if (text === '' || !this.odd()) return json;
    const at = this.roll.whole(0, text.length - 1);
    const code = text.charCodeAt(at).toString(16).padStart(4, '0');
    return `${JSON.stringify(text.slice(0, at)).slice(0, -1)}\\u${code}${JSON.stringify(text.slice(at + 1)).slice(1)}`;
  }

  private damaged(line: Buffer): Buffer {
    const { roll } = this;
    const end = this.odd() ? this.one(['\r\n', '', '\n\n', ' \n', '\r\r\n', '\n \n', '}\n']) : '\n';
    if (!this.odd()) return Buffer.concat([line, Buffer.from(end)]);
    const at = roll.whole(0, line.length);
    const insert = (...bytes: number[]) =>
      Buffer.concat([line.subarray(0, at), Buffer.from(bytes), line.subarray(at)]);
    const damage = [
      () => line.subarray(0, at),
      () => line.subarray(at),
      () => insert(0),
      () => insert(0xff),
      () => insert(0xc3),
      () => insert(0xed, 0xa0, 0x80),
      () => insert(0xc0, 0xaf),
      () => insert(0xf4, 0x90, 0x80, 0x80),
      () => insert(0xf0, 0x9f, 0xa7, 0xb5),
      () => insert(0xef, 0xbb, 0xbf),
      () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), line]),
      () => insert(roll.whole(0, 255)),
      () => insert(0x5c),
      () => insert(0x22),
      () => insert(0x0a),
      () => Buffer.concat([line.subarray(0, at), line.subarray(at + 1)]),
      () => Buffer.concat([Buffer.from(' '), line, Buffer.from(' ')]),
    ];
    return Buffer.concat([this.one(damage)(), Buffer.from(end)]);
  }
}
