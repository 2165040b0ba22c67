/**
 * The requests that a response was made of. One that repeats the top level adds nothing; several, and all other types, are
 * left to the slow reader.
 */

import { constant } from './bytes.as.ts';
import { Field } from './fields.as.ts';
import { array, field, isNull, isText, object, plain, unknown } from './json.as.ts';
import { once, SEEN_ITERATIONS } from './line.as.ts';
import { noteWhole, Slot, slotCount } from './slots.as.ts';

const C_MESSAGE = constant('message');

let addsNothing = false;
let messages = 0;

/** Reads them; 0 where there is more than the one that repeats the top level. */
export function iterations(p: usize): usize {
  if (!once(SEEN_ITERATIONS)) return 0;
  if (isNull(p)) return p + 4;
  const before = slotCount;
  messages = 0;
  return noteWhole(before, Slot.Iterations, p, array(p, iteration));
}

function iteration(p: usize): usize {
  addsNothing = false;
  p = object(p, ofIteration);
  messages += 1;
  return addsNothing && messages === 1 ? p : 0;
}

function ofIteration(p: usize): usize {
  if (field() !== Field.Type) return unknown(p);
  const end: usize = addsNothing ? 0 : plain(p);
  addsNothing = isText(C_MESSAGE, p, end);
  return addsNothing ? end : 0;
}
