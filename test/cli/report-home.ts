/**
 * A small home with a bit of everything that reports tell apart: projects and a worktree, days on both sides of
 * midnight, a subagent, a skill, a command, tools, branches, a model without a price, a response without its final
 * line, a fast one, and Goose beside Claude Code.
 */
import { asked, said, type Told } from '../support/claude-lines.ts';
import type { Files } from '../support/home.ts';

const tool = (name: string, input = {}) => ({ type: 'tool_use', id: `toolu_${name}`, name, input });

/** At a time of July 2026. */
function at(when: string, told: Told): string {
  return said({ ...told, at: `2026-07-${when}:00.000Z` });
}

const LOOM = '.claude/projects/-home-ada-loom';
const SHUTTLE = '.claude/projects/-home-ada-shuttle';

const loom: Told['line'] = { gitBranch: 'main' };
const worktree: Told['line'] = {
  sessionId: 's2-77',
  cwd: '/home/ada/loom/.claude/worktrees/knot',
  gitBranch: '=knot',
};
const shuttle: Told['line'] = { sessionId: 's3-99', cwd: '/home/ada/shuttle', gitBranch: 'main' };
const helper: Told['line'] = { ...loom, isSidechain: true, agentId: 'a1', attributionAgent: 'Explore' };

export const REPORT_HOME: Files = {
  [`${LOOM}/s1.jsonl`]: [
    at('01T09:10', { id: 'm1', input: 1000, output: 1, stop: null, line: loom }),
    at('01T09:10', {
      ...{ id: 'm1', input: 1000, output: 500, read: 4000, written: 200, line: loom },
      content: [tool('Read'), tool('Bash')],
    }),
    asked('<command-name>/weave</command-name>', { timestamp: '2026-07-01T11:00:00.000Z' }),
    at('01T11:05', { id: 'm2', input: 300, output: 201, line: loom, content: [tool('Bash')] }),
    at('01T23:45', {
      ...{ id: 'm3', input: 10, output: 20, line: loom },
      usage: { cache_creation_input_tokens: 600, cache_creation: { ephemeral_1h_input_tokens: 600 } },
    }),
  ].join(''),
  [`${LOOM}/s1/subagents/agent-a1.jsonl`]: at('01T11:06', {
    ...{ id: 'm4', model: 'claude-haiku-4-5-20251001', input: 5000, output: 70, line: helper },
    content: [tool('Grep')],
  }),
  '.claude/projects/-home-ada-loom--claude-worktrees-knot/s2-77.jsonl': [
    at('02T08:00', { id: 'm5', input: 40, output: 3, stop: null, line: worktree }),
    at('02T08:30', { id: 'm6', input: 50, output: 60, line: worktree, usage: { speed: 'fast' } }),
  ].join(''),
  [`${SHUTTLE}/s3-99.jsonl`]: [
    at('14T12:00', {
      ...{ id: 'm7', model: 'claude-sonnet-4-5-20250929', input: 700, output: 90, line: shuttle },
      content: [tool('Skill', { skill: 'pdf' })],
    }),
    at('14T12:01', { id: 'm8', model: 'claude-sonnet-4-5-20250929', input: 80, output: 9, line: shuttle }),
    asked('Go on.', { timestamp: '2026-07-15T09:59:00.000Z' }),
    at('15T10:00', { id: 'm9', model: 'acme-coder-9', input: 600, output: 100, line: shuttle }),
    at('15T10:30', { id: 'm10', input: 2000, output: 400, read: 8000, line: shuttle }),
  ].join(''),
  '.local/share/goose/sessions/20260714_180000.jsonl': [
    '{"working_dir":"/home/ada/spindle","accumulated_total_tokens":1100,"accumulated_input_tokens":1000,"accumulated_output_tokens":100}',
    '{"id":null,"role":"user","created":1784052000,"content":[]}',
    '{"id":null,"role":"assistant","created":1784052060,"content":[]}',
    '',
  ].join('\n'),
};
