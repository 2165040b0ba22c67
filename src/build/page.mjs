/**
 * Makes the page of `token-dash serve`: one HTML text with its style sheet and its script inside, and the two hashes by
 * which a content security policy lets just these two run. Written as JSON beside the program, which reads it when it
 * serves.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { smallUplot } from './uplot.mjs';

/** `page.json`: the text and its hashes. */
export async function page(src, dist) {
  const dir = join(src, 'web', 'page');
  const common = { bundle: true, write: false, minify: true, logLevel: 'warning', target: 'es2022' };
  const [script, style] = await Promise.all([
    build({
      ...common,
      entryPoints: [join(dir, 'main.tsx')],
      format: 'iife',
      platform: 'browser',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      tsconfigRaw: {},
      plugins: [smallUplot],
    }),
    build({ ...common, entryPoints: [join(dir, 'page.css')] }),
  ]);
  // A script that holds the end of its own element would end there.
  const js = script.outputFiles[0].text.trim().replaceAll('</script', '<\\/script');
  const css = style.outputFiles[0].text.trim();
  const html = readFileSync(join(dir, 'page.html'), 'utf8')
    .replace('/*css*/', () => css)
    .replace('/*js*/', () => js);
  const contents = JSON.stringify({ html, scriptHash: hashOf(js), styleHash: hashOf(css) });
  return [{ path: join(dist, 'page.json'), contents }];
}

/** As a content security policy writes it. */
function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
