/** The registry: to measure another bound, write its file and its line here. */
import { append } from './append.ts';
import type { Bound } from './bound.ts';
import { cacheSize } from './cache-size.ts';
import { codex } from './codex.ts';
import { cold } from './cold.ts';
import { firstPaint } from './first-paint.ts';
import { growing } from './growing.ts';
import { growth } from './growth.ts';
import { idle } from './idle.ts';
import { keysDuringScan } from './keys-during-scan.ts';
import { limits } from './limits.ts';
import { longTable } from './long-table.ts';
import { memory } from './memory.ts';
import { peers } from './peers.ts';
import { realShapes } from './real-shapes.ts';
import { reports } from './reports.ts';
import { warm } from './warm.ts';

export const BOUNDS: readonly Bound[] = [
  realShapes,
  cold,
  peers,
  warm,
  reports,
  growing,
  append,
  firstPaint,
  keysDuringScan,
  longTable,
  memory,
  idle,
  cacheSize,
  limits,
  growth,
  codex,
];
