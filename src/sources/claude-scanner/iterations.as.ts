/**
 * The calls that a response was made of. Those that repeat the top level, or were refused, add nothing; any other is a
 * response of its own.
 */

import { constant } from './bytes.as.ts';
import { Field } from './fields.as.ts';
import { array, field, isNull, isText, object, plain, unknown } from './json.as.ts';
import { once, SEEN_ITERATIONS } from './line.as.ts';
import { noteWhole, Slot, slotCount } from './slots.as.ts';

const C_MESSAGE = constant('message');
const C_FALLBACK = constant('fallback_message');

let addsNothing = false;

/** Reads them; 0 where one is a response of its own, which is left to the slow reader. */
export function iterations(p: usize): usize {
  if (!once(SEEN_ITERATIONS)) return 0;
  if (isNull(p)) return p + 4;
  const before = slotCount;
  return noteWhole(before, Slot.Iterations, p, array(p, iteration));
}

function iteration(p: usize): usize {
  addsNothing = false;
  p = object(p, ofIteration);
  return addsNothing ? p : 0;
}

function ofIteration(p: usize): usize {
  if (field() !== Field.Type) return unknown(p);
  const end: usize = addsNothing ? 0 : plain(p);
  addsNothing = isText(C_MESSAGE, p, end) || isText(C_FALLBACK, p, end);
  return addsNothing ? end : 0;
}
