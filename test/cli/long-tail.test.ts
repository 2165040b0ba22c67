/** Models of the long tail: the package behind our tables is asked, and its answers say that they are its own. */
import { expect, it } from 'vitest';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';

const asked = ['price', 'llama-3.3-70b-versatile', '--provider', 'groq', '--input', '1000000'];

it('a model that only the package knows is priced, and labelled by its name', async () => {
  const { code, out } = await run(home(), asked);
  expect(code).toBe(0);
  expect(out).toContain('from genai-prices 0.1.8');
  expect(out).toMatch(/= \$\d/);
});

it('a point release that nobody listed is not given the price of its neighbour', async () => {
  const { out } = await run(home(), ['price', 'claude-sonnet-5-6', '--input', '1000']);
  expect(out).toContain('= unpriced');
});
