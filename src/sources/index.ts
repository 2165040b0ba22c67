/** The sources with their readers. To add one, write its file, its line in `registry.ts`, and its reader here. */
import type { Source } from '../core/source.ts';
import { claudeCode } from './claude-code.ts';
import { goose } from './goose.ts';
import { REGISTRY, type SourceId } from './registry.ts';

const READERS: Readonly<Record<SourceId, Source>> = { 'claude-code': claudeCode, goose };

export const SOURCES: readonly Source[] = REGISTRY.map(({ id }) => READERS[id]);
