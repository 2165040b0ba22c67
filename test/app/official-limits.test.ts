/** Official limits on a screen that stays open. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limitsNow, limitsStore } from '../../src/app/official-limits.ts';
import { limitsFile } from '../../src/app/statusline.ts';
import { type Limit, limitsText } from '../../src/core/limits.ts';
import { HOUR, MINUTE, NOW_MS } from '../support/clock.ts';
import { type Home, home } from '../support/home.ts';

const limit = (usedPercent: number, endsMs = NOW_MS + HOUR): Limit => ({
  ...{ window: 'five_hour', usedPercent, resetsAtMs: endsMs, reportedMs: NOW_MS - MINUTE },
});

const pathsIn = (at: Home) => ({ home: '/home/ada', cacheDir: at.dir, configDir: '', dataDir: '/data' });

function told(at: Home, dir: string, ...limits: readonly Limit[]) {
  at.write(limitsFile(dir, pathsIn(at)).slice(at.dir.length + 1), limitsText(limits));
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the official limits', () => {
  it('are those that were told, until others are', () => {
    const at = home();
    told(at, '/home/ada/.claude', limit(10));
    const store = limitsStore(undefined, pathsIn(at), Date.now, 10_000);
    const first = store.getState();
    expect(first).toEqual([limit(10)]);
    const heard = vi.fn();
    const stop = store.subscribe(heard);
    vi.advanceTimersByTime(10_000);
    expect([heard.mock.calls.length, store.getState()]).toEqual([0, first]);
    expect(store.getState()).toBe(first);
    told(at, '/home/ada/.claude', limit(20));
    vi.advanceTimersByTime(10_000);
    expect([heard.mock.calls.length, store.getState()]).toEqual([1, [limit(20)]]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are those that Claude Code keeps itself, where these are newer', () => {
    const at = home();
    const paths = { ...pathsIn(at), home: at.dir };
    const dir = at.at('.claude');
    const kept = (fetchedAtMs: number) =>
      JSON.stringify({
        projects: {},
        cachedUsageUtilization: {
          fetchedAtMs,
          utilization: { five_hour: { utilization: 70, resets_at: new Date(NOW_MS + HOUR).toISOString() } },
        },
      });
    at.write('.claude.json', `\ufeff${kept(NOW_MS - 2 * MINUTE)}`);
    expect(limitsNow(undefined, paths, NOW_MS)).toMatchObject([
      { usedPercent: 70, reportedMs: NOW_MS - 2 * MINUTE },
    ]);
    at.write(limitsFile(dir, paths).slice(at.dir.length + 1), limitsText([limit(10)]));
    expect(limitsNow(undefined, paths, NOW_MS)).toMatchObject([{ usedPercent: 10 }]);
    at.write('.claude/.claude.json', kept(NOW_MS));
    expect(limitsNow(undefined, paths, NOW_MS)).toMatchObject([{ usedPercent: 70, reportedMs: NOW_MS }]);
    at.write('.claude/.claude.json', '{ "half": ');
    expect(limitsNow(undefined, paths, NOW_MS)).toMatchObject([{ usedPercent: 10 }]);
  });

  it('end with their window', () => {
    const at = home();
    told(at, '/home/ada/.claude', limit(10, NOW_MS + 15_000));
    const store = limitsStore(undefined, pathsIn(at), Date.now, 10_000);
    store.subscribe(() => {});
    vi.advanceTimersByTime(20_000);
    expect(store.getState()).toEqual([]);
  });

  it('are those of the accounts that are looked at', () => {
    const at = home();
    told(at, '/home/ada/work', limit(30));
    const used = (claude?: string) =>
      limitsStore(claude, pathsIn(at), Date.now, 10_000)
        .getState()
        .map(({ usedPercent }) => usedPercent);
    expect([used(), used('~/work'), used('/x, /home/ada/work/projects')]).toEqual([[], [30], [30]]);
  });
});
