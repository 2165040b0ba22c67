/**
 * JSON, checked as strictly as JSON.parse checks it, without making values of it. A function takes the place of a value
 * and returns the place behind it, or 0 where there is no such value. The members of an object and the items of an
 * array are read by callbacks of the same kind.
 *
 * The text is one line: a newline ends it, and is in no value.
 */

import {
  BRACE,
  BRACKET,
  CLOSING_BRACE,
  CLOSING_BRACKET,
  COLON,
  COMMA,
  isConstant,
  isDigit,
  QUOTE,
  RETURN,
} from './bytes.as.ts';
import { Field, fieldOf } from './fields.as.ts';
import { noteSlot, Slot } from './slots.as.ts';
import { beginStrings, hasEscape, quoted } from './strings.as.ts';

/** `null`, `true`, and `false` from its second letter on, as numbers that are compared at once. */
const NULL: u32 = 0x6c6c756e;
const TRUE: u32 = 0x65757274;
const ALSE: u32 = 0x65736c61;

/** Deeper than any log; such a line is left to JSON.parse. */
const DEEPEST = 200;

let depth: i32 = 0;
/** The last key that was read. */
let keyAt: usize = 0;
let keySize: u32 = 0;
let isPlainKey = false;

/** Before a line. */
export function beginJson(): void {
  depth = 0;
  beginStrings();
}

/** The field of the last key; None where it is not one that is read. */
export function field(): Field {
  return fieldOf(keyAt, keySize);
}

/** Calls `member` with the value of each field; `field` says which one it is. */
export function object(p: usize, member: (p: usize) => usize): usize {
  if (load<u8>(p) !== BRACE || depth === DEEPEST) return 0;
  depth += 1;
  p = blanks(p + 1);
  if (load<u8>(p) !== CLOSING_BRACE) {
    while (true) {
      if (load<u8>(p) !== QUOTE) return 0;
      const end = quoted(p);
      if (end === 0) return 0;
      const value = load<u8>(end) === COLON ? end : blanks(end);
      if (load<u8>(value) !== COLON) return 0;
      keyAt = p + 1;
      keySize = <u32>(end - p - 2);
      isPlainKey = !hasEscape;
      p = member(blanks(value + 1));
      if (p === 0) return 0;
      p = blanks(p);
      const c = load<u8>(p);
      if (c === CLOSING_BRACE) break;
      if (c !== COMMA) return 0;
      p = blanks(p + 1);
    }
  }
  depth -= 1;
  return p + 1;
}

/** Calls `item` with each item. */
export function array(p: usize, item: (p: usize) => usize): usize {
  if (load<u8>(p) !== BRACKET || depth === DEEPEST) return 0;
  depth += 1;
  p = blanks(p + 1);
  if (load<u8>(p) !== CLOSING_BRACKET) {
    while (true) {
      p = item(p);
      if (p === 0) return 0;
      p = blanks(p);
      const c = load<u8>(p);
      if (c === CLOSING_BRACKET) break;
      if (c !== COMMA) return 0;
      p = blanks(p + 1);
    }
  }
  depth -= 1;
  return p + 1;
}

export function any(p: usize): usize {
  const c = load<u8>(p);
  if (c === QUOTE) return quoted(p);
  if (c === BRACE) return object(p, any);
  if (c === BRACKET) return array(p, any);
  return c === 0x2d || isDigit(p) ? number(p) : literal(p);
}

/** In fields that are not read, shorter strings are words like `external`, which repeat; longer ones are ids. */
const ID_BYTES: usize = 16;

/** The value of a field that is not read. 0 where its name has escapes, and may be one that is. */
export function unknown(p: usize): usize {
  if (!isPlainKey) return 0;
  const c = load<u8>(p);
  if (c === QUOTE) {
    const end = quoted(p);
    return end > p + ID_BYTES ? noteSlot(Slot.Any, p, end) : end;
  }
  // `true`, `false` and `null` repeat as well.
  return c > 0x5d && c !== BRACE ? literal(p) : noteSlot(Slot.Any, p, any(p));
}

/** A string without escapes. */
export function plain(p: usize): usize {
  if (load<u8>(p) !== QUOTE) return 0;
  const end = quoted(p);
  return hasEscape ? 0 : end;
}

/** Whether a string, from its first quote to behind its last, is this constant. */
export function isText(wanted: usize, p: usize, end: usize): bool {
  return end !== 0 && isConstant(wanted, p + 1, <u32>(end - p - 2));
}

function number(p: usize): usize {
  if (load<u8>(p) === 0x2d) p += 1;
  if (!isDigit(p)) return 0;
  if (load<u8>(p) === 0x30) p += 1;
  else while (isDigit(p)) p += 1;
  if (load<u8>(p) === 0x2e) {
    if (!isDigit(p + 1)) return 0;
    p += 2;
    while (isDigit(p)) p += 1;
  }
  if ((load<u8>(p) | 0x20) === 0x65) {
    p += 1;
    if (load<u8>(p) === 0x2b || load<u8>(p) === 0x2d) p += 1;
    if (!isDigit(p)) return 0;
    while (isDigit(p)) p += 1;
  }
  return p;
}

export function literal(p: usize): usize {
  const first = load<u32>(p);
  if (first === TRUE || first === NULL) return p + 4;
  return load<u8>(p) === 0x66 && load<u32>(p, 1) === ALSE ? p + 5 : 0;
}

export function isNull(p: usize): bool {
  return load<u32>(p) === NULL;
}

export function isTrue(p: usize): bool {
  return load<u32>(p) === TRUE;
}

/** Blanks of JSON, but for the newline, at which every line ends. */
export function blanks(p: usize): usize {
  while (true) {
    const c = load<u8>(p);
    if (c > 0x20 || (c !== 0x20 && c !== 0x09 && c !== RETURN)) return p;
    p += 1;
  }
}
