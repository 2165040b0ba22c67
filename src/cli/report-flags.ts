/** Flags of a report for the form of the answer. */
import type { Problem, RequestWords } from '../reports/request.ts';

/** As `report.ts` declares them. */
export interface ReportFlags extends RequestWords {
  readonly breakdown?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly markdown?: boolean;
  readonly jq?: string;
  readonly schema?: boolean;
  readonly compact?: boolean;
  readonly color?: boolean;
}

export type Format = 'table' | 'json' | 'csv' | 'markdown' | 'jq';

/** A `--json` beside `--jq` says the same twice. */
export function formatOf({ json, csv, markdown, jq }: ReportFlags): Format | Problem {
  const asked: Partial<Record<Format, boolean>> = {
    json: json && jq === undefined,
    csv,
    markdown,
    jq: jq !== undefined,
  };
  const formats = (Object.keys(asked) as Format[]).filter(format => asked[format]);
  if (formats.length > 1) {
    return { problem: `${formats.map(format => `--${format}`).join(' and ')} are two formats: choose one` };
  }
  return formats[0] ?? 'table';
}
