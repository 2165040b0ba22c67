/** Findings as a table: what was measured, what was promised, whether it holds. */

export interface Finding {
  /** Of which bound. */
  readonly bound: string;
  readonly what: string;
  readonly measured: number;
  /** 'x' is a ratio. */
  readonly unit: 'x' | 'ms' | 'MB' | '%' | 'bytes' | 'KB';
  /** Absent where it is told for information. */
  readonly most?: number;
  readonly least?: number;
}

export function isMet({ measured, most = Number.POSITIVE_INFINITY, least = 0 }: Finding): boolean {
  return measured <= most && measured >= least;
}

export function tableText(findings: readonly Finding[]): string {
  const rows = findings.map(cells);
  const widths = [0, 1, 2, 3].map(i => Math.max(...rows.map(row => row[i]!.length)));
  return rows.map(row => `${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}\n`).join('');
}

export function resultsText(findings: readonly Finding[], machine: string): string {
  const rows = findings.map(finding => `| ${finding.bound} | ${cells(finding).join(' | ')} |\n`).join('');
  return `# What the bench measured last

${machine}

Ratios are medians over pairs of runs that took turns. Repeat them with \`npm run bench\`.

| bound | what | measured | promised | |
|---|---|---|---|---|
${rows}`;
}

function cells(finding: Finding): readonly string[] {
  const { what, measured, unit, most, least } = finding;
  const number = (value: number) => `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))}`;
  const promised = most !== undefined ? `at most ${most}` : least !== undefined ? `at least ${least}` : '';
  const verdict = promised === '' ? '' : isMet(finding) ? 'ok' : 'MISSED';
  return [what, `${number(measured)} ${unit}`, promised, verdict];
}
