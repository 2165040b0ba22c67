/** The totals of real chats of Gemini CLI, which are kept outside the project and may be missing. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { promptTokens } from '../../src/core/usage.ts';
import { geminiChat } from '../../src/sources/gemini/chat.ts';
import { Collected } from '../support/collect.ts';

const SAMPLES = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const areThere = existsSync(SAMPLES);
if (!areThere) console.log('skipped: no samples beside the project');

type Expected = Readonly<Record<'input' | 'output' | 'cached' | 'thoughts' | 'total', number>>;

describe.skipIf(!areThere)('the samples', () => {
  const expected: Record<string, Partial<Expected>> = areThere
    ? JSON.parse(readFileSync(`${SAMPLES}EXPECTED.json`, 'utf8')).gemini
    : {};
  it.each(Object.entries(expected))('%s', (path, stated) => {
    const out = new Collected();
    geminiChat.read(path, readFileSync(SAMPLES + path), out, () => undefined);
    const sum = (of: (reading: (typeof out.readings)[number]) => number) =>
      out.readings.reduce((all, one) => all + of(one), 0);
    const { input = 0, output = 0, cached = 0, thoughts = 0, total = 0 } = stated;
    expect({
      prompt: sum(one => promptTokens(one.tokens)),
      output: sum(one => one.tokens.output),
      cached: sum(one => one.tokens.cacheRead),
      thoughts: sum(one => one.reasoning ?? 0),
    }).toEqual({ prompt: input, output: output + thoughts, cached, thoughts });
    expect(input + output + thoughts).toBe(total);
    expect(out.troubles).toEqual([]);
  });
});
