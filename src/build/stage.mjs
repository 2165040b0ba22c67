/**
 * Loaded before the program in a rehearsal (`rehearsal.mjs`): a terminal of cardboard where one is wanted, and somebody
 * who notes what V8 compiled when it is over. Arguments are the program's own.
 *
 *   STAGE_KEYS   what is typed at the dashboard, once it stands; without it there is no terminal
 */
import { EventEmitter } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { STAGE_KEYS } = process.env;
const require = createRequire(import.meta.url);

// Compiled code is good for the flags under which it was made, and the program sets some while it runs.
require('node:v8').setFlagsFromString = () => {};

const vm = require('node:vm');
const { Script } = vm;
const scripts = new Map();
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    scripts.set(options.filename, { source, script: this });
  }
};

/** As `load.ts` wants to find it. */
const HEAD = 128;
process.on('exit', () => {
  for (const [filename, { source, script }] of scripts) {
    const line = source.slice(0, source.indexOf('\n'));
    const head = `${line} ${process.version} ${process.platform} ${process.arch}`.padEnd(HEAD);
    // Two dashboards may be started while this is written.
    writeFileSync(`${filename}.code.new`, Buffer.concat([Buffer.from(head), script.createCachedData()]));
    renameSync(`${filename}.code.new`, `${filename}.code`);
  }
});

if (STAGE_KEYS !== undefined) {
  const terminal = new EventEmitter();
  const played = { stdin: terminal, stdout: terminal };
  for (const name of ['setEncoding', 'setRawMode', 'resume', 'pause']) terminal[name] = () => terminal;
  Object.assign(terminal, { isTTY: true, columns: 120, rows: 35 });
  const keys = [...STAGE_KEYS];
  let timer;
  // Whenever nothing new has been drawn for a while, the next key is pressed.
  terminal.write = () => {
    clearTimeout(timer);
    timer = setTimeout(press, 150);
    return true;
  };
  const press = () => {
    terminal.emit('data', keys.shift() ?? 'q');
    timer = setTimeout(press, 150);
  };
  for (const [name, value] of Object.entries(played)) Object.defineProperty(process, name, { value });
}
