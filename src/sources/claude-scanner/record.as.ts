/**
 * One line with usage, read whole: an `assistant` line, or one of `progress` that has a subagent's response in it. It
 * becomes a row if all of it is plain; see `scan.as.ts` for what is not.
 */
import { beginContent, contents, toolNames, toolsSize } from './content.as.ts';
import { Field } from './fields.as.ts';
import { iterations } from './iterations.as.ts';
import { any, blanks, field, isNull, isText, object, plain, unknown } from './json.as.ts';
import {
  AGENT,
  AGENT_ID,
  atMs,
  BRANCH,
  beginLine,
  CLIENT,
  CWD,
  counts,
  DATA_AGENT_ID,
  GEO,
  ID,
  INPUT,
  isFinal,
  isMet,
  isSide,
  MET_DATA,
  MET_DATA_TYPE,
  MET_DETAILS,
  MET_MESSAGE,
  MET_SERVER,
  MET_TOLD,
  MET_TOLD_MESSAGE,
  MET_TYPE,
  MET_USAGE,
  MET_WRITTEN,
  MODEL,
  OUTPUT,
  once,
  PARENT_CALL,
  part,
  placeOf,
  READ,
  REASONING,
  SEARCHES,
  SESSION,
  SESSION_TOO,
  SKILL,
  SPEED,
  side,
  sizeOf,
  spans,
  stop,
  TIER,
  text,
  timestamp,
  tokens,
  WRITTEN,
  WRITTEN_1H,
  WRITTEN_5M,
} from './line.as.ts';
import { put } from './rows.as.ts';
import { learn, readAlike, shapeIsProgress, shapeTexts } from './shapes.as.ts';
import { intern, internTexts } from './texts.as.ts';
import { isAscii } from './utf8.as.ts';
import { isWord, NEWLINE, word } from './words.as.ts';

const V_ASSISTANT = word('assistant');
const V_PROGRESS = word('progress');
const V_AGENT_PROGRESS = word('agent_progress');
const V_SYNTHETIC = word('<synthetic>');

/** The word for the type of the line, once it was met. */
let kind: usize = 0;
let isAgentProgress = false;
let hasUsage = false;

/** Of the record that was read last: the number of its texts, and whether it is one of progress. */
export let recordTexts: usize = 0;
export let isProgress = false;

/** Reads a line; says whether it is a plain record, of which there is a row now unless no model made it. */
export function record(start: usize, line: i32, offset: f64): bool {
  const after = readWhole(start);
  if (after === 0 || load<u8>(blanks(after)) !== NEWLINE) return false;
  isProgress = kind === V_PROGRESS;
  if (isWord(V_SYNTHETIC, placeOf(MODEL), sizeOf(MODEL))) return !isProgress;
  if (!isSound()) return false;
  if (isProgress) store<u64>(spans + AGENT_ID * 8, load<u64>(spans + DATA_AGENT_ID * 8));
  else store<u64>(spans + PARENT_CALL * 8, 0);
  recordTexts = internTexts(isSide || isProgress);
  if (recordTexts === 0) return false;
  learn(start, after, isProgress, recordTexts);
  putRow(line, offset);
  return true;
}

/** Reads a line that is a record with the shape of one before, and returns its newline; 0 where it is none. */
export function recordAlike(start: usize, line: i32, offset: f64): usize {
  const after = readAlike(start);
  if (after === 0) return 0;
  const newline = blanks(after);
  if (load<u8>(newline) !== NEWLINE || !isSound()) return 0;
  isProgress = shapeIsProgress;
  recordTexts = shapeTexts;
  putRow(line, offset);
  return newline;
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
  const after = object(start, ofLine);
  return after !== 0 && isComplete() ? after : 0;
}

/** Whether all that makes a plain record was there, the id excepted. */
function isComplete(): bool {
  if (!hasUsage || atMs === 0 || sizeOf(MODEL) === 0) return false;
  return kind === V_PROGRESS ? isAgentProgress && !isMet(MET_MESSAGE) : kind === V_ASSISTANT;
}

/** Whether what was read can be told: it has an id, of which the same two numbers are made here as elsewhere. */
function isSound(): bool {
  return sizeOf(ID) !== 0 && isAscii(placeOf(ID), sizeOf(ID)) && settleWrites();
}

/** Writes that no split is given for lived five minutes; a split that does not add up has a note to be made. */
function settleWrites(): bool {
  const written = load<u32>(counts, WRITTEN * 4);
  const split = load<u32>(counts, WRITTEN_5M * 4) + load<u32>(counts, WRITTEN_1H * 4);
  if (written <= split) return true;
  if (split > 0) return false;
  store<u32>(counts, written, WRITTEN_5M * 4);
  return true;
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
    case Field.Cost:
      return isNull(p) ? p + 4 : 0;
    // A line of progress has its message in its data; where the type comes later, the slow reader sorts it out.
    case Field.Message:
      return kind === V_PROGRESS ? any(p) : part(p, MET_MESSAGE, ofMessage);
    case Field.Data:
      return kind === V_PROGRESS ? part(p, MET_DATA, ofData) : any(p);
    default:
      return unknown(p);
  }
}

function lineType(p: usize): usize {
  const end = once(MET_TYPE) ? plain(p) : 0;
  if (isText(V_ASSISTANT, p, end)) kind = V_ASSISTANT;
  else if (isText(V_PROGRESS, p, end)) kind = V_PROGRESS;
  else return 0;
  return end;
}

function ofData(p: usize): usize {
  switch (field()) {
    case Field.Type: {
      const end = once(MET_DATA_TYPE) ? plain(p) : 0;
      isAgentProgress = isText(V_AGENT_PROGRESS, p, end);
      return isAgentProgress ? end : 0;
    }
    case Field.AgentId:
      return text(p, DATA_AGENT_ID);
    case Field.Message:
      return part(p, MET_TOLD, ofTold);
    default:
      return unknown(p);
  }
}

function ofTold(p: usize): usize {
  return field() === Field.Message ? part(p, MET_TOLD_MESSAGE, ofMessage) : unknown(p);
}

function ofMessage(p: usize): usize {
  switch (field()) {
    case Field.Id:
      return text(p, ID);
    case Field.Model:
      return text(p, MODEL);
    case Field.Usage:
      hasUsage = true;
      return part(p, MET_USAGE, ofUsage);
    case Field.Content:
      return contents(p);
    case Field.Stop:
      return stop(p);
    default:
      return unknown(p);
  }
}

function ofUsage(p: usize): usize {
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
      return isNull(p) && once(MET_WRITTEN) ? p + 4 : part(p, MET_WRITTEN, ofWritten);
    case Field.Details:
      return isNull(p) && once(MET_DETAILS) ? p + 4 : part(p, MET_DETAILS, ofDetails);
    case Field.Server:
      return isNull(p) && once(MET_SERVER) ? p + 4 : part(p, MET_SERVER, ofServer);
    case Field.Iterations:
      return iterations(p);
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
