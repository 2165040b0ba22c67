/**
 * A record of a response: an `assistant` line with usage, or one of `progress` with a subagent's response in it. It
 * becomes a row if all of it is plain; `scan.as.ts` says what is not.
 */

import { constant, isConstant, NEWLINE } from './bytes.as.ts';
import { beginContent, contents, endCalls, toolNames, toolsSize } from './content.as.ts';
import { beginExtract, isTooLong } from './extract.as.ts';
import { Field } from './fields.as.ts';
import { any, blanks, field, isNull, isText, isTrue, object, plain, unknown } from './json.as.ts';
import {
  AGENT,
  AGENT_ID,
  atMs,
  BRANCH,
  beginLine,
  CLIENT,
  CWD,
  DATA_AGENT_ID,
  ID,
  isFinal,
  isSeen,
  isSide,
  MODEL,
  messageId,
  once,
  PARENT_CALL,
  part,
  placeOf,
  plainText,
  REQUEST,
  requestId,
  SEEN_AGENT_MESSAGE,
  SEEN_DATA,
  SEEN_DATA_MESSAGE,
  SEEN_DATA_TYPE,
  SEEN_MESSAGE,
  SEEN_TYPE,
  SEEN_USAGE,
  SESSION,
  SESSION_KIND,
  SESSION_TOO,
  SKILL,
  side,
  sizeOf,
  spans,
  stop,
  TEAM,
  TEAMMATE,
  text,
  timestamp,
  uuid,
} from './line.as.ts';
import { learnTemplate, readByTemplate, templateIsProgress, templateTexts } from './line-templates.as.ts';
import { put } from './rows.as.ts';
import { intern, internTexts } from './texts.as.ts';
import { hasTokens, ofUsage, settleWrites } from './usage.as.ts';
import { isAscii } from './utf8.as.ts';

const C_ASSISTANT = constant('assistant');
const C_PROGRESS = constant('progress');
const C_AGENT_PROGRESS = constant('agent_progress');
const C_SYNTHETIC = constant('<synthetic>');

/** The constant of the line's type, once it was read. */
let kind: usize = 0;
let isAgentProgress = false;
let hasUsage = false;
/** Whether the line itself names a request; that of progress is in its message. */
let hasLineRequest = false;

/** Of the last record: the number of its texts, and whether it is one of progress. */
export let recordTexts: usize = 0;
export let isProgress = false;

/** Reads a line. True where it is a plain record: there is a row of it now, unless it was not made by a model. */
export function record(start: usize, line: i32, offset: f64): bool {
  const after = readWhole(start);
  if (after === 0 || load<u8>(blanks(after)) !== NEWLINE) return false;
  isProgress = kind === C_PROGRESS;
  if (!endExtract()) return false;
  if (isConstant(C_SYNTHETIC, placeOf(MODEL), sizeOf(MODEL))) return !isProgress;
  if (!isUsable()) return false;
  if (isProgress) store<u64>(spans + AGENT_ID * 8, load<u64>(spans + DATA_AGENT_ID * 8));
  else store<u64>(spans + PARENT_CALL * 8, 0);
  recordTexts = internTexts(isSide || isProgress);
  if (recordTexts === 0) return false;
  learnTemplate(start, after, isProgress, recordTexts);
  putRow(line, offset);
  return true;
}

/** Reads a line by a template, and returns its newline; 0 where none fits or the record is not plain. */
export function recordByTemplate(start: usize, line: i32, offset: f64): usize {
  const after = readByTemplate(start);
  if (after === 0) return 0;
  const newline = blanks(after);
  if (load<u8>(newline) !== NEWLINE || !isUsable()) return 0;
  isProgress = templateIsProgress;
  if (!endExtract()) return 0;
  recordTexts = templateTexts;
  putRow(line, offset);
  return newline;
}

/** Makes the calls of the record one JSON text. In progress they are the subagent's own, and change nothing here. */
function endExtract(): bool {
  if (isProgress) beginExtract();
  else endCalls();
  return !isTooLong;
}

function putRow(line: i32, offset: f64): void {
  const tools: usize = toolsSize === 0 ? 0 : intern(toolNames, toolsSize);
  put(isFinal, recordTexts, <u32>tools, atMs, line, offset);
}

/** Reads every value of a line; 0 where it is not a plain record. */
function readWhole(start: usize): usize {
  beginLine();
  beginContent();
  kind = 0;
  isAgentProgress = false;
  hasUsage = false;
  hasLineRequest = false;
  const after = object(start, ofLine);
  return after !== 0 && isComplete() ? after : 0;
}

/** Whether the line has all that makes a plain record, except the id. */
function isComplete(): bool {
  if (!hasUsage || atMs === 0 || sizeOf(MODEL) === 0) return false;
  if (kind === C_PROGRESS) return isAgentProgress && !isSeen(SEEN_MESSAGE) && !hasLineRequest;
  return kind === C_ASSISTANT;
}

/** Whether the record has an id of which a key can be made here, some tokens, and writes that add up. */
function isUsable(): bool {
  return (
    sizeOf(ID) !== 0 &&
    hasTokens() &&
    isAscii(placeOf(ID), sizeOf(ID)) &&
    isAscii(placeOf(REQUEST), sizeOf(REQUEST)) &&
    settleWrites()
  );
}

function ofLine(p: usize): usize {
  switch (field()) {
    case Field.Type:
      return lineType(p);
    case Field.Timestamp:
      return timestamp(p);
    case Field.Session:
      return text(p, SESSION);
    case Field.SessionToo:
      return text(p, SESSION_TOO);
    case Field.Cwd:
      return text(p, CWD);
    case Field.Branch:
      return text(p, BRANCH);
    case Field.AgentId:
      return text(p, AGENT_ID);
    case Field.Agent:
      return text(p, AGENT);
    case Field.Skill:
      return text(p, SKILL);
    case Field.Client:
      return text(p, CLIENT);
    case Field.ParentCall:
      return text(p, PARENT_CALL);
    case Field.Side:
      return side(p);
    case Field.Teammate:
      return text(p, TEAMMATE);
    case Field.Team:
      return text(p, TEAM);
    case Field.Uuid:
      return uuid(p);
    case Field.SessionKind:
      return text(p, SESSION_KIND);
    case Field.Request:
      hasLineRequest = true;
      return kind === C_PROGRESS ? any(p) : requestId(p);
    case Field.Cost:
      return isNull(p) ? p + 4 : 0;
    // Rare, and for the slow reader: a copy that names what it copies, a response that is not metered, segments of a paused one, other vendors' names.
    case Field.Forked:
      return isNull(p) ? p + 4 : 0;
    case Field.Unmetered:
      return isTrue(p) ? 0 : unknown(p);
    // A line of progress has its message in its data. Where the type comes later, the line is left to the slow reader.
    case Field.Message:
      return kind === C_PROGRESS ? any(p) : part(p, SEEN_MESSAGE, ofMessage);
    case Field.Data:
      return kind === C_PROGRESS ? part(p, SEEN_DATA, ofData) : any(p);
    default:
      return unknown(p);
  }
}

function lineType(p: usize): usize {
  const end = once(SEEN_TYPE) ? plain(p) : 0;
  if (isText(C_ASSISTANT, p, end)) kind = C_ASSISTANT;
  else if (isText(C_PROGRESS, p, end)) kind = C_PROGRESS;
  else return 0;
  return end;
}

function ofData(p: usize): usize {
  switch (field()) {
    case Field.Type: {
      const end = once(SEEN_DATA_TYPE) ? plain(p) : 0;
      isAgentProgress = isText(C_AGENT_PROGRESS, p, end);
      return isAgentProgress ? end : 0;
    }
    case Field.AgentId:
      return text(p, DATA_AGENT_ID);
    case Field.Message:
      return part(p, SEEN_DATA_MESSAGE, ofDataMessage);
    default:
      return unknown(p);
  }
}

function ofDataMessage(p: usize): usize {
  switch (field()) {
    case Field.Message:
      return part(p, SEEN_AGENT_MESSAGE, ofMessage);
    case Field.Request:
      return requestId(p);
    default:
      return unknown(p);
  }
}

function ofMessage(p: usize): usize {
  switch (field()) {
    case Field.Id:
      return messageId(p);
    case Field.Model:
      return plainText(p, MODEL);
    case Field.Usage:
      hasUsage = true;
      return part(p, SEEN_USAGE, ofUsage);
    case Field.Content:
      return contents(p);
    case Field.Stop:
      return stop(p);
    case Field.Paused:
      return isNull(p) ? p + 4 : 0;
    default:
      return unknown(p);
  }
}
