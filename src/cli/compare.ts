/** Compares the output of another tool with ours, and prints where the gap comes from. */
import { dayText, type Zone } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { decimal } from '../core/money.ts';
import type { EachRecord } from '../reports/compare/records.ts';
import { type Cell, cellTokens } from '../reports/compare/sheet.ts';
import { comparisonText, verdict } from '../reports/compare/text.ts';
import { type Comparison, compare } from '../reports/compare.ts';
import { EXIT, type Io } from './io.ts';
import type { Loaded } from './loaded.ts';
import { readPeer } from './peers/index.ts';
import { printJson } from './writers/json.ts';

export interface CompareInput {
  /** What the other tool wrote, and its file. */
  readonly text: string;
  readonly file: string;
  /** Reads the logs; called only when the file could be read. */
  load(): Promise<Loaded>;
  /** Shows every log record, unfolded. */
  readonly eachRecord: EachRecord;
  readonly zone: Zone;
  readonly asJson: boolean;
}

export async function compareCommand(input: CompareInput, io: Io): Promise<number> {
  const { file, zone, eachRecord } = input;
  const { report, problem } = readPeer(input.text);
  if (!report) {
    io.err(`token-dash compare-with: ${printable(`${file}: ${problem}`)}\n`);
    return EXIT.failed;
  }
  const { snapshot, prices } = await input.load();
  const { journal } = snapshot;
  if (journal.length === 0) {
    io.err(
      'token-dash compare-with: no usage found; token-dash --test lists the places that were searched\n',
    );
    return EXIT.noData;
  }
  const comparison = await compare({ report, journal, eachRecord, prices, zone, nowMs: io.nowMs });
  if (input.asJson) printJson(io, jsonOf(comparison, file, zone));
  else {
    io.out(`${report.tool} (${printable(file)}) beside token-dash, days in ${zone.name}\n\n`);
    io.out(`${comparisonText(comparison).join('\n')}\n`);
  }
  return EXIT.ok;
}

function jsonOf(comparison: Comparison, file: string, zone: Zone) {
  const { tool, rows, theirs, ours, hasUsd, shares, explained, asides } = comparison;
  const { alternatives, otherwisePriced, remarks } = comparison;
  const sum = ({ tokens, usd }: Comparison['ours']) => ({ tokens, usd: hasUsd ? decimal(usd) : null });
  return {
    tool,
    file,
    zone: zone.name,
    theirs: sum(theirs),
    ours: sum(ours),
    gap: sum({ tokens: theirs.tokens - ours.tokens, usd: theirs.usd - ours.usd }),
    verdict: verdict(comparison),
    explained: { tokens: explained.tokens ?? null, usd: explained.usd ?? null },
    causes: shares.map(share => ({ ...share, usd: hasUsd ? decimal(share.usd) : null })),
    alternatives,
    otherwisePriced,
    notCompared: asides.map(({ why, days, ...amount }) => ({ why, days, ...sum(amount) })),
    remarks,
    rows: rows.map(row => ({
      day: row.day === undefined ? null : dayText(row.day),
      model: row.model ?? null,
      theirs: cellJson(row.theirs),
      ours: cellJson(row.ours),
    })),
  };
}

/** Null where that side has no such row. */
function cellJson(cell: Cell | undefined) {
  if (!cell) return null;
  const { shape, tokens, usd } = cell;
  return {
    tokens: shape.hasTokens ? { ...tokens, total: cellTokens(cell) } : null,
    usd: shape.hasUsd ? decimal(usd) : null,
  };
}
