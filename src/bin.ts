#!/usr/bin/env node
/**
 * What is run. It prints a status line by itself: Claude Code starts one after every message, and loading the rest of
 * the program would double the time that takes.
 */
import { answer } from './app/statusline.ts';
import { load } from './load.ts';

const [face, ...rest] = process.argv.slice(2);
if (face === 'statusline' && rest.length === 0) answer([], process.env);
else load('./main.js');
