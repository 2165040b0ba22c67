/**
 * Logs of a developer who does not exist: what `--demo` shows. A seed and a day make the same usage on every machine, in
 * the formats of the real tools; they are read by the same readers as real ones, from a directory of their own.
 *
 * The numbers of a day do not depend on the minute: what happens today is scripted as a whole day, and its times are then
 * squeezed or stretched so that the last response was just now.
 */
import { type Day, dayText, type Zone } from '../core/calendar.ts';
import { type Dice, dice } from './dice.ts';
import { gooseLog } from './goose-log.ts';
import {
  AGENTS,
  CLAUDE_MODELS,
  CLIENTS,
  type DemoModel,
  type DemoProject,
  GOOSE_MODELS,
  PROJECTS,
  SMALL_MODEL,
  TITLES,
  UNPRICED_MODEL,
} from './names.ts';
import { type Talk, transcript } from './transcript.ts';

/** A file of the demo home, path relative to it. */
export interface DemoFile {
  readonly path: string;
  readonly text: string;
}

/** How many days have logs, today among them. */
export const DEMO_DAYS = 365;
const HOUR_MS = 3_600_000;
/** The hours of a day in which sessions begin, and the one by which they have ended. */
const FIRST_HOUR = 7.5;
const LAST_HOUR = 20;
const END_HOUR = 22;
/** So many days ago a model without a price was tried. */
const UNPRICED_DAYS_AGO = 41;

/** All files of the demo, up to `nowMs`. */
export function demoLogs(seed: number, nowMs: number, zone: Zone): readonly DemoFile[] {
  const roll = dice(seed);
  const today = zone.day(nowMs);
  const files: DemoFile[] = [];
  for (let day = today - DEMO_DAYS + 1; day <= today; day++) {
    const start = zone.startOf(day);
    const endMs = start + END_HOUR * HOUR_MS;
    const hours: Hours = {
      day,
      endMs,
      stamp: day === today ? atMs => squeezed(atMs, start, endMs, nowMs) : atMs => atMs,
    };
    const times = sessionTimes(roll, day, today).map(hour => start + hour * HOUR_MS);
    times.forEach((startMs, i) => {
      // The last session of today is still going on.
      const isLast = day === today && i === times.length - 1;
      const isGoose = !isLast && roll.chance(0.12);
      const session = isGoose ? [gooseSession(roll, startMs, hours)] : claudeSession(roll, startMs, hours);
      for (const file of session) files.push(file);
    });
    if (day === today - UNPRICED_DAYS_AGO)
      files.push(gooseSession(roll, start + 15 * HOUR_MS, hours, UNPRICED_MODEL));
  }
  return files;
}

interface Hours {
  readonly day: Day;
  readonly endMs: number;
  stamp(atMs: number): number;
}

/** Moves a moment between the start and the end of a day to the same place between its start and now. */
function squeezed(atMs: number, startMs: number, endMs: number, nowMs: number): number {
  return startMs + ((atMs - startMs) / (endMs - startMs)) * (nowMs - startMs);
}

/** When sessions begin, in hours of the day, in order. */
function sessionTimes(roll: Dice, day: Day, today: Day): readonly number[] {
  const ago = today - day;
  const isWeekend = [2, 3].includes(((day % 7) + 7) % 7) && ago > 0;
  const isAway = (ago > 92 && ago < 104) || (ago > 210 && ago < 216);
  // Work comes in waves of a few weeks, and has grown over the months.
  const wave = 1 + 0.45 * Math.sin(ago / 6.5);
  const growth = 0.45 + (0.9 * (DEMO_DAYS - ago)) / DEMO_DAYS;
  const wanted = Math.round((isWeekend ? 0.6 : 3.3) * wave * growth * roll.between(0.6, 1.3));
  const count = isAway ? 0 : ago === 0 ? 9 : wanted;
  const times = Array.from({ length: count }, () => roll.between(FIRST_HOUR, LAST_HOUR));
  if (ago === 0) times.push(END_HOUR - 0.6);
  return times.sort((a, b) => a - b);
}

function inUse(models: readonly DemoModel[], day: Day): readonly DemoModel[] {
  const text = dayText(day);
  const current = models.filter(({ since, until }) => since <= text && (until === undefined || text < until));
  return current.length > 0 ? current : models.slice(0, 1);
}

function claudeSession(roll: Dice, startMs: number, { day, endMs, stamp }: Hours): readonly DemoFile[] {
  const models = inUse(CLAUDE_MODELS, day);
  const model = roll.pick(models);
  const then = roll.chance(0.2) ? roll.pick(models) : undefined;
  const project = roll.pick(PROJECTS);
  const id = roll.uuid();
  const client = roll.pick(CLIENTS).id;
  const base = {
    sessionId: id,
    cwd: project.dir,
    gitBranch: roll.pick(project.branches),
    version: '2.1.224',
    userType: 'external',
    entrypoint: client,
  };
  const agent = roll.chance(0.45) ? roll.pick(AGENTS) : undefined;
  const talk: Talk = {
    ...{ base, model, then, startMs, endMs, stamp },
    calls: roll.whole(6, 42),
    isSidechain: false,
    command: client === 'sdk-cli' ? '/nightly-triage' : undefined,
    agent: agent?.type,
  };
  const folder = `${project.account}/projects/${project.dir.replace(/[^A-Za-z0-9]/g, '-')}`;
  const lines = [...titleLines(roll, id), ...transcript(roll, talk)];
  const files = [{ path: `${folder}/${id}.jsonl`, text: `${lines.join('\n')}\n` }];
  if (agent === undefined) return files;
  const agentId = roll.hex(8);
  const side: Talk = {
    ...{ base: { ...base, agentId }, endMs, stamp, isSidechain: true },
    model: agent.isSmall ? SMALL_MODEL : model,
    startMs: startMs + roll.between(0.02, 0.2) * HOUR_MS,
    calls: roll.whole(4, 18),
  };
  const path = `${folder}/${id}/subagents/agent-${agentId}`;
  return [
    ...files,
    { path: `${path}.jsonl`, text: `${transcript(roll, side).join('\n')}\n` },
    { path: `${path}.meta.json`, text: JSON.stringify({ agentType: agent.type }) },
  ];
}

/** A title that Claude Code made, and sometimes one that the developer gave. */
function titleLines(roll: Dice, sessionId: string): readonly string[] {
  const aiTitle = roll.pick(TITLES);
  const customTitle = roll.pick(TITLES);
  return [
    JSON.stringify({ type: 'ai-title', aiTitle, sessionId }),
    ...(roll.chance(0.1) ? [JSON.stringify({ type: 'custom-title', customTitle, sessionId })] : []),
  ];
}

function gooseSession(
  roll: Dice,
  startMs: number,
  { day, endMs, stamp }: Hours,
  stated?: DemoModel,
): DemoFile {
  const model = stated ?? roll.pick(inUse(GOOSE_MODELS, day));
  const { dir }: DemoProject = roll.pick(PROJECTS);
  const { name, lines } = gooseLog(roll, { model, dir, startMs, endMs, stamp });
  return { path: `.local/state/goose/logs/cli/${name}`, text: `${lines.join('\n')}\n` };
}
