/** The ends of a list of numbers. A call with the whole list as arguments fails on long lists: the call stack is finite. */

/** The largest number, and at least `least`; without numbers `least`, or minus infinity. */
export function largest(numbers: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let most = least;
  for (const each of numbers) most = Math.max(most, each);
  return most;
}

/** The smallest number, and at most `most`; without numbers `most`, or infinity. */
export function smallest(numbers: Iterable<number>, most = Number.POSITIVE_INFINITY): number {
  let least = most;
  for (const each of numbers) least = Math.min(least, each);
  return least;
}
