/** Where Goose's data is looked for. */
import { expect, it } from 'vitest';
import type { Place } from '../../../src/core/source.ts';
import { goose } from '../../../src/sources/goose.ts';

function check(place: Partial<Place>, expected: readonly string[]): void {
  const roots = goose.roots({ home: '/home/me', env: {}, platform: 'linux', ...place });
  expect(roots.map(({ path }) => path)).toEqual(expected);
}

it('looks at the places of Linux', () => {
  check({}, [
    '/home/me/.local/share/goose/sessions',
    '/home/me/.local/share/Block/goose/sessions',
    '/home/me/.local/state/goose/logs/cli',
  ]);
});

it('looks into the library of a Mac as well', () => {
  check({ home: '/Users/me', platform: 'darwin' }, [
    '/Users/me/.local/share/goose/sessions',
    '/Users/me/Library/Application Support/goose/sessions',
    '/Users/me/.local/share/Block/goose/sessions',
    '/Users/me/.local/state/goose/logs/cli',
  ]);
});

it('looks at the places of Windows', () => {
  const expected = ['sessions', 'logs\\cli'].map(
    end => `C:\\Users\\me\\AppData\\Roaming\\Block\\goose\\data\\${end}`,
  );
  const place = { home: 'C:\\Users\\me', platform: 'win32' };
  check(place, expected);
  check({ ...place, env: { APPDATA: 'C:\\Users\\me\\AppData\\Roaming' } }, expected);
});

it('follows the XDG directories, where they are absolute', () => {
  check({ env: { XDG_DATA_HOME: '/data', XDG_STATE_HOME: 'state' } }, [
    '/data/goose/sessions',
    '/data/Block/goose/sessions',
    '/home/me/.local/state/goose/logs/cli',
  ]);
});

it('has GOOSE_PATH_ROOT in place of all of them', () => {
  const env = { GOOSE_PATH_ROOT: '/srv/goose', XDG_DATA_HOME: '/data' };
  check({ env }, ['/srv/goose/data/sessions', '/srv/goose/state/logs/cli']);
  check({ env, platform: 'darwin' }, ['/srv/goose/data/sessions', '/srv/goose/state/logs/cli']);
  check({ env: { GOOSE_PATH_ROOT: 'D:\\goose' }, platform: 'win32' }, [
    'D:\\goose\\data\\sessions',
    'D:\\goose\\state\\logs\\cli',
  ]);
  check({ env: { GOOSE_PATH_ROOT: 'relative', XDG_DATA_HOME: '/data', XDG_STATE_HOME: '/state' } }, [
    '/data/goose/sessions',
    '/data/Block/goose/sessions',
    '/state/goose/logs/cli',
  ]);
});
