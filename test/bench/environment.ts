/**
 * The environment that contestants run in. Two variables change what every Node takes to start: certificates that
 * NODE_EXTRA_CA_CERTS names are read and parsed before the first line runs, which can take twice as long as all the
 * rest of a bare `node -e 0`, and NODE_OPTIONS may hold anything. Since a bare Node is the yardstick of most bounds,
 * ratios with and without them are different ratios, and both can be asked for.
 */
const SLOWING = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'] as const;

/** They would lead readers to the user's own logs instead of the trees. */
const LEADING = ['CLAUDE_CONFIG_DIR', 'CLAUDE_CONFIG_DIRS', 'GOOSE_PATH_ROOT', 'XDG_DATA_HOME'] as const;

export const AS_IT_IS = 'In the environment as it is';
export const CLEAN = `Without ${SLOWING.join(' and ')}`;

export function leaveLogsBehind(): void {
  for (const name of LEADING) delete process.env[name];
}

/** Removes them for all runs from here on. */
export function clean(): void {
  for (const name of SLOWING) delete process.env[name];
}

/** Those of the slowing variables that are set. */
export function slowing(): readonly string[] {
  return SLOWING.filter(name => process.env[name]);
}
