/** The `usage` of a record: counts, and the terms that stand among them. */
import { Field } from './fields.as.ts';
import { iterations } from './iterations.as.ts';
import { field, isNull, unknown } from './json.as.ts';
import {
  counts,
  GEO,
  INPUT,
  OUTPUT,
  once,
  part,
  READ,
  REASONING,
  SEARCHES,
  SEEN_DETAILS,
  SEEN_SERVER,
  SEEN_WRITTEN,
  SPEED,
  TIER,
  text,
  tokens,
  WRITTEN,
  WRITTEN_1H,
  WRITTEN_5M,
} from './line.as.ts';

export function ofUsage(p: usize): usize {
  switch (field()) {
    case Field.InputTokens:
      return tokens(p, INPUT);
    case Field.OutputTokens:
      return tokens(p, OUTPUT);
    case Field.ReadTokens:
      return tokens(p, READ);
    case Field.WrittenTokens:
      return tokens(p, WRITTEN);
    case Field.Written:
      return isNull(p) && once(SEEN_WRITTEN) ? p + 4 : part(p, SEEN_WRITTEN, ofWritten);
    case Field.Details:
      return isNull(p) && once(SEEN_DETAILS) ? p + 4 : part(p, SEEN_DETAILS, ofDetails);
    case Field.Server:
      return isNull(p) && once(SEEN_SERVER) ? p + 4 : part(p, SEEN_SERVER, ofServer);
    case Field.Iterations:
      return iterations(p);
    case Field.InputDetails:
      return isNull(p) ? p + 4 : 0;
    case Field.Tier:
      return text(p, TIER);
    case Field.Geo:
      return text(p, GEO);
    case Field.Speed:
      return text(p, SPEED);
    default:
      return unknown(p);
  }
}

function ofWritten(p: usize): usize {
  const which = field();
  if (which === Field.Written5m) return tokens(p, WRITTEN_5M);
  return which === Field.Written1h ? tokens(p, WRITTEN_1H) : unknown(p);
}

function ofDetails(p: usize): usize {
  return field() === Field.Thinking ? tokens(p, REASONING) : unknown(p);
}

function ofServer(p: usize): usize {
  return field() === Field.Searches ? tokens(p, SEARCHES) : unknown(p);
}

/** Whether any kind of tokens was counted. A record without any may be one of unknown size. */
export function hasTokens(): bool {
  let all = load<u32>(counts, INPUT * 4) | load<u32>(counts, OUTPUT * 4) | load<u32>(counts, READ * 4);
  all |=
    load<u32>(counts, WRITTEN * 4) | load<u32>(counts, WRITTEN_5M * 4) | load<u32>(counts, WRITTEN_1H * 4);
  return all !== 0;
}

/** Writes without a split lived five minutes. A split that does not add up needs a note, which is for the slow reader. */
export function settleWrites(): bool {
  const written = load<u32>(counts, WRITTEN * 4);
  const split = load<u32>(counts, WRITTEN_5M * 4) + load<u32>(counts, WRITTEN_1H * 4);
  if (written <= split) return true;
  if (split > 0) return false;
  store<u32>(counts, written, WRITTEN_5M * 4);
  return true;
}
