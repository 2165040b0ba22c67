/** Where extensions of VS Code and of editors that were made of it keep their data. */
import { isAbsolute, join } from 'node:path';
import type { Place } from '../core/source.ts';

const EDITORS = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf', 'Trae'];
const SERVERS = ['.vscode-server', '.cursor-server', '.windsurf-server'];

/** The directories that an extension may have. */
export function extensionDirs(place: Place, extension: string): readonly string[] {
  const { home } = place;
  return [
    ...EDITORS.map(editor => join(userData(place), editor, 'User')),
    ...SERVERS.map(server => join(home, server, 'data', 'User')),
  ].map(dir => join(dir, 'globalStorage', extension));
}

function userData({ home, env, platform }: Place): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  const stated = env.XDG_CONFIG_HOME;
  return stated && isAbsolute(stated) ? stated : join(home, '.config');
}
