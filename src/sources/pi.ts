/**
 * pi (github.com/badlogic/pi-mono) and tools that were made of it, oh-my-pi and OpenClaw: a file of lines a session. What
 * they hold is read in `pi/session-lines.ts`.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dirsOf } from './directories.ts';
import { piSession } from './pi/session-lines.ts';
import { infoOf } from './registry.ts';

const PI = [{ glob: '**/*.jsonl', format: piSession('pi') }];

export const pi: Source = {
  ...infoOf('pi'),
  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'PI_CODING_AGENT_DIR', '~/.pi/agent').map(dir => ({
      path: join(dir, 'sessions'),
      files: PI,
    })),
};

const ompSession = piSession('omp');
const OMP = ['agent/sessions/**/*.jsonl', 'profiles/*/agent/sessions/**/*.jsonl'].map(glob => ({
  glob,
  format: ompSession,
}));

export const omp: Source = {
  ...infoOf('omp'),
  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'OMP_DATA_DIR', '~/.omp').map(path => ({ path, files: OMP })),
};

const OPENCLAW = [{ glob: 'agents/*/sessions/**/*.jsonl', format: piSession('openclaw') }];

export const openclaw: Source = {
  ...infoOf('openclaw'),
  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'OPENCLAW_STATE_DIR', '~/.openclaw').map(path => ({ path, files: OPENCLAW })),
};
