/** Findings as a table: what was measured, what was promised, whether it holds. */

/** What a file of `bounds/` found. */
export type Found = Measured | Told;
/** With the bound it belongs to. */
export type Finding = Found & { readonly bound: string };

export interface Measured {
  readonly what: string;
  readonly measured: number;
  /** 'x' is a ratio. */
  readonly unit: 'x' | 'ms' | 's' | 'µs' | 'MB' | '%' | 'bytes' | 'KB';
  /** Absent where it is told for information. */
  readonly most?: number;
  readonly least?: number;
  /** Whether the ratio is to a commit: more than `most` is then called worse, not missed. */
  readonly isToBefore?: boolean;
  /** Whether it is so small, or so much by chance, that a ratio of two of them says nothing. */
  readonly isErratic?: boolean;
}

/** Something without a number: what cannot run here, or does not work. */
export interface Told {
  readonly what: string;
  readonly told: string;
  /** Undefined where nothing was promised. */
  readonly holds?: boolean;
}

/** Slower, or larger, than before by more than this is called worse. */
const WORSE = 1.2;

export function toBefore(what: string, measured: number): Measured {
  return { what: `${what}, to before`, measured, unit: 'x', most: WORSE, isToBefore: true };
}

/** The ratios of what was found now to what was found before, of findings with the same words. */
export function comparedTo(before: readonly Found[], now: readonly Found[]): readonly Measured[] {
  return now.flatMap(finding => {
    const match = before.find(({ what }) => what === finding.what);
    if (!match || !('measured' in match) || !('measured' in finding) || finding.isErratic) return [];
    // Nothing at all before, such as bytes written to a screen that stayed as it was, has no ratio to anything.
    if (match.measured === 0) return [];
    return [toBefore(finding.what, finding.measured / match.measured)];
  });
}

export function isMet(finding: Found): boolean {
  if ('told' in finding) return finding.holds ?? true;
  const { measured, most, least } = finding;
  if (most === undefined && least === undefined) return true;
  return measured <= (most ?? Number.POSITIVE_INFINITY) && measured >= (least ?? Number.NEGATIVE_INFINITY);
}

export function tableText(findings: readonly Found[]): string {
  const rows = findings.map(cells);
  const widths = [0, 1, 2, 3].map(i => Math.max(...rows.map(row => row[i]!.length)));
  return rows.map(row => `${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}\n`).join('');
}

/** The same for RESULTS.md. */
export function markdownTable(findings: readonly Finding[]): string {
  const rows = findings.map(finding => `| ${finding.bound} | ${cells(finding).join(' | ')} |\n`).join('');
  return `| bound | what | measured | promised | |\n|---|---|---|---|---|\n${rows}`;
}

function cells(finding: Found): readonly string[] {
  if ('told' in finding) {
    const { what, told, holds } = finding;
    return [what, told, '', holds === undefined ? '' : holds ? 'ok' : 'MISSED'];
  }
  const { what, measured, unit, most, least, isToBefore } = finding;
  const promised = most !== undefined ? `at most ${most}` : least !== undefined ? `at least ${least}` : '';
  const verdict = promised === '' ? '' : isMet(finding) ? 'ok' : isToBefore ? 'WORSE' : 'MISSED';
  return [what, `${rounded(measured)} ${unit}`, promised, verdict];
}

function rounded(value: number): string {
  return `${Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))}`;
}
