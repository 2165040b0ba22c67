/** Responses as lines of a terminal, each in its columns: names are short, and then cut, where a line would be too wide. */
import { largest } from '../core/extremes.ts';
import { projectNames } from '../core/project.ts';
import { displayWidth, fitTo } from '../core/width.ts';

export interface EventCells {
  readonly id: string;
  readonly time: string;
  readonly tokens: string;
  readonly cost: string;
  readonly model: string;
  /** Its path. */
  readonly project: string;
}

const GAP = '  ';
const CHARSET = { isAscii: false, ellipsis: '…' };
/** A name that is cut shorter says nothing. */
const LEAST_NAME = 8;

/** The lines, each with its line feed. */
export function eventTable(rows: readonly EventCells[], columns: number): string {
  const numbers = ['tokens', 'cost'] as const;
  const [tokens = 0, cost = 0] = numbers.map(name => widest(rows.map(row => row[name])));
  const heads = rows.map(row =>
    [row.id, row.time, row.tokens.padStart(tokens), row.cost.padStart(cost)].join(GAP),
  );
  const room = columns - widest(heads) - GAP.length;
  const models = rows.map(({ model }) => model);
  const paths = rows.map(({ project }) => project);
  const isWide = widest(models) + GAP.length + widest(paths) <= room;
  const short = projectNames(paths);
  const projects = isWide ? paths : paths.map(path => (path === '' ? '' : (short.get(path) ?? path)));
  // The model gives way last: what a response cost follows from it.
  const modelRoom = Math.max(LEAST_NAME, Math.min(widest(models), room - GAP.length - LEAST_NAME));
  const projectRoom = Math.max(LEAST_NAME, room - GAP.length - modelRoom);
  return rows
    .map((_, i) => {
      const project = fitTo(projects[i]!, Math.min(projectRoom, widest(projects)), CHARSET);
      return `${[heads[i]!, fitTo(models[i]!, modelRoom, CHARSET), project].join(GAP).trimEnd()}\n`;
    })
    .join('');
}

function widest(texts: readonly string[]): number {
  return largest(texts.map(displayWidth));
}
