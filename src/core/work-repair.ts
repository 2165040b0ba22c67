/**
 * Mends lines of the manual log that cannot be read but whose meaning is plain, as they come from the original program
 * and from editing by hand: a bar inside the task, digits in groups, a missing cost. What could mean two things is left
 * as it is.
 */
import type { Money } from './money.ts';
import type { Trouble } from './usage.ts';
import type { Work } from './work.ts';
import { LINE_FIELDS, readLine, writeLine } from './work-line.ts';

export interface Repaired {
  readonly text: string;
  readonly changes: readonly Change[];
  /** Lines that only their author can mend. */
  readonly left: readonly Trouble[];
}

export interface Change {
  /** 1-based. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

export interface RepairOptions {
  readonly file: string;
  /** The flat estimate for so many tokens. */
  estimate(tokens: number): Money;
  /** Whether the cost of this entry is to be replaced by the estimate. */
  isCostWrong(entry: Work): boolean;
}

export function repaired(text: string, options: RepairOptions): Repaired {
  const changes: Change[] = [];
  const left: Trouble[] = [];
  const lines = text.split('\n').map((raw, i) => {
    const line = i + 1;
    // A byte order mark in front of the first line, and the carriage returns of other systems, stay as they are.
    const [, head = '', before = '', tail = ''] = /^(\uFEFF?)([\s\S]*?)(\r?)$/.exec(raw) ?? [];
    const read = readLine(before, options.file, line);
    const mended =
      read.kind === 'malformed'
        ? mend(before, options)
        : read.kind === 'entry' && options.isCostWrong(read.work)
          ? repriced(read.work, options)
          : undefined;
    if (!mended) {
      if (read.kind === 'malformed') left.push({ path: options.file, line, why: read.why });
      return raw;
    }
    changes.push({ line, before, after: mended.after, why: mended.why });
    return `${head}${mended.after}${tail}`;
  });
  return { text: lines.join('\n'), changes, left };
}

type Mended = Pick<Change, 'after' | 'why'>;

function mend(text: string, { file, estimate }: RepairOptions): Mended | undefined {
  const fields = text.trim().split('|');
  if (fields.length < LINE_FIELDS) return undefined;
  const reasons: string[] = [];
  const [at = '', project = '', ...rest] = fields;
  const [tokensText = '', costText = ''] = rest.splice(-2).map(field => field.trim());
  if (rest.length > 1) reasons.push('a | inside the task');
  const tokensMatch = /^(\d{1,3}(?:,\d{3})+|\d{1,15})(?: tokens?)?$/.exec(tokensText);
  if (!tokensMatch) return undefined;
  const tokens = Number(tokensMatch[1]!.replaceAll(',', ''));
  if (tokensText.includes(',')) reasons.push('digits in groups');
  const hasCost = /\d/.test(costText);
  if (!hasCost && costText !== '$' && costText !== '') return undefined;
  if (!hasCost) reasons.push('no cost');
  const task = rest.join('|').trim().replaceAll('|', '%7C');
  const cost = hasCost ? costText : '$0';
  const read = readLine(`${at}|${project}|${task}|${tokens}|${cost}`, file, 0);
  if (read.kind !== 'entry') return undefined;
  const { work } = read;
  const after = written(work, hasCost ? (work.usd ?? 0n) : estimate(tokens));
  return { after, why: reasons.join(', ') };
}

function repriced(work: Work, { estimate }: RepairOptions): Mended {
  return {
    after: written(work, estimate(work.tokens.total)),
    why: 'a cost that is not the rate times the tokens',
  };
}

function written({ at, project, name, tokens }: Work, usd: Money): string {
  return writeLine({ at, project, task: name, tokens: tokens.total, usd });
}
