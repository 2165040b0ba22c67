/**
 * The other names of the program: each is a file that puts its own words before those of the user. To add
 * one, write its line here and in the `bin` of package.json.
 */
import { join } from 'node:path';

export const BINS = {
  'token-tracker': ['log'],
  'token-tracker.sh': ['log'],
  'cost-tracking-dashboard': ['serve', '--view', 'tasks'],
  'claude-token-tracker': ['serve', '--port', '5555', '--view', 'messages'],
};

export function bins(dist) {
  return Object.entries(BINS).map(([name, words]) => ({
    path: join(dist, `${name}.js`),
    contents: `#!/usr/bin/env node\n${insert(words)}\nrequire('./token-dash.js');\n`,
    mode: 0o755,
  }));
}

/** A single word is put in once, whether the user writes it or not: `token-tracker log` and `token-tracker today`. */
function insert(words) {
  const list = words.map(word => JSON.stringify(word)).join(',');
  const unless = words.length === 1 ? `if(process.argv[2]!==${list})` : '';
  return `${unless}process.argv.splice(2,0,${list});`;
}
