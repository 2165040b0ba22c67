/**
 * The other names of the program: each is a file that puts the words which it stands for before those of the user. To add
 * one, write its line here and in the `bin` of package.json.
 */
import { join } from 'node:path';

export const BINS = {
  'cost-tracking-dashboard': ['serve', '--view', 'tasks'],
  'claude-token-tracker': ['serve', '--port', '5555', '--view', 'messages'],
};

export function bins(dist) {
  return Object.entries(BINS).map(([name, words]) => ({
    path: join(dist, `${name}.js`),
    contents: `#!/usr/bin/env node\nprocess.argv.splice(2,0,${words.map(word => JSON.stringify(word)).join(',')});\nrequire('./token-dash.js');\n`,
    mode: 0o755,
  }));
}
