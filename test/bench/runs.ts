/**
 * Runs of whole processes: how long they took, how much memory they had, what they printed. Contestants take turns,
 * so that a machine that is slow for a while is slow for all of them; what counts is the median of the ratios.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type Env = Readonly<Record<string, string>>;

/** A run that takes longer is stuck. */
const LONGEST_MS = 300_000;

export interface Contestant {
  readonly command: readonly string[];
  readonly env?: Env;
  /** Done before each run, and not counted. */
  prepare?(): void;
}

/** Wall time of one run, ms. Throws where it fails, unless `mayFail`. */
export function timed({ command, env, prepare }: Contestant, mayFail = false): number {
  prepare?.();
  const [file, ...args] = command;
  const started = performance.now();
  const { status, error, stderr } = spawnSync(file!, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 30,
    timeout: LONGEST_MS,
  });
  const took = performance.now() - started;
  if (!mayFail && (error || status !== 0)) throw new Error(`${command.join(' ')} failed: ${error ?? stderr}`);
  return took;
}

/** What a command prints. */
export function printed({ command, env }: Contestant): string {
  const [file, ...args] = command;
  const run = spawnSync(file!, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) throw new Error(`${command.join(' ')} failed: ${run.stderr}`);
  return run.stdout;
}

/** Wall times of contestants that took turns, after a turn that does not count. */
export function race<K extends string>(
  contestants: Readonly<Record<K, Contestant>>,
  rounds: number,
): Record<K, number[]> {
  const names = Object.keys(contestants) as K[];
  const times = Object.fromEntries(names.map(name => [name, []])) as unknown as Record<K, number[]>;
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const took = timed(contestants[name], name.startsWith('peer '));
      if (round >= 0) times[name].push(took);
    }
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The median of the ratios, pair by pair. */
export function ratio(of: readonly number[], to: readonly number[]): number {
  return median(of.map((value, i) => value / to[i]!));
}

/** The largest memory that a run had at once, MB; NaN where the system does not tell. */
export async function peakMb({ command, env, prepare }: Contestant): Promise<number> {
  prepare?.();
  const [file, ...args] = command;
  const child = spawn(file!, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  let peak = Number.NaN;
  const look = () => {
    peak = Math.max(statusMb(child.pid!, 'VmHWM'), Number.isNaN(peak) ? 0 : peak);
  };
  const timer = setInterval(look, 5);
  await new Promise(resolve => child.on('exit', resolve));
  clearInterval(timer);
  return peak;
}

/** A size out of Linux' account of a process, MB. */
export function statusMb(pid: number, field: 'VmHWM' | 'VmRSS'): number {
  try {
    const found = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) / 1024 : Number.NaN;
  } catch {
    return Number.NaN;
  }
}

/** Time that a process has spent on processors, ms. */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  // Fields 14 and 15 of proc(5), in ticks of 10 ms; two stand before what is left here.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Bytes that a process has read so far. */
export function bytesRead(pid: number): number {
  return Number(/rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? Number.NaN);
}
