#!/usr/bin/env node
/**
 * The door: what is run. A status line is answered right here, because Claude Code asks for one after every message
 * and half of the time that Node needs to start is already too much for more. Everybody else is let in to the house.
 */
import { load } from './load.ts';
import { answer } from './statusline.ts';

const [face, ...rest] = process.argv.slice(2);
if (face === 'statusline' && rest.length === 0) answer([], process.env);
else load('./main.js');
