/**
 * Usage objects as the vendors' APIs and tools write them, made into our disjoint kinds of tokens:
 *
 *   Anthropic       input leaves out cache reads and writes; a write may be split into 5 minutes and 1 hour
 *   OpenAI, Codex   input holds cached and written tokens; output holds reasoning
 *   Gemini          input holds cached tokens; thoughts are beside output, tool prompts beside input
 *
 * The shape follows from the names of the fields, as every API is also served in the shape of another. Counts that
 * cannot be are read as 0 and named, parts are held to their whole: no count is ever negative or not a number.
 */
import { count } from '../core/counts.ts';
import type { Note, Terms, Tokens } from '../core/usage.ts';

export interface ReadUsage {
  readonly tokens: Tokens;
  /** Part of output. */
  readonly reasoning: number;
  readonly webSearches: number;
  /** As the response states them: what was served, not what was requested. */
  readonly terms: Pick<Terms, 'speed' | 'tier' | 'geo'>;
  readonly notes: readonly Note[];
  /** Counts that could not be read, each named with its value. */
  readonly problems: readonly string[];
  /** False where writes are part of input and are not told apart from it. */
  readonly countsWrites: boolean;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Fields by which a shape is known; the first shape that has one of them is taken. */
const SHAPES = [
  { read: geminiUsage, signs: ['input', 'promptTokenCount', 'candidatesTokenCount'] },
  {
    read: openaiUsage,
    signs: [
      ...['cached_input_tokens', 'cache_write_tokens', 'reasoning_output_tokens'],
      ...['input_tokens_details', 'output_tokens_details', 'prompt_tokens', 'completion_tokens'],
    ],
  },
  {
    read: anthropicUsage,
    signs: ['input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'],
  },
];

/** Undefined where no field of a known shape is there. */
export function readUsage(usage: Fields): ReadUsage | undefined {
  return SHAPES.find(({ signs }) => signs.some(sign => sign in usage))?.read(usage);
}

/** The Messages API: platform.claude.com/docs/en/api/messages, `usage`. */
export function anthropicUsage(usage: Fields): ReadUsage {
  const counts = new Counts(usage);
  const written = counts.of('cache_creation_input_tokens');
  const write1h = counts.of('cache_creation.ephemeral_1h_input_tokens');
  const write5m = counts.of('cache_creation.ephemeral_5m_input_tokens');
  const unsplit = Math.max(0, written - write5m - write1h);
  if (unsplit > 0 && 'cache_creation' in usage) counts.notes.add('write split short');
  return counts.reading(
    {
      input: counts.of('input_tokens'),
      output: counts.of('output_tokens'),
      cacheRead: counts.of('cache_read_input_tokens'),
      cacheWrite5m: write5m + unsplit,
      cacheWrite1h: write1h,
      cacheWriteOther: 0,
    },
    0,
    true,
  );
}

/** The Responses and Chat Completions APIs, and the totals that Codex logs. */
export function openaiUsage(usage: Fields): ReadUsage {
  const counts = new Counts(usage);
  const prompt = counts.of('input_tokens', 'prompt_tokens');
  const output = counts.of('output_tokens', 'completion_tokens');
  const cached = counts.of(
    'cached_input_tokens',
    'input_tokens_details.cached_tokens',
    'prompt_tokens_details.cached_tokens',
  );
  const writeNames = [
    'cache_write_tokens',
    'input_tokens_details.cache_write_tokens',
    'prompt_tokens_details.cache_write_tokens',
  ];
  const cacheRead = counts.within(cached, prompt);
  const cacheWriteOther = counts.within(counts.of(...writeNames), prompt - cacheRead);
  const reasoning = counts.of(
    'reasoning_output_tokens',
    'output_tokens_details.reasoning_tokens',
    'completion_tokens_details.reasoning_tokens',
  );
  return counts.reading(
    {
      input: prompt - cacheRead - cacheWriteOther,
      output,
      cacheRead,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
      cacheWriteOther,
    },
    Math.min(reasoning, output),
    counts.has(...writeNames),
  );
}

/** Gemini CLI's `tokens`, and `usageMetadata` of the API (ai.google.dev/api/generate-content). */
export function geminiUsage(usage: Fields): ReadUsage {
  const counts = new Counts(usage);
  const prompt = counts.of('input', 'promptTokenCount');
  const cacheRead = counts.within(counts.of('cached', 'cachedContentTokenCount'), prompt);
  const thoughts = counts.of('thoughts', 'thoughtsTokenCount');
  return counts.reading(
    {
      input: prompt - cacheRead + counts.of('tool', 'toolUsePromptTokenCount'),
      output: counts.of('output', 'candidatesTokenCount') + thoughts,
      cacheRead,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
      cacheWriteOther: 0,
    },
    thoughts,
    true,
  );
}

/** Counts in one usage object, remembering what was odd about them. */
class Counts {
  readonly notes = new Set<Note>();
  private readonly problems: string[] = [];
  private readonly usage: Fields;

  constructor(usage: Fields) {
    this.usage = usage;
  }

  /** The count under the first of these names that is there; dots lead into objects. */
  of(...names: readonly string[]): number {
    const name = names.find(name => this.has(name));
    if (name === undefined) return 0;
    return count(valueAt(this.usage, name), name, why => {
      this.notes.add('count repaired');
      this.problems.push(why);
    });
  }

  has(...names: readonly string[]): boolean {
    return names.some(name => valueAt(this.usage, name) !== undefined);
  }

  /** A part, held to what is left of its whole. */
  within(part: number, whole: number): number {
    if (part > whole) this.notes.add('cached above input');
    return Math.min(part, whole);
  }

  reading(tokens: Tokens, reasoning: number, countsWrites: boolean): ReadUsage {
    const webSearches = this.of('server_tool_use.web_search_requests');
    return {
      tokens,
      reasoning,
      webSearches,
      terms: {
        speed: wordAt(this.usage, 'speed'),
        tier: wordAt(this.usage, 'service_tier'),
        geo: wordAt(this.usage, 'inference_geo'),
      },
      notes: [...this.notes],
      problems: this.problems,
      countsWrites,
    };
  }
}

function valueAt(usage: Fields, path: string): unknown {
  let value: unknown = usage;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Fields)[name];
  }
  return value;
}

function wordAt(usage: Fields, name: string): string | undefined {
  const value = usage[name];
  return typeof value === 'string' ? value : undefined;
}
