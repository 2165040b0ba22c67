/**
 * Reads one COST-TRACKING file: YAML text in, a tracked session and troubles out. It opens no file and never throws. The
 * field names of the template are understood, and those of the real reports of the same project (`tokens_input`,
 * `actual_cost_usd`, a `summary` block, camel case). A field that cannot be read is named and left out; a file of
 * placeholders, an empty one and one that is not YAML are named and passed over.
 */
import { type Document, isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Trouble } from '../core/usage.ts';
import { isPlaceholder, quoted } from './amounts.ts';
import { readMoment } from './dates.ts';
import { Fields } from './fields.ts';
import { NO_PHASE, type TrackedSession, type TrackedTask } from './tracked.ts';

/** Larger files are refused: the YAML reader needs about 10 s and 1 GB for 100,000 tasks in one file. */
export const MOST_BYTES = 4_000_000;
/** Uses of anchors in one file; a file that nests them to grow without bound is refused. */
const MOST_ALIASES = 1000;
const MOST_TROUBLES = 10;

export interface ReadTracking {
  readonly session?: TrackedSession;
  readonly troubles: readonly Trouble[];
}

export function tooLarge(path: string, bytes: number): Trouble {
  const size = (bytes / 1e6).toFixed(1);
  return {
    path,
    why: `is ${size} MB; files above ${MOST_BYTES / 1e6} MB are not read: split it by month or phase`,
  };
}

/** `path` is the name of the file in troubles. */
export function readTracking(text: string, path: string): ReadTracking {
  const refused = (why: string, line?: number): ReadTracking => ({ troubles: [{ path, line, why }] });
  if (text.length > MOST_BYTES) return { troubles: [tooLarge(path, text.length)] };
  if (text.trim() === '') return refused('is empty: there is nothing to add up');
  const parsed = parse(text);
  if ('problem' in parsed) return refused(parsed.problem, parsed.line);
  const { root, lineOfTask } = parsed;
  const troubles: Trouble[] = [];
  const fields = new Fields(root, (why, line) => troubles.push({ path, line, why }));
  const template = templateField(fields);
  if (template !== undefined) {
    return refused(`is a template: ${template} is a placeholder; fill it in, or leave it as it is`);
  }
  if (!fields.has('session', 'tasks', 'total_cost', 'budget_allocated')) {
    return refused('has neither session nor tasks nor total_cost: it is not a cost-tracking file');
  }
  const session = sessionOf(fields, path, lineOfTask);
  const shown = troubles.slice(0, MOST_TROUBLES);
  const more = troubles.length - shown.length;
  return {
    session,
    troubles: more > 0 ? [...shown, { path, why: `and ${more} more fields that cannot be read` }] : shown,
  };
}

interface Parsed {
  readonly root: Readonly<Record<string, unknown>>;
  lineOfTask(index: number): number;
}

function parse(text: string): Parsed | { readonly problem: string; readonly line?: number } {
  const counter = new LineCounter();
  const lineAt = (position: number) => counter.linePos(position).line;
  try {
    const document = parseDocument(text, {
      lineCounter: counter,
      prettyErrors: false,
      merge: true,
      logLevel: 'error',
    });
    const [error] = document.errors;
    if (error) {
      return { problem: wordsOf(error), line: lineAt(error.pos[0]) };
    }
    const root: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (typeof root !== 'object' || root === null || Array.isArray(root)) {
      return {
        problem: `holds ${Array.isArray(root) ? 'a list' : quoted(root)}, not fields such as session: and tasks:`,
      };
    }
    return { root: root as Parsed['root'], lineOfTask: taskLines(document, lineAt) };
  } catch (error) {
    // The parser finds wrong anchors only when values are made of them.
    return { problem: error instanceof Error ? wordsOf(error) : String(error) };
  }
}

const MULTIPLE = 'holds several YAML documents (---): keep one session per file';

/** What the parser says, in words for the user. */
function wordsOf(error: Error & { readonly code?: string }): string {
  if (error.code === 'MULTIPLE_DOCS') return MULTIPLE;
  if (/call stack/i.test(error.message)) return 'is nested too deep to be read';
  return `is not YAML: ${error.message.split('\n')[0]!.replace(/[.:]$/, '')}`;
}

function taskLines(document: Document, lineAt: (position: number) => number): Parsed['lineOfTask'] {
  const tasks = isMap(document.contents) ? document.contents.get('tasks', true) : undefined;
  const items = isSeq(tasks) ? tasks.items : [];
  return index =>
    lineAt((items[index] as { readonly range?: readonly number[] } | undefined)?.range?.[0] ?? 0);
}

/** The fields that a filled-in file cannot leave as they are in the template. */
const MUST_BE_FILLED = [
  'session',
  'date',
  'budget_allocated',
  'budget_spent',
  'budget_remaining',
  'total_cost',
];

/** The first placeholder, where most of what must be filled in is one. */
function templateField(fields: Fields): string | undefined {
  const stated = MUST_BE_FILLED.map(name => [name, fields.get(name)] as const).filter(
    ([, value]) => value !== undefined,
  );
  const open = stated.filter(
    ([name, value]) =>
      isPlaceholder(value) || value === 'YYYY-MM-DD' || (name === 'session' && value === 'session-X'),
  );
  const [first] = open;
  return first && open.length * 2 > stated.length ? `${first[0]} (${String(first[1])})` : undefined;
}

function sessionOf(fields: Fields, path: string, lineOfTask: Parsed['lineOfTask']): TrackedSession {
  const metrics = fields.within('efficiency_metrics', 'summary');
  const summary = fields.within('summary');
  const name = fields.text('session', 'session_name');
  if (name === undefined) fields.tell('names no session: the name of the file is used');
  return {
    file: path,
    session: name ?? nameFrom(path),
    phase: phaseOf(fields) ?? NO_PHASE,
    date: fields.read(readMoment, 'date', 'generated_at', 'created_at'),
    allocated: fields.money('budget_allocated', 'budget_allocated_usd', 'budget_usd'),
    spent: fields.money('budget_spent', 'budget_spent_usd', 'actual_cost_usd'),
    remaining: fields.money('budget_remaining', 'budget_remaining_usd', 'remaining_usd'),
    tasks: tasksOf(fields, lineOfTask),
    declared: {
      tokensIn: fields.count('total_tokens_in', 'total_tokens_input') ?? summary.count('total_tokens_input'),
      tokensOut:
        fields.count('total_tokens_out', 'total_tokens_output') ?? summary.count('total_tokens_output'),
      usd: fields.money('total_cost', 'total_cost_usd', 'actual_cost_usd') ?? summary.money('total_cost_usd'),
      haikuTasks: metrics.count('haiku_tasks'),
      sonnetTasks: metrics.count('sonnet_tasks'),
      avgUsdPerTask: metrics.money('avg_cost_per_task', 'avg_cost_per_task_usd'),
    },
    waste: metrics.percent('cost_waste_percent'),
    tie: {
      sessions: fields.texts('session_id', 'session_ids', 'usage_sessions'),
      project: fields.text('project'),
    },
  };
}

/** A bare number is the number of a phase. */
function phaseOf(fields: Fields): string | undefined {
  const phase = fields.text('phase');
  return phase !== undefined && /^\d+$/.test(phase) ? `phase-${phase}` : phase;
}

function nameFrom(path: string): string {
  const base = path.split(/[\\/]/).at(-1)!;
  return base.replace(/\.ya?ml$/i, '').replace(/^COST-(?:TRACKING|REPORT)[-.]?/i, '') || base;
}

function tasksOf(fields: Fields, lineOfTask: Parsed['lineOfTask']): readonly TrackedTask[] {
  const tasks = fields.get('tasks');
  if (tasks === undefined || tasks === null) {
    fields.tell('has no tasks: only its declared totals are counted');
    return [];
  }
  if (!Array.isArray(tasks)) {
    fields.tell(`tasks is ${quoted(tasks)}, not a list: only its declared totals are counted`);
    return [];
  }
  return tasks.flatMap((task: unknown, index) => taskOf(task, lineOfTask(index), fields) ?? []);
}

function taskOf(value: unknown, line: number, file: Fields): TrackedTask | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    file.tell(`a task is ${quoted(value)}, not fields such as description: and cost_usd:`, line);
    return undefined;
  }
  const task = file.of(value as Readonly<Record<string, unknown>>, line);
  const tokensIn = task.count('tokens_in', 'tokens_input', 'input_tokens');
  const tokensOut = task.count('tokens_out', 'tokens_output', 'output_tokens');
  const isSplit = tokensIn !== undefined || tokensOut !== undefined;
  return {
    id: task.text('id', 'task_id'),
    description: task.text('description', 'name', 'task_name') ?? '',
    model: task.text('model') ?? '',
    tokensIn: tokensIn ?? 0,
    tokensOut: tokensOut ?? 0,
    tokensUnsplit: isSplit ? 0 : (task.count('tokens', 'total_tokens') ?? 0),
    usd: task.money('cost_usd', 'cost'),
    at: task.read(readMoment, 'timestamp', 'date', 'completed_at'),
    milestone: task.text('milestone'),
    phase: phaseOf(task),
    line,
  };
}
