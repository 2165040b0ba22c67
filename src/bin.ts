#!/usr/bin/env node
/**
 * What is run. It prints a status line by itself: Claude Code starts one after every message, and loading the rest of
 * the program would double the time that takes.
 */
import { answerSessionEnd } from './app/session-end.ts';
import { answer } from './app/statusline.ts';

/** Node 22 has it, and keeps what it compiled for the next start; the types are those of Node 20. */
interface MaybeCaching {
  enableCompileCache?(): void;
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'statusline' && rest.length === 0) answer([], process.env);
else if (command === 'hook' && rest[0] === 'session-end' && !rest.includes('--help'))
  answerSessionEnd(rest.slice(1), process.env);
else {
  const module: unknown = process.getBuiltinModule('node:module');
  (module as MaybeCaching).enableCompileCache?.();
  // The bundle of `main.ts`, which lies beside this one.
  const main = './main.mjs';
  void import(main);
}
