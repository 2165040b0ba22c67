/** The requests that one response was made of, such as those between the calls of a vendor's own tools. */
import { cacheWriteTokens, type RequestCounts, TOKEN_KINDS, type Tokens } from './usage.ts';

/**
 * The counts of each request; undefined where they do not add up to the response, or it was made by one. What the response
 * has written for an hour, and no request states, belongs to the first requests that wrote as much (Claude Code 2.1.332).
 */
export function requestsOf(parts: readonly Tokens[], whole: Tokens): readonly Tokens[] | undefined {
  const sum = (count: (tokens: Tokens) => number) => parts.reduce((all, tokens) => all + count(tokens), 0);
  const isWhole =
    sum(tokens => tokens.input) === whole.input &&
    sum(tokens => tokens.output) === whole.output &&
    sum(tokens => tokens.cacheRead) === whole.cacheRead &&
    sum(cacheWriteTokens) === cacheWriteTokens(whole);
  if (parts.length < 2 || !isWhole) return undefined;
  let more = whole.cacheWrite1h - sum(tokens => tokens.cacheWrite1h);
  if (more < 0) return undefined;
  return parts.map(tokens => {
    const moved = Math.min(more, tokens.cacheWrite5m);
    more -= moved;
    return {
      ...tokens,
      cacheWrite5m: tokens.cacheWrite5m - moved,
      cacheWrite1h: tokens.cacheWrite1h + moved,
    };
  });
}

export function requestCounts(tokens: Tokens): RequestCounts {
  return TOKEN_KINDS.map(kind => tokens[kind]);
}
