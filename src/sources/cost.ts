/** A cost that a log states, in USD. Tools write 0 for a subscription, and for a model whose price they do not know. */
export function loggedUsd(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : undefined;
}
