/** The line of each field in the file, by the name that troubles use: 'prices.models.in-house', 'budgets[1]'. */
export type Lines = Readonly<Record<string, number>>;

/** The line of a field, or of the nearest around it; the whole file is at ''. */
export function lineOf(lines: Lines, at: string): number | undefined {
  if (Object.hasOwn(lines, at)) return lines[at];
  return at === '' ? undefined : lineOf(lines, at.slice(0, Math.max(0, at.search(/[.[][^.[]*$/))));
}
