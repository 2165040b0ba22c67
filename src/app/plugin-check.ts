/**
 * `token-dash source check`: what every source must do, tried on the fixtures of a plug-in. Each directory of fixtures is a
 * home: it is copied, and the plug-in reads the copy through the same feed as the logs of the user.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Source } from '../core/source.ts';
import { DiskFeed } from '../logs/feed.ts';
import { findFiles } from '../logs/scan/find.ts';
import { tempDir } from '../os/temp-dir.ts';
import { eventLine } from '../plugins/event-line.ts';
import { loadPlugins, type PluginPlaces, pluginPath } from '../plugins/load.ts';

/** A law and how it went; `why` says what broke it. */
export interface Checked {
  readonly what: string;
  readonly why?: string;
}

type Lines = readonly string[];

/** Places in which a log of lines is cut. */
const CUTS = 6;
const GARBAGE: Readonly<Record<string, Uint8Array>> = {
  nothing: Buffer.alloc(0),
  'a NUL byte': Buffer.from('\0'),
  'a brace': Buffer.from('{'),
  'deep brackets': Buffer.from('['.repeat(100_000)),
  'random bytes': Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 251)),
};

/** Throws words for the user where there is no such plug-in. */
export async function checkPlugin(
  name: string,
  places: Omit<PluginPlaces, 'taken'>,
): Promise<readonly Checked[]> {
  const path = pluginPath(name, places);
  const fixtures = path.replace(/\.m?js$/, '.fixtures');
  const cases = existsSync(fixtures)
    ? readdirSync(fixtures, { withFileTypes: true }).filter(entry => entry.isDirectory())
    : [];
  if (cases.length === 0)
    return [
      { what: 'has fixtures', why: `${fixtures} has no directory: each one is a home with logs in it` },
    ];
  const checked: Checked[] = [];
  for (const { name: fixture } of cases) {
    const found = await checkFixture(path, join(fixtures, fixture), places);
    for (const { what, why } of found) checked.push({ what: `${fixture}: ${what}`, why });
  }
  return checked;
}

async function checkFixture(
  path: string,
  fixture: string,
  places: Omit<PluginPlaces, 'taken'>,
): Promise<readonly Checked[]> {
  const temp = tempDir([]);
  const home = join(temp.dir, 'home');
  cpSync(fixture, home, { recursive: true });
  const place = { home, env: {}, platform: places.place.platform };
  const plugins = loadPlugins([path], { ...places, place, taken: [] });
  try {
    const [source] = plugins.sources;
    if (!source) return [{ what: 'is a source', why: plugins.troubles[0]?.why ?? 'is none' }];
    return await laws(source, { home, temp: temp.dir, expected: join(fixture, 'expected.txt') });
  } finally {
    plugins.close();
    temp.remove();
  }
}

interface Trial {
  readonly home: string;
  readonly temp: string;
  readonly expected: string;
}

async function laws(source: Source, trial: Trial): Promise<readonly Checked[]> {
  const { home, expected } = trial;
  const place = { home, env: {}, platform: process.platform };
  const { files } = await findFiles([source], place);
  const first = reader(source, trial);
  const whole = await first.look();
  const checked: Checked[] = [
    { what: 'finds files', why: files.length > 0 ? undefined : 'none of its globs matches a file here' },
  ];
  const compare = (what: string, lines: Lines, wanted: Lines = whole) =>
    checked.push({ what, why: differenceOf(lines, wanted) });
  if (existsSync(expected))
    compare(
      'reads what expected.txt says',
      whole,
      readFileSync(expected, 'utf8').split('\n').filter(Boolean),
    );
  compare('a second look adds nothing', await first.look());
  first.close();
  for (const file of files) {
    const name = relative(home, file.path);
    const bytes = readFileSync(file.path);
    if (file.format.kind === 'lines') {
      for (let cut = 1; cut <= CUTS; cut++) {
        const end = Math.floor((bytes.length * cut) / (CUTS + 1));
        const cutReader = reader(source, trial);
        writeFileSync(file.path, bytes.subarray(0, end));
        await cutReader.look();
        writeFileSync(file.path, bytes);
        compare(
          `${name} cut at byte ${end} and then completed reads as it reads whole`,
          await cutReader.look(),
        );
        cutReader.close();
      }
    }
    for (const [what, content] of Object.entries(GARBAGE)) {
      const garbled = reader(source, trial);
      writeFileSync(file.path, content);
      const made = (await garbled.lookAt(file.path)).length;
      checked.push({
        what: `makes nothing of ${what} in place of ${name}`,
        why: made > 0 ? `it made ${made} responses of it` : undefined,
      });
      garbled.close();
    }
    writeFileSync(file.path, bytes);
  }
  const ordered = reader(source, trial);
  const contents = files.map(({ path }) => [path, readFileSync(path)] as const);
  for (const [path] of contents) rmSync(path);
  for (const [path, bytes] of contents.toReversed()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    await ordered.look();
  }
  compare('the order in which files appear makes no difference', await ordered.look());
  ordered.close();
  return checked;
}

/** What is wrong between two readings, in words; undefined where nothing is. */
function differenceOf(lines: Lines, wanted: Lines): string | undefined {
  const missing = wanted.find(line => !lines.includes(line));
  const added = lines.find(line => !wanted.includes(line));
  if (missing !== undefined) return `lacks '${missing}'${added === undefined ? '' : `, and has '${added}'`}`;
  if (added !== undefined) return `has '${added}' more`;
  return lines.length === wanted.length ? undefined : `has ${lines.length} lines, not ${wanted.length}`;
}

let readers = 0;

/** A feed of its own, without any memory of others. */
function reader(source: Source, { home, temp }: Trial) {
  readers += 1;
  const feed = new DiskFeed({
    sources: [source],
    place: { home, env: {}, platform: process.platform },
    cacheDir: join(temp, `cache-${readers}`),
    now: Date.now,
  });
  const events = async () => {
    await feed.refresh();
    await feed.loadEvents();
    const { journal } = feed.getState();
    return Array.from({ length: journal.length }, (_, i) => journal.event(i));
  };
  return {
    /** Every response, then every trouble. */
    async look(): Promise<Lines> {
      const lines = (await events()).map(eventLine).sort();
      const troubles = feed.getState().sources.flatMap(each => each.troubles);
      return [
        ...lines,
        ...troubles.map(
          ({ path, line, why }) => `${relative(home, path)}${line === undefined ? '' : `:${line}`}: ${why}`,
        ),
      ];
    },
    lookAt: async (path: string) => (await events()).filter(({ file }) => file === path),
    close: () => feed.close(),
  };
}
