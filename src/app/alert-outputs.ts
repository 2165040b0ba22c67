/**
 * Sends alerts out: a notification of the terminal, a command, a webhook, a file. Only what the configuration names, and
 * each output on its own: one that fails does not keep the others from it.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { notification } from '../budgets/notification.ts';
import type { Alert } from '../core/alert.ts';
import type { AlertOutputs } from '../core/budget.ts';
import { describeFsError } from '../os/fs-error.ts';

/** Longer than this no command or address may take. */
const PATIENCE_MS = 20_000;

/** An alert as outputs write it. */
export interface SentAlert extends Pick<Alert, 'rule' | 'level' | 'text' | 'advice'> {
  readonly id: string;
}

export interface Sent {
  readonly output: string;
  /** Why nothing came of it, in words. */
  readonly problem?: string;
}

export interface Terminal {
  /** Writes to the terminal; absent where there is none. */
  readonly write?: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export async function sendAlerts(
  alerts: readonly SentAlert[],
  outputs: AlertOutputs,
  nowMs: number,
  terminal: Terminal,
): Promise<readonly Sent[]> {
  const { command, webhook, file } = outputs;
  const body = `${JSON.stringify({ at: new Date(nowMs).toISOString(), alerts })}\n`;
  const ways: readonly (readonly [string, (() => Promise<void>) | false | undefined])[] = [
    ['terminal', outputs.terminal && (async () => notify(alerts, terminal))],
    ['command', command !== undefined && (() => run(command, body, alerts))],
    ['webhook', webhook !== undefined && (() => post(webhook, body))],
    ['file', file !== undefined && (async () => append(file, alerts, nowMs))],
  ];
  return Promise.all(
    ways.flatMap(([output, send]) =>
      send
        ? [
            send().then(
              () => ({ output }),
              error => ({ output, problem: describeFsError(error) }),
            ),
          ]
        : [],
    ),
  );
}

function notify(alerts: readonly SentAlert[], { write, env }: Terminal): void {
  if (!write) throw new Error('there is no terminal');
  for (const { text } of alerts) write(notification(text, env));
}

/** By the user's shell: the command is the user's own. The alerts come on standard input, their texts in a variable. */
function run(command: string, body: string, alerts: readonly SentAlert[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const texts = alerts.map(({ text }) => text).join('\n');
    const child = spawn(command, {
      shell: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: PATIENCE_MS,
      env: { ...process.env, TOKEN_DASH_ALERTS: texts },
    });
    child.on('error', reject);
    // A command need not read what it is given.
    child.stdin.on('error', () => {});
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            signal
              ? `the command took longer than ${PATIENCE_MS / 1000} s`
              : `the command ended with ${code}`,
          ),
        );
    });
    child.stdin.end(body);
  });
}

async function post(address: string, body: string): Promise<void> {
  // By its full name: the bundle has no `fetch` for the packages in it, see `build/outputs.mjs`.
  const answer = await globalThis.fetch(address, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw new Error(`the address answered ${answer.status}`);
}

function append(file: string, alerts: readonly SentAlert[], nowMs: number): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const at = new Date(nowMs).toISOString();
  const lines = alerts.map(alert => `${JSON.stringify({ at, ...alert })}\n`).join('');
  appendFileSync(file, lines, { mode: 0o600 });
}
