/** What a person says, or the tool in a person's name: of it only matters when it was, and whether it is a prompt. */
import { Field } from './fields.as.ts';
import { any, array, blanks, field, isText, isTrue, literal, object, plain, unknown } from './json.as.ts';
import {
  atMs,
  beginLine,
  isSide,
  MET_CONTENT,
  MET_MESSAGE,
  MET_META,
  MET_RESULT,
  MET_SUMMARY,
  MET_TYPE,
  once,
  part,
  side,
  timestamp,
} from './line.as.ts';
import { hasDisguise } from './strings.as.ts';
import { BRACE, BRACKET, NEWLINE, QUOTE, word } from './words.as.ts';

const V_USER = word('user');
const V_TOOL_RESULT = word('tool_result');

let isUser = false;
let isAsked = false;
let isNoPrompt = false;
let isResult = false;
/** Whether the type of a block was met. */
let hasType = false;

/** Whether the line that was read last is a prompt. */
export let isPrompt = false;

/** Reads a line of a user; says whether there is nothing in it that the slow reader must see. */
export function said(start: usize): bool {
  beginLine();
  isUser = false;
  isAsked = false;
  isNoPrompt = false;
  const after = object(start, ofSaid);
  if (after === 0 || load<u8>(blanks(after)) !== NEWLINE || !isUser || atMs === 0) return false;
  if (hasDisguise) return false;
  isPrompt = isAsked && !isNoPrompt && !isSide;
  return true;
}

function ofSaid(p: usize): usize {
  switch (field()) {
    case Field.Type: {
      const end = once(MET_TYPE) ? plain(p) : 0;
      isUser = isText(V_USER, p, end);
      return isUser ? end : 0;
    }
    case Field.Timestamp:
      return timestamp(p);
    case Field.Side:
      return side(p);
    case Field.Meta:
      return once(MET_META) ? yes(p) : 0;
    case Field.Summary:
      return once(MET_SUMMARY) ? yes(p) : 0;
    case Field.Message:
      return part(p, MET_MESSAGE, ofAsked);
    case Field.Result:
      return load<u8>(p) === BRACE ? part(p, MET_RESULT, ofResult) : any(p);
    default:
      return unknown(p);
  }
}

/** A field that, where it is true, says that this is no prompt. */
function yes(p: usize): usize {
  if (isTrue(p)) isNoPrompt = true;
  return literal(p);
}

/** What a tool found: where it names an agent or a command, the conversation goes on otherwise. */
function ofResult(p: usize): usize {
  const name = field();
  return name === Field.AgentId || name === Field.Command ? 0 : unknown(p);
}

function ofAsked(p: usize): usize {
  if (field() !== Field.Content) return unknown(p);
  if (!once(MET_CONTENT)) return 0;
  if (load<u8>(p) === BRACKET) return array(p, asked);
  const end = any(p);
  isAsked = load<u8>(p) === QUOTE && end > p + 2;
  return end;
}

function asked(p: usize): usize {
  if (load<u8>(p) !== BRACE) return any(p);
  hasType = false;
  isResult = false;
  p = object(p, ofAskedBlock);
  if (!isResult) isAsked = true;
  return p;
}

function ofAskedBlock(p: usize): usize {
  if (field() !== Field.Type) return unknown(p);
  if (hasType) return 0;
  hasType = true;
  if (load<u8>(p) !== QUOTE) return any(p);
  const end = plain(p);
  isResult = isText(V_TOOL_RESULT, p, end);
  return end;
}
