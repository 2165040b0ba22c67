/** Sessions that a tool started for another session: Goose gives each subagent a session of its own. */
import { type Attribution, sessionName } from '../core/usage.ts';

/** A session, as far as its name goes. */
export type SessionId = Pick<Attribution, 'source' | 'session' | 'store'>;

export class SessionTrees {
  private readonly parents = new Map<string, SessionId>();

  constructor(attributions: Iterable<Attribution>) {
    for (const { source, session, store, parentSession } of attributions) {
      if (parentSession === undefined || parentSession === session) continue;
      this.parents.set(sessionName({ source, session, store }), { source, session: parentSession, store });
    }
  }

  /** The session at the top, to which all that was started for it belongs; itself where nothing started it. */
  rootOf({ source, session, store }: SessionId): SessionId {
    const seen = new Set<string>();
    let root: SessionId = { source, session, store };
    for (;;) {
      const name = sessionName(root);
      const parent = this.parents.get(name);
      if (!parent || seen.has(name)) return root;
      seen.add(name);
      root = parent;
    }
  }
}
