/**
 * A home directory made of a literal map of path to content, gone when the test ends. Every file that is written gets
 * a time of its own on a clock that only this home has, a day before `NOW_MS`: no test depends on how fast it runs.
 */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Place } from '../../src/core/source.ts';
import { DAY, NOW_MS } from './clock.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export class Home {
  readonly dir: string;
  /** A directory beside the home, so that what is written where can be told apart. */
  readonly cacheDir: string;
  private readonly top: string;
  private ticks = 0;
  private readonly settled = new Map<string, number>();

  constructor(files: Files = {}) {
    this.top = realpathSync(mkdtempSync(join(tmpdir(), 'token-dash-test-')));
    this.dir = join(this.top, 'home');
    this.cacheDir = join(this.top, 'cache', 'token-dash');
    mkdirSync(this.dir);
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  get place(): Place {
    return { home: this.dir, env: {}, platform: 'linux' };
  }

  at(path: string): string {
    return join(this.dir, path);
  }

  write(path: string, content: string | Uint8Array, atMs?: number): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
    this.touch(path, atMs);
  }

  append(path: string, content: string | Uint8Array, atMs?: number): void {
    appendFileSync(this.at(path), content);
    this.touch(path, atMs);
  }

  /** Sets the time of the last change: the next tick of this home's clock, or the one that is given. */
  touch(path: string, atMs?: number): void {
    this.ticks += 1;
    const seconds = (atMs ?? NOW_MS - DAY + this.ticks * 1000) / 1000;
    utimesSync(this.at(path), seconds, seconds);
  }

  /** Sets the times of directories that changed: as if it had been a while ago, which a look at them takes as proof. */
  settle(): void {
    const entries = readdirSync(this.dir, { recursive: true, withFileTypes: true });
    const dirs = entries
      .filter(entry => entry.isDirectory())
      .map(entry => join(entry.parentPath, entry.name));
    for (const dir of [this.dir, ...dirs]) {
      if (this.settled.get(dir) === statSync(dir).mtimeMs) continue;
      this.ticks += 1;
      const atMs = NOW_MS - DAY + this.ticks * 1000;
      utimesSync(dir, atMs / 1000, atMs / 1000);
      this.settled.set(dir, atMs);
    }
  }

  rename(from: string, to: string): void {
    mkdirSync(dirname(this.at(to)), { recursive: true });
    renameSync(this.at(from), this.at(to));
  }

  link(target: string, path: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    symlinkSync(this.at(target), this.at(path));
  }

  /** As if nothing had ever been cached. */
  loseCache(): void {
    rmSync(this.cacheDir, { recursive: true, force: true });
  }

  delete(path: string): void {
    rmSync(this.at(path), { recursive: true, force: true });
  }

  /** All paths below the home, sorted. */
  paths(): readonly string[] {
    return readdirSync(this.dir, { recursive: true }).map(String).sort();
  }

  /**
   * A program of the test may write its last file while its home is removed. The retries of `rmSync` do not look again at
   * what a directory holds.
   */
  async remove(): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        rmSync(this.top, { recursive: true, force: true });
        return;
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }
  }
}

const MOST_TRIES = 100;

/** A home that is removed when the running test has ended. */
export function home(files: Files = {}): Home {
  const made = new Home(files);
  onTestFinished(() => made.remove());
  return made;
}
