/**
 * Keeps the number of chunks small. esbuild puts modules into one chunk when the same entry points reach them; each
 * `import()` is an entry point, so a program with twenty of them falls apart into dozens of files, and Node takes a third
 * of a millisecond for each. Here every part that is imported later also imports all that `main.ts` does, which is loaded
 * by then anyway: so all of that is one chunk, however many parts there are. A part has no default export: `export *` leaves
 * it out.
 */
import { dirname } from 'node:path';

/** `main` is the path of the entry point. */
export const parts = main => ({
  name: 'parts',
  setup(build) {
    build.onResolve({ filter: /./ }, async ({ path, kind, pluginData, ...from }) => {
      if (kind !== 'dynamic-import' || pluginData === parts) return undefined;
      const resolved = await build.resolve(path, { ...from, kind, pluginData: parts });
      return resolved.external || resolved.errors.length > 0
        ? resolved
        : { path: resolved.path, namespace: 'part' };
    });
    build.onLoad({ filter: /./, namespace: 'part' }, ({ path }) => ({
      contents: `import ${JSON.stringify(main)}; export * from ${JSON.stringify(path)};`,
      resolveDir: dirname(path),
    }));
  },
});
