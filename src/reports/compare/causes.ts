/**
 * Why two tools that read the same logs come to different numbers: the registry of known mistakes. Each can be made on
 * purpose over our own data, and a cause is only named when the numbers it makes are the other tool's numbers.
 */

/** The causes a gap is split into, in the order in which they are listed. What fits none of them is `other`. */
export const CAUSES = [
  { id: 'duplicates', title: 'duplicates counted' },
  { id: 'first-partial', title: 'first partial record kept' },
  { id: 'subagents', title: 'subagents or progress lines missed' },
  { id: 'missing-model', title: 'missing model' },
  { id: 'days', title: 'day boundary or zone' },
  { id: 'write-1h', title: '1h cache writes at the 5m rate' },
  { id: 'length-tier', title: 'length tier ignored or marginal' },
  { id: 'modifier', title: 'modifier or fee ignored' },
  { id: 'price-date', title: 'price of another day' },
  { id: 'logged-cost', title: "the log's own cost taken" },
  { id: 'other', title: 'other' },
] as const;
export type CauseId = (typeof CAUSES)[number]['id'];

/** What is shared by both kinds of mistakes: of those on one axis, a tool makes one at most. */
interface Mistake {
  readonly id: string;
  readonly axis: string;
  readonly cause: CauseId;
  /** What the other tool did, as a clause. */
  readonly says: string;
}

/** Ways to count other events, or other counts of them. */
export const COUNTING = [
  {
    id: 'every-record',
    axis: 'fold',
    cause: 'duplicates',
    says: 'every log record of a response was counted',
  },
  {
    id: 'every-file',
    axis: 'fold',
    cause: 'duplicates',
    says: 'a response that stands in several files was counted in each',
  },
  {
    id: 'first-record',
    axis: 'fold',
    cause: 'first-partial',
    says: 'the first record of a response was kept, not its final counts',
  },
  {
    id: 'no-subagents',
    axis: 'reach',
    cause: 'subagents',
    says: 'the responses of subagents were left out',
  },
  {
    id: 'no-subagent-files',
    axis: 'reach',
    cause: 'subagents',
    says: 'the files of subagents were not read',
  },
  {
    id: 'no-progress-lines',
    axis: 'reach',
    cause: 'subagents',
    says: "subagents that stand in their parent's file (progress lines) were left out",
  },
] as const satisfies readonly Mistake[];
export type CountingId = (typeof COUNTING)[number]['id'];

/** Ways to price the same tokens otherwise. */
export const PRICING = [
  {
    id: 'write-1h',
    axis: 'write',
    cause: 'write-1h',
    says: 'cache writes for an hour were priced as writes for five minutes',
  },
  {
    id: 'tier-ignored',
    axis: 'tier',
    cause: 'length-tier',
    says: 'long prompts were priced as short ones',
  },
  {
    id: 'tier-marginal',
    axis: 'tier',
    cause: 'length-tier',
    says: 'of a long prompt, only the tokens above the limit were priced as long, kind by kind',
  },
  { id: 'no-speed', axis: 'speed', cause: 'modifier', says: 'fast mode was priced as standard' },
  {
    id: 'no-geo',
    axis: 'geo',
    cause: 'modifier',
    says: 'the uplift for keeping inference in one region was left out',
  },
  { id: 'no-tier', axis: 'service', cause: 'modifier', says: 'the service tier (batch, flex) was left out' },
  { id: 'no-search', axis: 'search', cause: 'modifier', says: 'the fee for web searches was left out' },
  {
    id: 'today',
    axis: 'date',
    cause: 'price-date',
    says: "everything was priced at today's prices, not at those of its day",
  },
  {
    id: 'logged',
    axis: 'logged',
    cause: 'logged-cost',
    says: 'where the log states a cost itself, that was taken',
  },
] as const satisfies readonly Mistake[];
export type PricingId = (typeof PRICING)[number]['id'];

/** All ways to make some of these mistakes at once, at most one on each axis; none first, then by number. */
export function combinations<M extends Pick<Mistake, 'axis'>>(
  mistakes: readonly M[],
): readonly (readonly M[])[] {
  const axes = [...new Set(mistakes.map(mistake => mistake.axis))];
  let all: readonly (readonly M[])[] = [[]];
  for (const axis of axes) {
    const onAxis = mistakes.filter(mistake => mistake.axis === axis);
    all = [...all, ...onAxis.flatMap(mistake => all.map(others => [...others, mistake]))];
  }
  return all.toSorted((a, b) => a.length - b.length);
}
