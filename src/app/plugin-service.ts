/** Begins and checks plug-ins, for `token-dash source`. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PluginService } from '../cli/context.ts';
import type { Place } from '../core/source.ts';
import { addFiles } from '../os/temp-dir.ts';
import { templateFiles } from '../plugins/template.ts';

export function pluginService(place: Place, configDir: string): PluginService {
  const dir = join(configDir, 'sources');
  return {
    create(name) {
      if (existsSync(join(dir, `${name}.mjs`)))
        throw new Error(`${join(dir, `${name}.mjs`)} is there already`);
      const contract = readFileSync(new URL('./source.d.ts', import.meta.url), 'utf8');
      const files = templateFiles(name, contract).filter(
        // The types may be there for another plug-in.
        ({ path }) => !existsSync(join(dir, path)),
      );
      addFiles(dir, files);
      return files.map(({ path }) => join(dir, path));
    },
    async check(name) {
      const { checkPlugin } = await import('./plugin-check.ts');
      const isPath = /[\\/]|\.m?js$/.test(name) && !name.startsWith('~');
      return checkPlugin(isPath ? resolve(name) : name, {
        place,
        configDir,
        thread: new URL('./plugin-thread.js', import.meta.url),
      });
    },
  };
}
