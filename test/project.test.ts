/** The project as somebody finds it who has just cloned it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript, for the bundler's sake
import { BINS } from '../src/build/bins.mjs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const readme = readFileSync('README.md', 'utf8');

describe('the project', () => {
  it('states the Node that it needs', () => {
    expect(manifest.engines.node).toBe('>=20.19');
    expect(readme).toContain('Node 20.19');
  });

  it('starts with the commands of the README', () => {
    expect(readme).toContain('npm install && npm start');
    expect(readme).toContain('npm install && npm test');
    expect(manifest.scripts.start).toBe('node dist/token-dash.js');
    expect(manifest.scripts.prepare).toBe('node src/build/prepare.mjs');
    expect(readFileSync('.ci/run', 'utf8')).toMatch(/npm install\nnpm test\n$/);
  });

  it('installs as a command', () => {
    expect(manifest.bin).toEqual({
      'token-dash': 'dist/token-dash.js',
      ...Object.fromEntries(Object.keys(BINS).map(name => [name, `dist/${name}.js`])),
    });
    expect(readFileSync('src/bin.ts', 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  it('uses what it was asked to use', () => {
    const used = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const name of [
      'ink',
      'react',
      'ink-table',
      'asciichart',
      'fast-glob',
      'lru-cache',
      'vitest',
      'ink-testing-library',
    ]) {
      expect(used, name).toHaveProperty(name);
    }
    for (const [name, version] of Object.entries<string>(used))
      expect(version, name).toMatch(/^(npm:.*@)?\d+\.\d+\.\d+$/);
  });

  it('names no host in its lock file', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved": *"https?:/);
  });

  it('has its licence', () => {
    expect(readFileSync('LICENSE', 'utf8')).toContain('MIT License');
    expect(manifest.license).toBe('MIT');
  });

  it('keeps its top level to what was asked for', () => {
    const plain = [
      'LICENSE',
      'README.md',
      'fixtures',
      'package-lock.json',
      'package.json',
      'src',
      'test',
      'tsconfig.json',
    ];
    const made = ['dist', 'node_modules'];
    const found = readdirSync('.').filter(name => !name.startsWith('.') && !made.includes(name));
    expect(found.sort()).toEqual(plain.sort());
  });

  it('is built as its map says', () => {
    const map = readFileSync('src/ARCHITECTURE.md', 'utf8');
    for (const entry of readdirSync('src', { withFileTypes: true })) {
      if (entry.name === 'ARCHITECTURE.md') continue;
      expect(map, entry.name).toContain(`\`${entry.name}${entry.isDirectory() ? '/' : ''}\``);
    }
    for (const [, path] of map.matchAll(/\| `([a-z-]+\/)`/g))
      expect(existsSync(`src/${path}`), path).toBe(true);
  });
});
