/** How the program keeps Node 20 from waiting for ever at its end. */
import { expect, test } from 'vitest';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';

/** Writes the V8 flags that the program sets on standard error. */
const WITNESS = `
const v8 = require('node:v8');
v8.setFlagsFromString = flag => process._rawDebug('flag ' + flag);
`;

const isNode20 = process.versions.v8.startsWith('11.');

test('no thread compiles beside a run that ends by itself, where Node could wait for it for ever', async () => {
  const at = home({ 'witness.cjs': WITNESS });
  const { err } = await run(at, ['daily'], { env: { NODE_OPTIONS: `--require ${at.at('witness.cjs')}` } });
  const flags = err.split('\n').filter(line => line.startsWith('flag '));
  expect(flags).toEqual(isNode20 ? ['flag --no-concurrent-recompilation'] : []);
});
