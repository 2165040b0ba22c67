/**
 * Reads a configuration: YAML in, values and troubles out, each with its line. Opens no file, knows no
 * defaults, and takes nothing for granted: a file with a mistake is not used at all, and all mistakes are reported.
 */
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { MistakeList } from '../core/mistakes.ts';
import type { Trouble } from '../core/usage.ts';
import { type Choices, type Config, configSchema } from './fields.ts';
import { type Lines, lineOf } from './lines.ts';

export interface ReadConfig {
  /** Not to be used where there are troubles. */
  readonly config: Config;
  readonly troubles: readonly Trouble[];
  readonly lines: Lines;
}

const MOST_ALIASES = 1000;

/** `file` is its name in troubles. */
export function readConfig(text: string, file: string, choices: Choices): ReadConfig {
  const counter = new LineCounter();
  // The parser counts aliases, too, but only when it has parsed them all.
  const aliases = text.match(/(?<=[\s[{,])\*[^\s,\]}]/g)?.length ?? 0;
  if (aliases > MOST_ALIASES)
    return {
      config: {},
      troubles: [{ path: file, why: `has more than ${MOST_ALIASES} aliases` }],
      lines: { '': 1 },
    };
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (position: number) => counter.linePos(position).line;
  const lines: Record<string, number> = { '': lineAt(document.contents?.range?.[0] ?? 0) };
  const broken = (message: string, line: number | undefined) => ({
    ...{ path: file, line, why: `not YAML: ${message.split('\n')[0]!.replace(/[.:]$/, '')}` },
  });
  const unread = document.errors.map(({ message, pos }) => broken(message, lineAt(pos[0])));
  if (unread.length > 0) return { config: {}, troubles: unread, lines };
  const values = valuesOf(document);
  if (values instanceof Error) return { config: {}, troubles: [broken(values.message, lines[''])], lines };
  markLines(document.contents, '', lineAt, lines);
  const mistakes = new MistakeList(file, at => lineOf(lines, at), 'the configuration');
  // An empty file, or one in which everything is commented out, sets nothing.
  return {
    config: configSchema(choices).read(values ?? {}, '', mistakes) ?? {},
    troubles: mistakes.troubles,
    lines,
  };
}

/** The values; or what is wrong with its anchors, which the parser finds out only now. */
function valuesOf(document: Document): unknown {
  try {
    const values = document.toJS();
    return holdsItself(values, []) ? new Error('an alias stands within its own anchor') : values;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return error;
  }
}

function holdsItself(value: unknown, around: readonly unknown[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return around.includes(value) || Object.values(value).some(each => holdsItself(each, [...around, value]));
}

/** Notes the line of every field and item. */
function markLines(
  node: unknown,
  at: string,
  lineAt: (position: number) => number,
  lines: Record<string, number>,
): void {
  const mark = (name: string, head: Node, value: unknown) => {
    lines[name] = lineAt(head.range?.[0] ?? 0);
    markLines(value, name, lineAt, lines);
  };
  if (isMap(node))
    for (const { key, value } of node.items)
      if (isScalar(key)) mark(at ? `${at}.${key.value}` : String(key.value), key, value);
  if (isSeq(node))
    for (const [index, item] of (node.items as Node[]).entries()) mark(`${at}[${index}]`, item, item);
}
