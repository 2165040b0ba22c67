/** Calls that a response was made of. Those that repeat the top level, or were refused, add nothing; others are calls of their own. */
import { Field } from './fields.as.ts';
import { Hole, holeCount, wholeHole } from './holes.as.ts';
import { array, field, isNull, isText, object, plain, unknown } from './json.as.ts';
import { MET_ITERATIONS, once } from './line.as.ts';
import { word } from './words.as.ts';

const V_MESSAGE = word('message');
const V_FALLBACK = word('fallback_message');

let isKnownIteration = false;

/** Reads them where all are known; the slow reader makes responses of the others. */
export function iterations(p: usize): usize {
  if (!once(MET_ITERATIONS)) return 0;
  if (isNull(p)) return p + 4;
  const noted = holeCount;
  return wholeHole(noted, Hole.Iterations, p, array(p, iteration));
}

function iteration(p: usize): usize {
  isKnownIteration = false;
  p = object(p, ofIteration);
  return isKnownIteration ? p : 0;
}

function ofIteration(p: usize): usize {
  if (field() !== Field.Type) return unknown(p);
  const end: usize = isKnownIteration ? 0 : plain(p);
  isKnownIteration = isText(V_MESSAGE, p, end) || isText(V_FALLBACK, p, end);
  return isKnownIteration ? end : 0;
}
