/**
 * Whether a log counts reasoning inside its output or beside it. Tools and their versions differ; where a record states
 * a total, that says which it is.
 */

export interface Answer {
  /** With the reasoning, as it is billed. */
  readonly output: number;
  readonly reasoning: number;
}

export interface Stated {
  /** Everything sent, as far as the total holds it. */
  readonly prompt: number;
  readonly output: number;
  readonly reasoning: number;
  /** 0 where the log has none. */
  readonly total: number;
}

/** `otherwise` says where reasoning is if the total does not add up either way. */
export function answerOf(
  { prompt, output, reasoning, total }: Stated,
  otherwise: 'inside' | 'beside',
): Answer {
  const place =
    total === prompt + output ? 'inside' : total === prompt + output + reasoning ? 'beside' : otherwise;
  if (place === 'beside') return { output: output + reasoning, reasoning };
  return { output, reasoning: Math.min(reasoning, output) };
}
