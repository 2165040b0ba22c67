/** A made-up transcript of Claude Code: prompts, and responses whose context grows with every call. */
import type { Dice } from './dice.ts';
import { COMMANDS, type DemoModel, SENTENCES, SKILLS, TOOLS } from './names.ts';

export interface Talk {
  /** What every line states: session, directory, branch, version. */
  readonly base: Readonly<Record<string, unknown>>;
  readonly model: DemoModel;
  /** The model of the second half, where the developer changes it. */
  readonly then?: DemoModel;
  readonly startMs: number;
  /** Nothing is written from here on. */
  readonly endMs: number;
  readonly calls: number;
  readonly isSidechain: boolean;
  readonly command?: string;
  /** The type of the subagent that the session calls in its third response. */
  readonly agent?: string;
  /** The moment that a line states for a moment of the script. */
  stamp(atMs: number): number;
}

/** The lines of a transcript; every response is there twice, as Claude Code writes it. */
export function transcript(roll: Dice, talk: Talk): readonly string[] {
  const lines: string[] = [];
  let atMs = talk.startMs;
  let context = roll.whole(14_000, 24_000);
  const write = (line: Readonly<Record<string, unknown>>) => {
    const beside = {
      uuid: roll.uuid(),
      timestamp: new Date(Math.floor(talk.stamp(atMs))).toISOString(),
      isSidechain: talk.isSidechain,
    };
    lines.push(JSON.stringify({ ...talk.base, ...beside, ...line }));
  };
  let skill: string | undefined;
  for (let call = 0; call < talk.calls && atMs < talk.endMs; call++) {
    if (call === 0 || (!talk.isSidechain && roll.chance(0.14))) {
      const command = call === 0 ? talk.command : roll.chance(0.25) ? roll.pick(COMMANDS) : undefined;
      const content = command ? `<command-name>${command}</command-name>` : 'Please go on.';
      write({ type: 'user', message: { role: 'user', content } });
      skill = !talk.isSidechain && roll.chance(0.16) ? roll.pick(SKILLS) : undefined;
      atMs += roll.between(2, 9) * 1000;
    }
    const written = call === 0 ? context : roll.whole(400, 6500);
    const model = talk.then && call > talk.calls / 2 ? talk.then : talk.model;
    const output = roll.whole(60, model.output * 2);
    const usage = {
      input_tokens: roll.whole(2, 40),
      cache_creation_input_tokens: written,
      cache_read_input_tokens: call === 0 ? 0 : context,
      cache_creation: talk.isSidechain
        ? { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 }
        : { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: written },
      output_tokens: output,
      service_tier: 'standard',
    };
    if (call > 0) context += written;
    const tool = toolCall(roll, skill, call === 2 ? talk.agent : undefined);
    skill = undefined;
    const message = { id: `msg_${roll.hex(24)}`, role: 'assistant', model: model.id };
    const requestId = `req_${roll.hex(24)}`;
    const said = { type: 'text', text: roll.pick(SENTENCES) };
    for (const [content, stop] of [
      [[said], null],
      [[tool], 'tool_use'],
    ] as const) {
      const counted = { ...usage, output_tokens: stop === null ? 3 : output };
      write({
        type: 'assistant',
        requestId,
        message: { ...message, content, stop_reason: stop, usage: counted },
      });
      atMs += roll.between(1, 6) * 1000;
    }
    atMs += roll.between(5, 140) * 1000;
  }
  return lines;
}

function toolCall(roll: Dice, skill: string | undefined, agent: string | undefined): unknown {
  const id = `toolu_${roll.hex(12)}`;
  const { name } = roll.pick(TOOLS);
  if (agent !== undefined) return { type: 'tool_use', id, name: 'Task', input: { subagent_type: agent } };
  return skill === undefined
    ? { type: 'tool_use', id, name, input: {} }
    : { type: 'tool_use', id, name: 'Skill', input: { skill } };
}
