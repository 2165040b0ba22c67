/**
 * A home with a bit of everything, in the weeks before `NOW_MS`: six models in three projects, one model that nobody
 * knows a price of, a response without its final line, a broken line. For what is to be seen on a screen.
 */
import { said } from './claude-lines.ts';
import { DAY, NOW_MS } from './clock.ts';
import type { Files } from './home.ts';

const MODELS = [
  ['claude-opus-4-6', 4],
  ['claude-sonnet-4-6', 3],
  ['claude-haiku-4-5-20251001', 2],
  ['claude-opus-4-5', 2],
  ['claude-sonnet-4-5', 1],
  ['claude-sonnet-4', 1],
] as const;
const PROJECTS = ['/home/ada/loom', '/home/ada/engine', '/home/ada/notes'] as const;

/** How many responses `busyFiles` holds, the duplicates folded. */
export const BUSY_DAYS = 40;

export function busyFiles(): Files {
  const files: Record<string, string> = {};
  for (let back = 0; back < BUSY_DAYS; back++) {
    for (const [m, [model, weight]] of MODELS.entries()) {
      const wave = (back * (m + 3)) % 7;
      if (wave > weight + 1) continue;
      const project = PROJECTS[(back + m) % PROJECTS.length]!;
      const at = new Date(NOW_MS - back * DAY - (m + 1) * 600_000).toISOString();
      const id = `msg_${back}_${m}`;
      const told = { id, model, at, input: 100 * weight, read: 60_000 * weight, written: 4000 * weight };
      const where = { line: { sessionId: `session-${back}-${m}`, cwd: project } };
      const lines =
        said({ ...told, ...where, output: 3, stop: null }) +
        said({ ...told, ...where, output: 900 * weight });
      files[`.claude/projects/${project.replaceAll('/', '-')}/session-${back}-${m}.jsonl`] = lines;
    }
  }
  return files;
}

/** The same with everything that makes a total say "at least". */
export function troubledFiles(): Files {
  const at = new Date(NOW_MS - 60_000).toISOString();
  return {
    ...busyFiles(),
    '.claude/projects/-home-ada-loom/odd.jsonl':
      said({ id: 'msg_odd', model: 'acme-coder-9', at, input: 5_000_000, output: 20_000 }) +
      said({ id: 'msg_open', model: 'claude-opus-4-6', at, output: 1, stop: null }) +
      '{"type":"assistant","message":{"usage":\n' +
      said({ id: 'msg_bad', at, output: -5 }),
  };
}
