/** Where extensions of VS Code and of editors that were made of it keep their data. */
import { isAbsolute, join, normalize, sep } from 'node:path';
import type { Place } from '../core/source.ts';

const EDITORS = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf', 'Trae'];
const SERVERS = ['.vscode-server', '.cursor-server', '.windsurf-server'];

/** The directories that an extension may have. */
export function extensionDirs(place: Place, extension: string): readonly string[] {
  const [data, home] = [userData(place), place.home].map(dir => normalize(dir).replace(/[\\/]$/, ''));
  const below = ['User', 'globalStorage', extension];
  // The parts are plain names: to join them by `join` would look at every letter of a hundred paths at each start.
  return [
    ...EDITORS.map(editor => [data, editor, ...below].join(sep)),
    ...SERVERS.map(server => [home, server, 'data', ...below].join(sep)),
  ];
}

function userData({ home, env, platform }: Place): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  const stated = env.XDG_CONFIG_HOME;
  return stated && isAbsolute(stated) ? stated : join(home, '.config');
}
