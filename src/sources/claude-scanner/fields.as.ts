/** The fields of a transcript that are read, each with a number: one list, and their names below it. */
import { bytesOfConstant, HASH_FACTOR, isConstant, writeConstant } from './bytes.as.ts';

const FIELD_SLOTS: u32 = 256;
const FIELD_NAME: usize = 64;
const fieldSlots: usize = heap.alloc(FIELD_SLOTS);
const fieldNames: usize = heap.alloc(64 * FIELD_NAME);
memory.fill(fieldSlots, 0, FIELD_SLOTS);

export enum Field {
  None,
  Type,
  Timestamp,
  Session,
  SessionToo,
  Cwd,
  Branch,
  AgentId,
  Agent,
  Skill,
  Client,
  Side,
  Cost,
  ParentCall,
  Message,
  Data,
  Id,
  Model,
  Stop,
  Content,
  Usage,
  InputTokens,
  OutputTokens,
  ReadTokens,
  WrittenTokens,
  Written,
  Written5m,
  Written1h,
  Details,
  Thinking,
  Server,
  Searches,
  Speed,
  Tier,
  Geo,
  Iterations,
  Name,
  Input,
  Subagent,
  Meta,
  Summary,
  Result,
  Command,
  AgentType,
  SkillName,
  CommandText,
  CallId,
  Teammate,
  Team,
  Unmetered,
  Paused,
  InputDetails,
  Request,
  Uuid,
  SessionKind,
  Forked,
  TurnOrigin,
  PromptSource,
  SearchCount,
}

name(Field.Type, 'type');
name(Field.Timestamp, 'timestamp');
name(Field.Session, 'sessionId');
name(Field.SessionToo, 'session_id');
name(Field.Cwd, 'cwd');
name(Field.Branch, 'gitBranch');
name(Field.AgentId, 'agentId');
name(Field.Agent, 'attributionAgent');
name(Field.Skill, 'attributionSkill');
name(Field.Client, 'entrypoint');
name(Field.Side, 'isSidechain');
name(Field.Cost, 'costUSD');
name(Field.ParentCall, 'parentToolUseID');
name(Field.Message, 'message');
name(Field.Data, 'data');
name(Field.Id, 'id');
name(Field.Model, 'model');
name(Field.Stop, 'stop_reason');
name(Field.Content, 'content');
name(Field.Usage, 'usage');
name(Field.InputTokens, 'input_tokens');
name(Field.OutputTokens, 'output_tokens');
name(Field.ReadTokens, 'cache_read_input_tokens');
name(Field.WrittenTokens, 'cache_creation_input_tokens');
name(Field.Written, 'cache_creation');
name(Field.Written5m, 'ephemeral_5m_input_tokens');
name(Field.Written1h, 'ephemeral_1h_input_tokens');
name(Field.Details, 'output_tokens_details');
name(Field.Thinking, 'thinking_tokens');
name(Field.Server, 'server_tool_use');
name(Field.Searches, 'web_search_requests');
name(Field.Speed, 'speed');
name(Field.Tier, 'service_tier');
name(Field.Geo, 'inference_geo');
name(Field.Iterations, 'iterations');
name(Field.Name, 'name');
name(Field.Input, 'input');
name(Field.Subagent, 'subagent_type');
name(Field.Meta, 'isMeta');
name(Field.Summary, 'isCompactSummary');
name(Field.Result, 'toolUseResult');
name(Field.Command, 'commandName');
name(Field.AgentType, 'agentType');
name(Field.SkillName, 'skill');
name(Field.CommandText, 'command');
name(Field.CallId, 'tool_use_id');
name(Field.Teammate, 'agentName');
name(Field.Team, 'teamName');
name(Field.Unmetered, 'isUnmetered');
name(Field.Paused, 'pausedResponses');
name(Field.InputDetails, 'input_tokens_details');
name(Field.Request, 'requestId');
name(Field.Uuid, 'uuid');
name(Field.SessionKind, 'sessionKind');
name(Field.Forked, 'forkedFrom');
name(Field.TurnOrigin, 'turnOrigin');
name(Field.PromptSource, 'promptSource');
name(Field.SearchCount, 'searchCount');

function name(field: Field, text: string): void {
  const at = fieldNames + <usize>field * FIELD_NAME;
  writeConstant(at, text);
  let slot = slotOf(bytesOfConstant(at), text.length);
  while (load<u8>(fieldSlots + slot) !== 0) slot = (slot + 1) % FIELD_SLOTS;
  store<u8>(fieldSlots + slot, field);
}

function slotOf(at: usize, size: u32): u32 {
  const first = load<u64>(at) & (size < 8 ? ((<u64>1) << (<u64>size * 8)) - 1 : u64.MAX_VALUE);
  return <u32>(((first ^ size) * HASH_FACTOR) >> 56);
}

/** The number of the field with this name; None for a field that is not read. */
export function fieldOf(at: usize, size: u32): Field {
  let slot = slotOf(at, size);
  while (true) {
    const found = load<u8>(fieldSlots + slot);
    if (found === 0) return Field.None;
    const known = fieldNames + <usize>found * FIELD_NAME;
    if (isConstant(known, at, size)) return found;
    slot = (slot + 1) % FIELD_SLOTS;
  }
}
