/** What a response says: only the names of the tools that it calls are of interest. */
import { Field } from './fields.as.ts';
import { Hole, holeCount, wholeHole } from './holes.as.ts';
import { any, array, field, isText, object, plain, unknown } from './json.as.ts';
import { MET_CONTENT, once } from './line.as.ts';
import { BRACE, BRACKET, begins, put, QUOTE, word } from './words.as.ts';

const V_TOOL_USE = word('tool_use');
const V_SKILL = word('Skill');
const V_SLASH = word('SlashCommand');

let blockType: bool = false;
let blockIsTool: bool = false;
let blockName: bool = false;
let nameAt: usize = 0;
let nameSize: u32 = 0;
/** The tools of the record: each its size, then its name. */
export const TOOLS_ROOM: u32 = 2048;
export const toolNames: usize = heap.alloc(TOOLS_ROOM + 32);
export let toolsSize: u32 = 0;

/** Reads what a response says, block by block. */
export function contents(p: usize): usize {
  if (!once(MET_CONTENT)) return 0;
  const noted = holeCount;
  const end = load<u8>(p) === BRACKET ? array(p, content) : any(p);
  return wholeHole(noted, Hole.Content, p, end);
}

function content(p: usize): usize {
  if (load<u8>(p) !== BRACE) return any(p);
  blockType = false;
  blockIsTool = false;
  blockName = false;
  nameSize = 0;
  p = object(p, ofBlock);
  if (p === 0 || !blockIsTool || nameSize === 0) return p;
  if (toolsSize + nameSize + 2 > TOOLS_ROOM) return 0;
  toolsSize = put(toolNames, toolsSize, nameAt, nameSize);
  return p;
}

function ofBlock(p: usize): usize {
  switch (field()) {
    case Field.Type: {
      if (blockType) return 0;
      blockType = true;
      if (load<u8>(p) !== QUOTE) return any(p);
      const end = plain(p);
      const size = load<u32>(V_TOOL_USE);
      blockIsTool = end > p + 1 + size && begins(end - 1 - size, V_TOOL_USE);
      return end;
    }
    case Field.Name: {
      if (blockName) return 0;
      blockName = true;
      if (load<u8>(p) !== QUOTE) return any(p);
      const end = plain(p);
      // These change what later responses are attributed to.
      if (end === 0 || isText(V_SKILL, p, end) || isText(V_SLASH, p, end)) return 0;
      nameAt = p + 1;
      nameSize = <u32>(end - p - 2);
      return end;
    }
    case Field.Input:
      return load<u8>(p) === BRACE ? object(p, ofInput) : any(p);
    default:
      return unknown(p);
  }
}

function ofInput(p: usize): usize {
  return field() === Field.Subagent ? 0 : unknown(p);
}

/** Before a line. */
export function beginContent(): void {
  toolsSize = 0;
}
