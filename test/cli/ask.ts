/** Asks a command as somebody would on the command line, and gives back what is printed. */
import { trackingFiles } from '../../src/app/tracking.ts';
import type { SavingNote } from '../../src/budgets/saving-note.ts';
import { readArguments } from '../../src/cli/arguments.ts';
import type { Context } from '../../src/cli/context.ts';
import { type Io, safeIo } from '../../src/cli/io.ts';
import { Zone } from '../../src/core/calendar.ts';
import type { Currency } from '../../src/core/currency.ts';
import type { ProjectNames } from '../../src/core/settings.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { COST_MODES, type CostMode, inCostMode } from '../../src/prices/cost-mode.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import type { Snapshot } from '../../src/rollup/feed.ts';
import { claudeCode } from '../../src/sources/claude-code.ts';
import { goose } from '../../src/sources/goose.ts';
import { REGISTRY } from '../../src/sources/registry.ts';
import { NOW_MS } from '../support/clock.ts';
import { type Files, type Home, home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a configuration may say to reports. */
interface Chosen {
  readonly weekStart: string;
  readonly currency: Currency;
  readonly projects: ProjectNames;
}

const MANUAL_LOG = '/home/ada/.claude/token-usage.log';

/** Takes the command line behind `token-dash`, and splits it at blanks. */
export type Asker = (line: string, terminal?: Io['terminal'], services?: Partial<Context>) => Promise<Said>;

export async function askerOf(files: Files, settings: Partial<Chosen> = {}): Promise<Asker> {
  return askerOfHome(home(files), settings);
}

export async function askerOfHome(at: Home, settings: Partial<Chosen> = {}): Promise<Asker> {
  return askerOfSnapshot(await snapshotOf(at, { sources: [claudeCode, goose] }), settings);
}

const NO_ALERTS = {
  active: [],
  sent: [],
  problems: [],
  budgets: [],
  forecasts: new Map(),
  tracking: { sessions: [], troubles: [] },
  remarks: [],
};

export function askerOfSnapshot(snapshot: Snapshot, settings: Partial<Chosen> = {}, manualLog = ''): Asker {
  const notes: SavingNote[] = [];
  return async (line, terminal, services = {}) => {
    let out = '';
    let err = '';
    const io = {
      ...safeIo(
        text => {
          out += text;
        },
        text => {
          err += text;
        },
        line.split(' '),
      ),
      nowMs: NOW_MS,
      terminal,
    };
    const choices = { themes: [], costModes: COST_MODES, sources: REGISTRY };
    const invocation = readArguments(line.split(' '), '1.0.0', choices, NOW_MS);
    if (invocation.face === 'message')
      return { code: invocation.exitCode, out: invocation.out, err: invocation.err };
    if (invocation.face !== 'command') throw new Error(`'${line}' is no command`);
    const { options, command, args, flags } = invocation;
    const prices = inCostMode(createPriceLookup({ now: NOW_MS }), (options.cost ?? 'list') as CostMode);
    const context = {
      io,
      zone: new Zone(options.timezone ?? 'UTC'),
      settings: {
        weekStart: { value: settings.weekStart },
        currency: { value: settings.currency },
        projects: { value: settings.projects },
        manualLog: { value: undefined },
      },
      load: async () => ({ snapshot, prices }),
      statusline: { limits: () => [] },
      priceList: prices,
      tracking: trackingFiles,
      savings: { read: () => notes, add: (note: SavingNote) => notes.push(note) },
      alerts: async () => ({ look: async () => NO_ALERTS }),
      manualLog: { path: MANUAL_LOG, read: () => readWorkLog(manualLog, MANUAL_LOG) },
      recovered: async () => [],
      ...services,
    } as unknown as Context;
    const code = await command.run(context, args, flags);
    return { code, out, err };
  };
}
