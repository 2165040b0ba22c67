import { expect, test } from 'vitest';
import { transcriptFiles } from '../../src/app/transcript-files.ts';
import { home } from '../support/home.ts';

test('files without usage are counted by what they lack', () => {
  const at = home({
    '.claude/projects/p/full.jsonl': '{}\n',
    '.claude/projects/p/full/subagents/agent-a1.jsonl': '{}\n',
    '.claude/projects/p/empty.jsonl': '',
    '.claude/projects/p/gone/subagents/agent-a2.jsonl': '{}\n',
    '.claude/projects/p/memory/notes.md': 'x',
    '.claude/projects/p/old.jsonl.orphaned-1': 'x',
    '.claude/projects/q/old.superseded.jsonl': '',
    '.claude/projects/a-file': 'x',
  });
  expect(transcriptFiles([at.at('.claude'), at.at('nowhere')])).toEqual({
    empty: 1,
    missing: 1,
    replaced: 2,
  });
});
