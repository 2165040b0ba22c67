/** One hostile text, and logs that have it in every field. */
import { asked, said } from './claude-lines.ts';

/** Colours, a title, marks of direction, no width, line ends of all kinds, and an escape that never ends. */
export const HOSTILE = [
  ...['a\x1b[31mb\x1b]0;title\x07c\u202ed\u2066e\u200bf\ufeffg\u2028h\x85i\x9b1mj'],
  ...['\nFORGED\rk\r\nFORGED\u2029l\x7fm\u{e0041}n\x08\x1b[2J=1;=2\t=3\x1b]never ends'],
].join('');
/** What a terminal would act on, or not show. */
export const HARMFUL =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\r(?!\n)/u;

/** JSON, and so YAML, that holds the text in escapes. */
export function escaped(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(
    /[^\x20-\x7e\n]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export const names = (name: string) => `${HOSTILE} ${name}`;

/** Two responses of a model on a day, and two lines that cannot be read. */
export function hostileTranscript(model: string, day: string): string {
  const line = {
    ...{ sessionId: names('session'), cwd: `/home/ada/${names('project')}`, gitBranch: names('branch') },
    ...{ version: names('version'), requestId: names('request'), uuid: names('uuid') },
    ...{ agentId: names('agent'), attributionAgent: names('type'), attributionSkill: names('skill') },
    ...{ agentName: names('agent name'), teamName: names('team'), entrypoint: names('client') },
  };
  const usage = {
    ...{ service_tier: names('tier'), speed: names('speed'), inference_geo: names('geo') },
  };
  const tools = ['Skill', 'Task', names('tool'), `mcp__${names('server')}__${names('tool')}`];
  const content = tools.map((name, i) => ({
    ...{ type: 'tool_use', id: names(`call ${i}`), name },
    input: { skill: names('skill'), subagent_type: names('type'), prompt: names('prompt') },
  }));
  return [
    asked(`<command-name>/${names('command')}</command-name>`, { ...line, timestamp: `${day}T09:00:00Z` }),
    said({ id: names(`message ${model}`), model, at: `${day}T10:00:00.000Z`, line, usage, content }),
    said({ id: names(`other ${model}`), model, at: `${day}T11:00:00.000Z`, line, stop: null }),
    `{"type":"assistant","message":{"usage":{"input_tokens":"${escaped(names('count')).slice(1, -1)}"}}}\n`,
    '{"type":"assistant","broken\n',
  ].join('');
}
