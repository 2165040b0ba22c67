/**
 * Configurations as files: those in `valid/` set what their names say, those in `invalid/` are refused, with the words
 * that stand behind `#=>` on the very line that they are about.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CHOICES } from '../../src/app/config-file.ts';
import { publishedSchema } from '../../src/config/fields.ts';
import { commentedConfig } from '../../src/config/init.ts';
import { readConfig } from '../../src/config/read.ts';
import published from '../../src/config/schema.json' with { type: 'json' };
import { TOKEN_KINDS, type Trouble } from '../../src/core/usage.ts';

const schema = publishedSchema(CHOICES);
const suits = new Ajv2020({ allErrors: true }).compile(schema);
const FIELDS = Object.keys(schema.properties as object).join(', ');
const RATES = [...TOKEN_KINDS, 'since', 'above', 'times', 'free'].join(', ');

function filesIn(folder: string): readonly string[] {
  return readdirSync(`fixtures/config/${folder}`)
    .filter(name => name.endsWith('.yaml'))
    .sort();
}

function expected(text: string, path: string): readonly Trouble[] {
  return text.split('\n').flatMap((content, index) => {
    const why = content
      .split(' #=> ')[1]
      ?.replace('FIELDS', FIELDS)
      .replace('RATES', RATES)
      .replace('RULES', CHOICES.alertRules.join(', '));
    return why === undefined ? [] : [{ path, line: index + 1, why }];
  });
}

describe('a configuration with', () => {
  it.each(filesIn('valid'))('%s', async name => {
    const text = readFileSync(`fixtures/config/valid/${name}`, 'utf8');
    const { config, troubles } = readConfig(text, name, CHOICES);
    expect(troubles).toEqual([]);
    const plain = JSON.parse(JSON.stringify(config));
    await expect(`${JSON.stringify(plain, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/config/valid/${name.replace(/yaml$/, 'json')}`,
    );
    expect(suits(parse(text) ?? {}), JSON.stringify(suits.errors)).toBe(true);
  });
});

describe('what is refused, and where:', () => {
  it.each(filesIn('invalid'))('%s', name => {
    const text = readFileSync(`fixtures/config/invalid/${name}`, 'utf8');
    const wanted = expected(text, name);
    expect(wanted.length).toBeGreaterThan(0);
    expect(readConfig(text, name, CHOICES).troubles).toEqual(wanted);
    if (!wanted[0]!.why.startsWith('not YAML') && !SEEN_BY_US_ALONE.includes(name))
      expect(suits(parse(text)), 'the schema finds nothing wrong').toBe(false);
  });
});

/** A schema cannot ask for the names of zones. */
const SEEN_BY_US_ALONE = ['a-zone-that-no-map-knows.yaml'];

describe('the schema that is published', () => {
  // When this fails: token-dash config schema > src/config/schema.json
  it('is the one that is meant', () => expect(published).toEqual(schema));
});

describe('the file that a user begins with', () => {
  const text = commentedConfig(CHOICES);

  it('sets nothing', () =>
    expect(readConfig(text, 'x', CHOICES)).toMatchObject({ config: {}, troubles: [] }));

  it('is right when every example in it is let in, and has one for each field', () => {
    const letIn = text.replaceAll(/^#(?=[a-z]+[A-Za-z]*:| {2})/gm, '');
    const { config, troubles } = readConfig(letIn, 'x', CHOICES);
    expect(troubles).toEqual([]);
    expect(Object.keys(config).join(', ')).toBe(FIELDS);
  });

  it('fits a screen', () => {
    expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(110);
  });
});

describe('what would take long or never end is refused:', () => {
  it.each([
    ['aliases without end', `a: &a 1\nb: [${'*a, '.repeat(200_000)}]`, 'has more than 1000 aliases'],
    [
      'an alias within itself',
      'projects: &p\n  aliases: *p',
      'not YAML: an alias stands within its own anchor',
    ],
    [
      'aliases of aliases',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${[...'bcdefghi'].map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]},`.repeat(9)}]`).join('\n')}`,
      'not YAML: Excessive alias count indicates a resource exhaustion attack',
    ],
  ])('%s', (_, text, why) => {
    const { config, troubles } = readConfig(text, 'config.yaml', CHOICES);
    expect(config).toEqual({});
    expect(troubles.map(each => each.why)).toEqual([why]);
  });
});
