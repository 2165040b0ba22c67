/** Files of packages that a file of ours replaces in the bundle; each of them says why and names the upstream issue. */
import { join } from 'node:path';

export const replacements = src => ({
  name: 'replacements',
  setup(build) {
    build.onResolve({ filter: /^string-width$/ }, ({ resolveDir }) =>
      isPackage(resolveDir) ? { path: join(src, 'tui', 'ink-width.ts') } : undefined,
    );
    build.onResolve({ filter: /^\.\/output\.js$/ }, ({ resolveDir }) =>
      INK.test(resolveDir) ? { path: join(src, 'tui', 'ink-output.ts') } : undefined,
    );
  },
});

const INK = /[\\/]node_modules[\\/]ink[\\/]build$/;

const isPackage = dir => /[\\/]node_modules[\\/]/.test(dir);
