/** A source for tests: its line in the registry follows from its id. */
import type { Source } from '../../src/core/source.ts';

export function sourceOf(id: string, roots: Source['roots'] = () => []): Source {
  const line = { id, title: id, key: id, variable: `${id.toUpperCase()}_DIR`, usualDir: `~/.${id}` };
  return { ...line, hint: '', agent: 'subagent', exact: 'all', limits: 'nothing', roots };
}
