/**
 * How the tests run: from the project's root, in Node, with the clock's zone pinned, so that a test that passes here
 * passes anywhere. `npx vitest run --config test/vitest.config.ts` runs all, a path behind it runs some.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
// @ts-expect-error: plain JavaScript, for the bundler's sake
import { wasmInTests } from '../src/build/wasm.mjs';

// Before any worker starts: a process reads its zone once.
process.env.TZ = 'UTC';
process.env.TOKEN_DASH_LEDGER = 'off';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [wasmInTests],
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    environment: 'node',
    include: ['test/**/*.test.{ts,tsx}'],
    // Ink looks for CI when it is loaded and then no longer follows the size of its output.
    env: { TZ: 'UTC', CI: 'false', CONTINUOUS_INTEGRATION: 'false' },
    watch: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine may take seconds for what is waited for.
    expect: { poll: { timeout: 30_000 } },
  },
});
