/**
 * Reads a configuration: YAML in, values and troubles out, each with the line it stands on. Opens no file, knows no
 * defaults, and takes nothing for granted: a file with one mistake in it is not used at all, and all are told at once.
 */
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Trouble } from '../core/usage.ts';
import { type Choices, type Config, configShape } from './fields.ts';
import { type Lines, lineOf } from './lines.ts';
import type { Page } from './shape.ts';

export interface ReadConfig {
  /** Not to be used where there are troubles. */
  readonly config: Config;
  readonly troubles: readonly Trouble[];
  readonly lines: Lines;
}

/** `file` is its name in troubles. */
export function readConfig(text: string, file: string, choices: Choices): ReadConfig {
  const counter = new LineCounter();
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
  const troubles: Trouble[] = [];
  const tell = (at: string, why: string) => troubles.push({ path: file, line: lineOf(lines, at), why });
  const page: Page = {
    wrong(at, value, wanted) {
      tell(at, `${at || ALL} is ${shown(value)}, not ${wanted}`);
      return undefined;
    },
    unknown(at, name, known) {
      tell(at ? `${at}.${name}` : name, `${at || ALL} has no '${name}', but ${known.join(', ')}`);
      return undefined;
    },
  };
  // An empty file, or one in which everything is commented out, sets nothing.
  return { config: configShape(choices).read(values ?? {}, '', page) ?? {}, troubles, lines };
}

/** The values; or what is wrong with its anchors, which the parser finds out only now. */
function valuesOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return error;
  }
}

const ALL = 'the configuration';

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

function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
