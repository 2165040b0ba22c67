/** What the engine is told: in a process of its own, since nobody can take it back. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';

/** What a program prints that has `stayOpen`. */
function printed(program: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: `import { stayOpen } from './os/v8-flags.ts';\n${program}`, resolveDir: join('src') },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
  });
  return execFileSync(process.execPath, ['-'], { input: outputFiles[0]!.text, encoding: 'utf8' });
}

test('a run that stays open tidies up when it is asked to', () => {
  const program = `
    const tidy = stayOpen();
    const held = new WeakRef({ a: 'look' });
    setImmediate(() => {
      const before = held.deref() !== undefined;
      setImmediate(() => {
        tidy();
        console.log(before, held.deref() !== undefined, typeof globalThis.gc);
      });
    });`;
  expect(printed(program)).toBe('true false undefined\n');
});
