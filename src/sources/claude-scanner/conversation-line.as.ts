/**
 * A line that is no response: a prompt, a tool's result, a note. What matters of it is its time, whether a prompt begins,
 * and which subagent, skill or command has answered. What it says of the latter is handed over as a short line of JSON
 * (`extract.as.ts`); the line itself is read here to its end, however long it is.
 */
import { BRACE, BRACKET, constant, NEWLINE, QUOTE } from './bytes.as.ts';
import { beginExtract, isTooLong } from './extract.as.ts';
import { Field } from './fields.as.ts';
import {
  any,
  array,
  blanks,
  field,
  isNull,
  isText,
  isTrue,
  literal,
  object,
  plain,
  unknown,
} from './json.as.ts';
import {
  AGENT_ID,
  atMs,
  beginLine,
  isSide,
  once,
  PARENT_CALL,
  part,
  SEEN_AGENT_MESSAGE,
  SEEN_CONTENT,
  SEEN_DATA,
  SEEN_DATA_MESSAGE,
  SEEN_DATA_TYPE,
  SEEN_MESSAGE,
  SEEN_META,
  SEEN_RESULT,
  SEEN_SUMMARY,
  SEEN_TYPE,
  side,
  text,
  timestamp,
  uuid,
  uuidSize,
} from './line.as.ts';
import { canNoteLine } from './noted-lines.as.ts';
import { hasDisguise } from './strings.as.ts';
import { internTexts } from './texts.as.ts';
import { beginValues, firstCallId, sizeOf, Value, value, writeUserLine } from './user-extract.as.ts';

const C_USER = constant('user');
const C_PROGRESS = constant('progress');
const C_ASSISTANT = constant('assistant');
const C_AGENT_PROGRESS = constant('agent_progress');
const C_TOOL_RESULT = constant('tool_result');

/** What a line comes to. */
export enum Outcome {
  /** Not plain: for the slow reader. */
  Unclear,
  /** The line is, or may be, a record of a response. */
  Response,
  /** Only its time matters. */
  Time,
  /** A prompt that says nothing of itself. */
  Prompt,
  /** A prompt or a tool's result that says something of the conversation, which is in `extract`. */
  Result,
  /** A subagent goes on: `progressTexts` has its id and that of the call that started it. */
  Progress,
}

/** The number of the texts of the last line of progress. */
export let progressTexts: usize = 0;

/** The constant of the line's type; 0 where it is none of the three. */
let type: usize = 0;
let isAgentProgress = false;
let isAgentResponse = false;
let hasResult = false;
/** Whether the content has something that is not a tool's result, and whether it is a note or summary of the tool's own. */
let isAsked = false;
let isNote = false;
// Of a block of the content.
let isResultBlock = false;
let hasBlockType = false;
let hasCallId = false;

/** Reads a line. `hasCalls`: calls of agents are open, so every result and every sign of progress matters. */
export function conversationLine(start: usize, hasCalls: bool, hasContext: bool): Outcome {
  beginLine();
  beginExtract();
  beginValues();
  type = 0;
  isAgentProgress = false;
  isAgentResponse = false;
  hasResult = false;
  isAsked = false;
  isNote = false;
  const after = object(start, ofLine);
  if (after === 0 || load<u8>(blanks(after)) !== NEWLINE) return Outcome.Unclear;
  if (type === C_ASSISTANT || (type === C_PROGRESS && isAgentProgress && isAgentResponse))
    return Outcome.Response;
  if (atMs === 0) return Outcome.Unclear;
  // The tag of a command may be hidden in it.
  if (hasDisguise && type !== C_PROGRESS) return Outcome.Unclear;
  if (type === C_USER) return userLine(hasCalls, hasContext);
  if (type !== C_PROGRESS || !hasCalls) return Outcome.Time;
  progressTexts = internTexts(false);
  return progressTexts === 0 ? Outcome.Unclear : Outcome.Progress;
}

function userLine(hasCalls: bool, hasContext: bool): Outcome {
  const isPrompt = isAsked && !isNote && !isSide;
  const isAnswer = hasResult && (hasCalls || sizeOf(Value.AgentType) > 2 || sizeOf(Value.Command) > 2);
  const hasOrigin = sizeOf(Value.TurnOrigin) > 2 || sizeOf(Value.PromptSource) > 2;
  if (!isAnswer && !hasOrigin) {
    if (!isPrompt) return Outcome.Time;
    if (uuidSize === 0 || (!hasContext && canNoteLine())) return Outcome.Prompt;
  }
  writeUserLine(isPrompt, hasResult);
  return isTooLong ? Outcome.Unclear : Outcome.Result;
}

function ofLine(p: usize): usize {
  switch (field()) {
    case Field.Type:
      return lineType(p);
    case Field.Timestamp:
      return timestamp(p);
    case Field.Side:
      return side(p);
    case Field.Uuid:
      return uuid(p);
    case Field.TurnOrigin:
      return value(p, Value.TurnOrigin);
    case Field.PromptSource:
      return value(p, Value.PromptSource);
    case Field.Meta:
      return once(SEEN_META) ? note(p) : 0;
    case Field.Summary:
      return once(SEEN_SUMMARY) ? note(p) : 0;
    case Field.Message:
      return part(p, SEEN_MESSAGE, ofMessage);
    case Field.Result:
      if (!once(SEEN_RESULT)) return 0;
      hasResult = load<u8>(p) === BRACE;
      return hasResult ? object(p, ofResult) : any(p);
    case Field.ParentCall:
      return text(p, PARENT_CALL);
    case Field.Data:
      if (!once(SEEN_DATA)) return 0;
      return load<u8>(p) === BRACE ? object(p, ofData) : any(p);
    default:
      return unknown(p);
  }
}

function lineType(p: usize): usize {
  const end = once(SEEN_TYPE) ? plain(p) : 0;
  if (isText(C_USER, p, end)) type = C_USER;
  else if (isText(C_PROGRESS, p, end)) type = C_PROGRESS;
  else if (isText(C_ASSISTANT, p, end)) type = C_ASSISTANT;
  return end;
}

/** A field that, where it is true, says that the line is no prompt. */
function note(p: usize): usize {
  if (isTrue(p)) isNote = true;
  return literal(p);
}

function ofResult(p: usize): usize {
  switch (field()) {
    case Field.AgentId:
      return value(p, Value.AgentId);
    case Field.AgentType:
      return value(p, Value.AgentType);
    case Field.Command:
      return value(p, Value.Command);
    // Searches that no response counts: for the slow reader.
    case Field.SearchCount:
      return isNull(p) ? p + 4 : 0;
    default:
      return unknown(p);
  }
}

function ofMessage(p: usize): usize {
  if (field() !== Field.Content) return unknown(p);
  if (!once(SEEN_CONTENT)) return 0;
  if (load<u8>(p) === BRACKET) return array(p, block);
  const end = any(p);
  isAsked = load<u8>(p) === QUOTE && end > p + 2;
  return end;
}

function block(p: usize): usize {
  if (load<u8>(p) !== BRACE) return any(p);
  hasBlockType = false;
  isResultBlock = false;
  hasCallId = false;
  p = object(p, ofBlock);
  if (!isResultBlock) isAsked = true;
  return p;
}

function ofBlock(p: usize): usize {
  switch (field()) {
    case Field.Type: {
      if (hasBlockType) return 0;
      hasBlockType = true;
      if (load<u8>(p) !== QUOTE) return any(p);
      const end = plain(p);
      isResultBlock = isText(C_TOOL_RESULT, p, end);
      return end;
    }
    case Field.CallId: {
      if (hasCallId) return 0;
      hasCallId = true;
      return firstCallId(p);
    }
    default:
      return unknown(p);
  }
}

function ofData(p: usize): usize {
  switch (field()) {
    case Field.Type: {
      if (!once(SEEN_DATA_TYPE)) return 0;
      if (load<u8>(p) !== QUOTE) return any(p);
      const end = plain(p);
      isAgentProgress = isText(C_AGENT_PROGRESS, p, end);
      return end;
    }
    case Field.AgentId:
      return text(p, AGENT_ID);
    case Field.Message:
      if (!once(SEEN_DATA_MESSAGE)) return 0;
      return load<u8>(p) === BRACE ? object(p, ofDataMessage) : any(p);
    default:
      return unknown(p);
  }
}

function ofDataMessage(p: usize): usize {
  if (field() !== Field.Message) return unknown(p);
  if (!once(SEEN_AGENT_MESSAGE)) return 0;
  return load<u8>(p) === BRACE ? object(p, ofAgentMessage) : any(p);
}

/** A subagent's response has a model or usage; what it was asked has neither. */
function ofAgentMessage(p: usize): usize {
  const which = field();
  if (which !== Field.Usage && which !== Field.Model) return unknown(p);
  isAgentResponse = true;
  return any(p);
}
