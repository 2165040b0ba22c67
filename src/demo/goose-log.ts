/** A made-up log of Goose's command line, in the format of 2025. */
import type { Dice } from './dice.ts';
import type { DemoModel } from './names.ts';

export interface GooseTalk {
  readonly model: DemoModel;
  readonly dir: string;
  readonly startMs: number;
  /** Nothing is written from here on. */
  readonly endMs: number;
  /** The moment that a line states for a moment of the script. */
  stamp(atMs: number): number;
}

/** The lines of the log, and the name of its file, which is made of the time of its first line in UTC. */
export function gooseLog(
  roll: Dice,
  talk: GooseTalk,
): { readonly name: string; readonly lines: readonly string[] } {
  const { model, dir, startMs, endMs, stamp } = talk;
  const lines: string[] = [];
  let atMs = startMs;
  let prompt = roll.whole(3000, 9000);
  const calls = roll.whole(6, 22);
  for (let call = 0; call < calls && atMs < endMs; call++) {
    const completion = roll.whole(50, model.output * 2);
    const cached = call === 0 ? 0 : Math.floor(prompt * 0.8);
    prompt += roll.whole(300, 4000);
    const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
    const output = { model: model.id, usage: { ...usage, prompt_tokens_details: { cached_tokens: cached } } };
    const fields = {
      model_config: JSON.stringify({ model_name: model.id }),
      input: JSON.stringify({ messages: [{ role: 'system', content: `Current directory: ${dir}` }] }),
      output: JSON.stringify(output),
      input_tokens: String(prompt),
      output_tokens: String(completion),
      total_tokens: String(prompt + completion),
    };
    const timestamp = timeText(stamp(atMs));
    lines.push(JSON.stringify({ timestamp, level: 'DEBUG', fields, target: 'goose::providers::utils' }));
    atMs += roll.between(8, 120) * 1000;
  }
  const start = timeText(stamp(startMs)).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
  return { name: `${start.slice(0, 4)}-${start.slice(4, 6)}-${start.slice(6, 8)}/${start}.log`, lines };
}

function timeText(atMs: number): string {
  return new Date(Math.floor(atMs)).toISOString();
}
