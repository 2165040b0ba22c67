/**
 * How the lines of a tree are read: how many lines and bytes go down each path of the scanner. A kind of line that
 * falls out of the fast paths shows here first.
 */
import { readFileSync } from 'node:fs';
import { followLine, startConversation } from '../../src/sources/claude-code/conversation.ts';
import { PATHS, type Scanner, STOPPED, startScanner } from '../../src/sources/claude-code/scanner.ts';
import type { Tree } from './corpus.ts';

const NEWLINE = 10;

interface Path {
  lines: number;
  bytes: number;
}

/** The profile of a tree as a table. */
export function profileText({ spec, paths }: Tree): string {
  const scanner = startScanner();
  if (!scanner) return `${spec.id}: the scanner cannot run here\n`;
  const all = PATHS.map((): Path => ({ lines: 0, bytes: 0 }));
  for (const path of paths) {
    if (path.endsWith('.jsonl')) profileFile(scanner, readFileSync(path), all);
  }
  const lines = all.reduce((sum, path) => sum + path.lines, 0);
  const bytes = all.reduce((sum, path) => sum + path.bytes, 0);
  const rows = all.map((path, i) => {
    const share = (part: number, whole: number) => `${((part / Math.max(1, whole)) * 100).toFixed(2)} %`;
    return [
      PATHS[i]!.padEnd(14),
      `${path.lines} lines`.padStart(16),
      share(path.lines, lines).padStart(10),
      `${(path.bytes / 1e6).toFixed(1)} MB`.padStart(12),
      share(path.bytes, bytes).padStart(10),
    ].join('');
  });
  return `${spec.id}: how lines are read\n${rows.map(row => `  ${row}\n`).join('')}`;
}

/** Scans line by line, as the state after a scan says how its last line was read. */
function profileFile(scanner: Scanner, bytes: Buffer, all: readonly Path[]): void {
  const conversation = startConversation();
  const out = { reading() {}, trouble() {}, agentType() {}, session() {}, begun() {} };
  scanner.begin(true);
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const to = newline < 0 ? bytes.length : newline + 1;
    const visit = {
      see() {
        const path = all[scanner.path]!;
        path.lines += 1;
        path.bytes += to - from;
        if (scanner.stopped !== STOPPED.atConversation) return;
        followLine(conversation, JSON.parse(scanner.extract), out);
        scanner.setOpenCalls(conversation.openCalls.length > 0);
      },
      take: () => scanner.taken(),
    };
    scanner.scan(bytes.subarray(from, to), from, 0, visit);
    from = to;
  }
  scanner.taken();
}
