/**
 * Usage in the field names of other vendors. Gateways that let Claude Code talk to other models pass some of them on:
 *
 *   {"prompt_tokens":5000,"completion_tokens":120,"prompt_tokens_details":{"cached_tokens":4000}}    OpenAI, DeepSeek
 *   {"input_tokens":5000,"output_tokens":120,"input_tokens_details":{"cached_tokens":4000}}          OpenAI Responses
 *   {"inputTokens":1000,"outputTokens":120,"cacheReadInputTokens":4000}                              Bedrock Converse
 *   {"promptTokenCount":5000,"candidatesTokenCount":90,"thoughtsTokenCount":30}                      Gemini
 *
 * They become the names of Anthropic's API here. Most vendors count cached tokens inside the input; Anthropic and
 * Bedrock do not. Gemini counts thoughts beside the output.
 */
import { record } from '../../core/lines.ts';

type Json = Readonly<Record<string, unknown>>;
type Path = readonly string[];

interface Names {
  readonly input: string;
  readonly output: string;
  /** Output that stands beside the output. */
  readonly thoughts?: string;
  readonly reasoning?: Path;
  /** Cached tokens that are counted inside the input as well. */
  readonly inside: readonly Path[];
  /** Cached tokens that are not, read and written. */
  readonly read?: string;
  readonly written?: string;
}

const NAMES: readonly Names[] = [
  {
    input: 'prompt_tokens',
    output: 'completion_tokens',
    reasoning: ['completion_tokens_details', 'reasoning_tokens'],
    inside: [['prompt_tokens_details', 'cached_tokens'], ['prompt_cache_hit_tokens'], ['cached_tokens']],
  },
  {
    input: 'promptTokens',
    output: 'completionTokens',
    reasoning: ['reasoningTokens'],
    inside: [['cachedInputTokens'], ['cachedPromptTokens']],
  },
  {
    input: 'inputTokens',
    output: 'outputTokens',
    reasoning: ['reasoningTokens'],
    inside: [['cachedInputTokens']],
    read: 'cacheReadInputTokens',
    written: 'cacheWriteInputTokens',
  },
  {
    input: 'promptTokenCount',
    output: 'candidatesTokenCount',
    thoughts: 'thoughtsTokenCount',
    inside: [['cachedContentTokenCount']],
  },
  {
    input: 'input_tokens',
    output: 'output_tokens',
    reasoning: ['output_tokens_details', 'reasoning_tokens'],
    inside: [['input_tokens_details', 'cached_tokens']],
  },
];

/** The same usage in Anthropic's names; undefined where it is in these already, or in no names that are known. */
export function translated(usage: Json): Json | undefined {
  for (const names of NAMES) {
    const cached = names.inside.map(path => at(usage, path)).find(value => value !== undefined);
    // Anthropic's own names are only foreign with a detail that Anthropic does not have.
    if (names.input === 'input_tokens' ? cached === undefined : !has(usage, names)) continue;
    const input = usage[names.input];
    const inside = typeof cached === 'number' ? cached : 0;
    return {
      input_tokens: typeof input === 'number' ? Math.max(0, input - inside) : input,
      output_tokens: sum(usage[names.output], names.thoughts ? usage[names.thoughts] : undefined),
      cache_read_input_tokens: inside > 0 ? inside : names.read && usage[names.read],
      cache_creation_input_tokens: names.written && usage[names.written],
      output_tokens_details: {
        thinking_tokens: names.thoughts
          ? usage[names.thoughts]
          : names.reasoning && at(usage, names.reasoning),
      },
      server_tool_use: usage.server_tool_use,
    };
  }
  return undefined;
}

function has(usage: Json, { input, output }: Names): boolean {
  return typeof usage[input] === 'number' || typeof usage[output] === 'number';
}

function at(usage: Json, [first, second]: Path): unknown {
  return second === undefined ? usage[first!] : record(usage[first!])?.[second];
}

function sum(a: unknown, b: unknown): unknown {
  return typeof a === 'number' && typeof b === 'number' ? a + b : (a ?? b);
}
