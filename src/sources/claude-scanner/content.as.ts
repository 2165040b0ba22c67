/** What a response says: of interest are the names of the tools it calls, and which skill, command or agent it starts. */
import { BRACE, BRACKET, begins, constant, put, QUOTE, sizeOfConstant } from './bytes.as.ts';
import { beginExtract, extractSize, write, writeBytes } from './extract.as.ts';
import { Field } from './fields.as.ts';
import { any, array, field, isText, object, plain, unknown } from './json.as.ts';
import { ID, isPresent, once, placeOf, SEEN_CONTENT, sizeOf, uuidAt, uuidSize } from './line.as.ts';
import { noteWhole, Slot, slotCount } from './slots.as.ts';

const C_TOOL_USE = constant('tool_use');
const C_SKILL = constant('Skill');
const C_SLASH = constant('SlashCommand');

const J_CALLS = constant('{"type":"assistant","message":{"content":[');
const J_COMMA = constant(',');
const J_CALL = constant('{"type":"tool_use"');
const J_CALL_ID = constant(',"id":');
const J_NAME = constant(',"name":');
const J_INPUT = constant(',"input":{"x":0');
const J_SUBAGENT = constant(',"subagent_type":');
const J_SKILL = constant(',"skill":');
const J_COMMAND = constant(',"command":');
const J_END_CALL = constant('}}');
const J_MESSAGE_ID = constant('],"id":"');
const J_END_ID = constant('"');
const J_END_CALLS = constant(']');
const J_UUID = constant('},"uuid":');
const J_NO_UUID = constant('}');
const J_END = constant('}');

/** String values of a block that matter where it starts something: place and size with quotes, two words each. */
enum Value {
  Id,
  Name,
  Subagent,
  Skill,
  Command,
  Count,
}
const values: usize = heap.alloc(<usize>Value.Count * 8);

let hasType: bool = false;
let hasInput: bool = false;
/** The type is `tool_use`, or one that ends so: then it counts as a tool. */
let isToolUse: bool = false;
let isTool: bool = false;
/** Whether the tool's name is that of skills or that of slash commands. */
let isStarter: bool = false;

/** The tools of the record: each its size, then its name. */
export const TOOLS_ROOM: u32 = 2048;
export const toolNames: usize = heap.alloc(TOOLS_ROOM + 32);
export let toolsSize: u32 = 0;

/** Forgets the line before. */
export function beginContent(): void {
  toolsSize = 0;
  beginExtract();
}

/** Reads the content of a message block by block. */
export function contents(p: usize): usize {
  if (!once(SEEN_CONTENT)) return 0;
  const before = slotCount;
  const end = load<u8>(p) === BRACKET ? array(p, block) : any(p);
  return noteWhole(before, Slot.Content, p, end);
}

function block(p: usize): usize {
  if (load<u8>(p) !== BRACE) return any(p);
  hasType = false;
  hasInput = false;
  isToolUse = false;
  isTool = false;
  isStarter = false;
  for (let at = values; at < values + <usize>Value.Count * 8; at += 8) store<u64>(at, 0);
  p = object(p, ofBlock);
  if (p === 0) return 0;
  const nameSize = sizeOfValue(Value.Name);
  if (isTool && nameSize > 2) {
    if (toolsSize + nameSize > TOOLS_ROOM) return 0;
    toolsSize = put(toolNames, toolsSize, placeOfValue(Value.Name) + 1, nameSize - 2);
  }
  if (isToolUse && (isStarter || sizeOfValue(Value.Subagent) > 0)) writeCall();
  return p;
}

function ofBlock(p: usize): usize {
  switch (field()) {
    case Field.Type: {
      if (hasType) return 0;
      hasType = true;
      if (load<u8>(p) !== QUOTE) return any(p);
      const end = plain(p);
      const size = sizeOfConstant(C_TOOL_USE);
      isTool = end > p + 1 + size && begins(end - 1 - size, C_TOOL_USE);
      isToolUse = isText(C_TOOL_USE, p, end);
      return end;
    }
    case Field.Id:
      return value(p, Value.Id, any(p));
    case Field.Name: {
      if (load<u8>(p) !== QUOTE) return value(p, Value.Name, any(p));
      const end = plain(p);
      isStarter = isText(C_SKILL, p, end) || isText(C_SLASH, p, end);
      return value(p, Value.Name, end);
    }
    case Field.Input: {
      if (hasInput) return 0;
      hasInput = true;
      return load<u8>(p) === BRACE ? object(p, ofInput) : any(p);
    }
    default:
      return unknown(p);
  }
}

function ofInput(p: usize): usize {
  switch (field()) {
    case Field.Subagent:
      return value(p, Value.Subagent, any(p));
    case Field.SkillName:
      return value(p, Value.Skill, any(p));
    case Field.CommandText:
      return value(p, Value.Command, any(p));
    default:
      return unknown(p);
  }
}

/** Notes a value, unless it is no string; 0 where the field was met before, since JSON.parse takes the last one. */
function value(p: usize, which: Value, end: usize): usize {
  const at = values + <usize>which * 8;
  if (load<u32>(at) !== 0) return 0;
  store<u32>(at, <u32>p);
  if (load<u8>(p) === QUOTE) store<u32>(at, <u32>(end - p), 4);
  return end;
}

function placeOfValue(which: Value): usize {
  return <usize>load<u32>(values + <usize>which * 8);
}

function sizeOfValue(which: Value): u32 {
  return load<u32>(values + <usize>which * 8, 4);
}

function writeCall(): void {
  write(extractSize === 0 ? J_CALLS : J_COMMA);
  write(J_CALL);
  writeMember(J_CALL_ID, Value.Id);
  writeMember(J_NAME, Value.Name);
  write(J_INPUT);
  writeMember(J_SUBAGENT, Value.Subagent);
  if (isStarter) {
    writeMember(J_SKILL, Value.Skill);
    writeMember(J_COMMAND, Value.Command);
  }
  write(J_END_CALL);
}

function writeMember(key: usize, which: Value): void {
  const size = sizeOfValue(which);
  if (size === 0) return;
  write(key);
  writeBytes(placeOfValue(which), size);
}

/** Closes the list of calls, if there is any, with the ids of the message and of the line. */
export function endCalls(): void {
  if (extractSize === 0) return;
  if (isPresent(ID)) {
    write(J_MESSAGE_ID);
    writeBytes(placeOf(ID), sizeOf(ID));
    write(J_END_ID);
  } else write(J_END_CALLS);
  if (uuidSize > 0) {
    write(J_UUID);
    writeBytes(uuidAt, uuidSize);
  } else write(J_NO_UUID);
  write(J_END);
}
