/** The user's own price table on disk. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPrices } from '../../src/app/prices.ts';
import { tableText } from '../../src/prices/index.ts';
import { home } from '../support/home.ts';

const options = {
  mode: 'list',
  overrides: { aliases: {}, models: {} },
  overridesIn: { file: 'config' },
} as const;

const tableOf = (name: string) => ({ name, built: '2026-12-01', vendors: [] });

test('a table that is taken is private, and keeps the one before it as .old', async () => {
  const dir = home().at('config');
  const { list } = await openPrices(options, dir);
  const save = (name: string) => list.save({ table: tableOf(name), changes: [], objections: [] });
  const file = await save('first');
  expect(file).toBe(join(dir, 'prices.json'));
  expect(() => statSync(`${file}.old`)).toThrow('ENOENT');
  await save('second');
  expect(readFileSync(file, 'utf8')).toBe(tableText(tableOf('second')));
  expect(readFileSync(`${file}.old`, 'utf8')).toBe(tableText(tableOf('first')));
  await save('third');
  expect(readFileSync(`${file}.old`, 'utf8')).toBe(tableText(tableOf('second')));
  if (process.platform === 'win32') return;
  const modes = [dir, file, `${file}.old`].map(path => statSync(path).mode & 0o777);
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});
