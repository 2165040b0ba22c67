/**
 * Runs of whole processes: how long they took, how much memory they had, what they printed. Contestants take turns,
 * so that a machine that is slow for a while is slow for all of them; results are medians of ratios, pair by pair.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a run has beside our own environment, and by `undefined` what it has not. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A run that takes longer is stuck. */
const LONGEST_MS = 300_000;

export interface Contestant {
  readonly command: readonly string[];
  readonly env?: Env;
  /** Done before each run, and not counted. */
  prepare?(): void;
}

/** Wall time of one run, ms. Throws where it fails. */
export function timed({ command, env, prepare }: Contestant): number {
  prepare?.();
  const [file, ...args] = command;
  const started = performance.now();
  const { status, error, stderr } = spawnSync(file!, args, {
    env: fullEnv(env),
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 30,
    timeout: LONGEST_MS,
  });
  const took = performance.now() - started;
  if (error || status !== 0) throw new Error(`${command.join(' ')} failed: ${error ?? stderr}`);
  return took;
}

/** What a command prints. */
export function printed({ command, env, prepare }: Contestant): string {
  prepare?.();
  const [file, ...args] = command;
  const { status, error, stdout, stderr } = spawnSync(file!, args, {
    env: fullEnv(env),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
    timeout: LONGEST_MS,
  });
  if (error || status !== 0) throw new Error(`${command.join(' ')} failed: ${error ?? stderr}`);
  return stdout;
}

export function fullEnv(env: Env = {}): Record<string, string> {
  const all = Object.entries({ ...process.env, ...env });
  return Object.fromEntries(all.filter((each): each is [string, string] => each[1] !== undefined));
}

type Times<K extends string> = Record<K, number[]>;

/** Wall times of contestants that took turns, after a turn that does not count. */
export function race<K extends string>(
  contestants: Readonly<Record<K, Contestant>>,
  rounds: number,
): Times<K> {
  turns(contestants, 1);
  return turns(contestants, rounds);
}

/** The same where all of them have run just before. */
export function turns<K extends string>(
  contestants: Readonly<Record<K, Contestant>>,
  rounds: number,
): Times<K> {
  const names = Object.keys(contestants) as K[];
  const times = Object.fromEntries(names.map(name => [name, []])) as unknown as Times<K>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times[name].push(timed(contestants[name]));
  }
  return times;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that this share of all are not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The median of the ratios, pair by pair. */
export function ratio(of: readonly number[], to: readonly number[]): number {
  return median(of.map((value, i) => value / to[i]!));
}

/** So many runs say how much memory one takes: when garbage is collected differs from run to run. */
const PEAKS = 5;

/** The largest memory that each of some runs had at once, MB, the smallest first. Rejects where one fails. */
export async function peaksMb(contestant: Contestant): Promise<readonly number[]> {
  const peaks: number[] = [];
  for (let run = 0; run < PEAKS; run++) peaks.push(await peakMb(contestant));
  return peaks.sort((a, b) => a - b);
}

/**
 * The largest memory that a run had at once, MB; NaN where the system does not tell. The system keeps the mark itself, so
 * looking now and then misses only what a run takes in its last milliseconds; a run that has just ended tells nothing.
 */
async function peakMb({ command, env, prepare }: Contestant): Promise<number> {
  prepare?.();
  const [file, ...args] = command;
  const child = spawn(file!, args, { env: fullEnv(env), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', data => {
    said += data;
  });
  let peak = Number.NaN;
  const timer = setInterval(() => {
    const mark = statusMb(child.pid!, 'VmHWM');
    if (!Number.isNaN(mark)) peak = mark;
  }, 5);
  const code = await new Promise(resolve => child.on('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command.join(' ')} failed: ${said}`);
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
