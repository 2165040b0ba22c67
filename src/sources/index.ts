/** The registry: to add a source, write its file and its line here. */
import type { Source } from '../core/source.ts';
import { claudeCode } from './claude-code.ts';
import { goose } from './goose.ts';

export const SOURCES: readonly Source[] = [claudeCode, goose];
