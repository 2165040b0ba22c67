/**
 * JSON as text, two blanks deep. Lists that logs make as long as they like are `JsonItems`: some items at a time are made
 * and written, so that a list of millions needs little memory and no string as long as the whole.
 */
import { printableJson } from './clean.ts';
import { JsonItems } from './json-schema.ts';

const CHUNK_CHARS = 65_536;
/** So many items are made and written together: one by one takes twice as long. */
const BATCH_ITEMS = 64;

/** All of it as one text: for what is small. */
export function jsonText(value: unknown): string {
  return [...jsonChunks(value)].join('');
}

/** The same text in chunks, with the line feed at its end. */
export function* jsonChunks(value: unknown): Generator<string> {
  for (const chunk of chunked(pieces(value, '\n'))) yield printableJson(chunk);
  yield '\n';
}

/** Short pieces of text joined to chunks that are worth a call of the operating system. */
export function* chunked(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** `line` is a line feed with the blanks that the lines of this value begin with. */
function* pieces(value: unknown, line: string): Generator<string> {
  const inner = `${line}  `;
  if (value instanceof JsonItems) {
    let before = '[';
    for (const batch of batches(value)) {
      // Without the brackets.
      const text = JSON.stringify(batch, null, 2).slice(1, -2);
      yield before + text.replaceAll('\n', line);
      before = ',';
    }
    yield before === '[' ? '[]' : `${line}]`;
  } else if (holdsItems(value)) {
    let before = '{';
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${before}${inner}${JSON.stringify(name)}: `;
      yield* pieces(member, inner);
      before = ',';
    }
    yield `${line}}`;
  } else yield JSON.stringify(value, null, 2).replaceAll('\n', line);
}

function* batches(items: Iterable<unknown>): Generator<readonly unknown[]> {
  let batch: unknown[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH_ITEMS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function holdsItems(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).some(member => member instanceof JsonItems || holdsItems(member))
  );
}
