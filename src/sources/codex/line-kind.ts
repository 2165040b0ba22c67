/**
 * What a line of a rollout is about, judged by its first bytes. Most bytes of these files are prompts and the output of
 * tools, which need not be parsed: Codex writes the fields of a line in one order, and in a line that has another order
 * the type is not found here and the whole line is parsed.
 */

/** So many bytes hold the time, the types and, of a call, the name of its tool. */
const HEAD = 320;
const FIELDS = /^\{"timestamp":"[^"\\]*",(?:"ordinal":\d+,)?"type":"(\w+)","payload":\{(?:"type":"(\w+)",?)?/;
const NAME = /"name":"([^"\\]+)"/;
const CLOSING_BRACE = 125;

export interface LineKind {
  readonly type: string;
  /** Of the payload. */
  readonly subtype: string | undefined;
  /** What stands behind them, as far as the head goes. */
  readonly rest: string;
}

/** Undefined where the line must be parsed: another order of fields, or a line that does not end as an object does. */
export function lineKind(line: Uint8Array): LineKind | undefined {
  if (line[line.length - 1] !== CLOSING_BRACE) return undefined;
  // The method of any bytes: a Buffer for every line would cost more than all else here.
  const head: string = latin1Slice.call(line, 0, Math.min(HEAD, line.length));
  const match = FIELDS.exec(head);
  if (!match) return undefined;
  const [fields, type, subtype] = match;
  if (subtype === undefined && (type === 'event_msg' || type === 'response_item')) return undefined;
  return { type: type!, subtype, rest: head.slice(fields.length) };
}

const { latin1Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, from: number, to: number): string;
};

/** The name of the tool of a call, where it is among the first fields. */
export function toolIn({ rest }: LineKind): string | undefined {
  return NAME.exec(rest.split('"arguments"', 1)[0]!)?.[1];
}

export function isAssistant({ rest }: LineKind): boolean {
  return rest.includes('"role":"assistant"');
}
