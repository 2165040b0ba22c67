/**
 * The wiring of the web server: looks at the logs when somebody asks or follows, and hands the server what it needs. Its
 * libraries are loaded here and nowhere else.
 */
import { existsSync, readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { ServeOptions, Serving } from '../cli/context.ts';
import type { DetailsReader } from '../core/source.ts';
import { detailsAt } from '../logs/read/record-details.ts';
import { SOURCES } from '../sources/index.ts';
import { webApp } from '../web/app.ts';
import type { PageText, View, WebContext } from '../web/context.ts';
import { Access, isLoopback } from '../web/guard.ts';
import { listen } from '../web/serve.ts';
import type { App } from './app.ts';
import { freshBudgets } from './budgets-view.ts';
import { Looks } from './looks.ts';
import type { RunContext } from './run-context.ts';
import type { ReadSettings } from './settings.ts';

/** While a page follows, the logs are looked at this often, unless the configuration says how often. */
const FOLLOW_MS = 1000;

export async function startServer(
  app: App,
  { settings }: ReadSettings,
  { env, paths, version }: RunContext,
  { host, port, previews, view, onLink }: ServeOptions,
): Promise<Serving> {
  const isLocal = isLoopback(host);
  const { refreshSeconds } = settings;
  const followMs = refreshSeconds.from === 'default' ? FOLLOW_MS : refreshSeconds.value * 1000;
  const looks = new Looks(
    () => app.load('events'),
    () => performance.now(),
  );
  // What the server reads is kept when the logs are deleted, as with every other run.
  app.feed.subscribe(() => app.feed.getState().progress ?? app.importIfDue());
  const context: WebContext = {
    version,
    zone: app.zone,
    settings,
    page: readPage(),
    view: view as View,
    previews: previewsOf(previews, isLocal),
    now: Date.now,
    current: () => app.feed.getState(),
    load: () => looks.load(),
    subscribe: listener => app.feed.subscribe(listener),
    // A request is no reason to run a command or to call an address: alerts are sent by other runs.
    budgets: freshBudgets({ app, settings, run: { env, paths }, terminal: { env }, send: false }, Date.now),
    workLog: () => app.manualLog.read(),
    recovered: app.recovered,
    shortPath: path => shortened(path, [app.place.home, paths.home]),
    recordsOf: app.recordsOf,
    async detailsOf(events) {
      return detailsAt(
        events.map(({ file, offset, attribution }) => ({
          file,
          offset,
          detailsOf: detailsReaderOf(app, attribution.source),
        })),
      );
    },
    isThere: existsSync,
  };
  const urlOf = (path = '') => `http://${isLocal ? 'localhost' : namedHost(host)}:${taken.port}${path}`;
  const access = isLocal ? undefined : new Access(Date.now, path => onLink(urlOf(path)));
  const web = webApp(context, { access, names: isLocal ? undefined : namesOf(host) });
  const taken = await listen(web, host, port).catch(error => {
    web.close();
    throw new Error(whyNot(error as NodeJS.ErrnoException, host, port));
  });
  // The first look starts before the first request, which then waits less.
  void looks.load().catch(() => undefined);
  const following = setInterval(() => {
    if (web.streams.count > 0) void looks.load().catch(() => undefined);
  }, followMs);
  const ended = new Promise<void>(resolve => {
    const stop = () => {
      clearInterval(following);
      void taken.close().then(resolve);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  return {
    url: urlOf(),
    access: access && { link: urlOf(access.newLink()), token: access.token },
    ended,
  };
}

function readPage(): PageText {
  return JSON.parse(readFileSync(new URL('./page.json', import.meta.url), 'utf8')) as PageText;
}

function previewsOf(wanted: boolean | undefined, isLocal: boolean): WebContext['previews'] {
  if (wanted === false)
    return { areShown: false, why: 'Previews are off: the server runs with --no-previews.' };
  if (isLocal || wanted === true) return { areShown: true, why: '' };
  return {
    areShown: false,
    why: 'Previews stay on the machine of the logs, unless the server runs with --previews.',
  };
}

/** What reads a text out of a line of a source's logs; undefined where its logs have none. */
function detailsReaderOf({ place }: App, source: string): DetailsReader | undefined {
  const formats = SOURCES.find(each => each.id === source)
    ?.roots(place)
    .flatMap(({ files }) => files.map(({ format }) => format));
  const lines = formats?.find(format => format.kind === 'lines' && format.detailsOf);
  return lines?.kind === 'lines' ? lines.detailsOf : undefined;
}

function shortened(path: string, homes: readonly string[]): string {
  const home = homes.find(
    each => path === each || path.startsWith(`${each}/`) || path.startsWith(`${each}\\`),
  );
  return home === undefined ? path : `~${path.slice(home.length)}`;
}

/** A host that can be opened: an address for all of the machine's is shown as the first that others reach. */
function namedHost(host: string): string {
  const isAll = host === '0.0.0.0' || host === '::';
  if (!isAll) return host.includes(':') ? `[${host}]` : host;
  const addresses = Object.values(networkInterfaces()).flatMap(each => each ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? hostname();
}

/** The names that a server for other machines goes by, beside its addresses. */
function namesOf(host: string): readonly string[] {
  const own = hostname().toLowerCase();
  return [host.toLowerCase(), own, `${own}.local`];
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE': {
      const airplay =
        process.platform === 'darwin' && port === 5000 ? ' (on macOS, AirPlay Receiver uses it)' : '';
      return `port ${port} is taken${airplay}; is another token-dash serving? Try --port ${port + 1}`;
    }
    case 'EACCES':
      return `port ${port} may not be used without the rights of an administrator; try --port 5000`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `'${host}' is no address of this machine; try --host localhost`;
    default:
      return message;
  }
}
