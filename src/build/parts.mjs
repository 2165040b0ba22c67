/**
 * Keeps the number of chunks small. esbuild puts modules into one chunk when the same entry points reach them; each
 * `import()` is an entry point, so a program with forty of them falls apart into a hundred files, and Node takes a third
 * of a millisecond for each. Here every part that is imported later also imports what is loaded by then anyway: all of
 * `main.ts`, and what LOADED_BEFORE names. So what parts have in common is in a few chunks, however many parts there are.
 * A part has no default export: `export *` leaves it out.
 */
import { dirname, join, relative } from 'node:path';

/** By the beginning of an importer's path below src/: modules that are loaded when it imports a part. */
const LOADED_BEFORE = [
  ['tui/screens/', ['app/dashboard.ts', 'tui/levels/index.ts']],
  ['tui/', ['app/dashboard.ts']],
  ['cli/', ['app/commands.ts']],
  ['app/commands.ts', ['app/commands.ts']],
  ['app/ledger.ts', ['app/commands.ts']],
];

/** `src` is the directory of the sources, with `main.ts` in it. */
export const parts = src => ({
  name: 'parts',
  setup(build) {
    build.onResolve({ filter: /./ }, async ({ path, kind, pluginData, ...from }) => {
      if (kind !== 'dynamic-import' || pluginData === parts) return undefined;
      const resolved = await build.resolve(path, { ...from, kind, pluginData: parts });
      if (resolved.external || resolved.errors.length > 0) return resolved;
      return {
        path: resolved.path,
        namespace: 'part',
        pluginData: { importer: relative(src, from.importer) },
      };
    });
    build.onLoad({ filter: /./, namespace: 'part' }, ({ path, pluginData: { importer } }) => {
      const [, before = []] = LOADED_BEFORE.find(([start]) => importer.startsWith(start)) ?? [];
      const imports = ['main.ts', ...before].map(module => `import ${JSON.stringify(join(src, module))};`);
      return {
        contents: `${imports.join('')} export * from ${JSON.stringify(path)};`,
        resolveDir: dirname(path),
      };
    });
  },
});
