/** The sources with their readers. To add one, write its file, its line in `registry.ts`, and its reader here. */
import type { Source } from '../core/source.ts';
import { amp } from './amp.ts';
import { claudeCode } from './claude-code.ts';
import { cline, kilo, roo } from './cline.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { crush } from './crush.ts';
import { droid } from './droid.ts';
import { gemini } from './gemini.ts';
import { goose } from './goose.ts';
import { grok } from './grok.ts';
import { kimi } from './kimi.ts';
import { mimocode } from './mimocode.ts';
import { opencode } from './opencode.ts';
import { omp, openclaw, pi } from './pi.ts';
import { qwen } from './qwen.ts';
import { REGISTRY, type SourceId } from './registry.ts';
import { zed } from './zed.ts';

const READERS: Readonly<Record<SourceId, Source>> = {
  'claude-code': claudeCode,
  goose,
  codex,
  gemini,
  qwen,
  opencode,
  mimocode,
  copilot,
  pi,
  omp,
  openclaw,
  cline,
  roo,
  kilo,
  kimi,
  amp,
  droid,
  grok,
  zed,
  crush,
};

export const SOURCES: readonly Source[] = REGISTRY.map(({ id }) => READERS[id]);
