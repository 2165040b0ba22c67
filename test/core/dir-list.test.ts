/** Lists of directories as one text. */
import { expect, test } from 'vitest';
import { dirsIn } from '../../src/core/dir-list.ts';

test.each<[list: string | undefined, dirs: readonly string[]]>([
  [undefined, []],
  ['', []],
  [' , ,', []],
  ['/a', ['/a']],
  ['/a,/b', ['/a', '/b']],
  [' /a , /b c ', ['/a', '/b c']],
  ['/x/old-{mac,pc}', ['/x/old-{mac,pc}']],
  ['/x/{a,b}/c,/y', ['/x/{a,b}/c', '/y']],
  ['/x/{,/y', ['/x/{', '/y']],
  ['/x/},/y', ['/x/}', '/y']],
])('%j', (list, dirs) => expect(dirsIn(list)).toEqual(dirs));
