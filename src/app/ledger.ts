/** The ledger for commands: import, look after it, and Claude Code's hook. */
import { appendFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HOOKS, type Hook, hasHook, installHook, uninstallHook } from '../claude/hooks.ts';
import type { HookService, LedgerService } from '../cli/ledger-service.ts';
import { dayText } from '../core/calendar.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { RECOVERED_SOURCE } from '../reports/recovered.ts';
import type { Journal } from '../rollup/journal.ts';
import type { App } from './app.ts';
import { openLedger } from './ledger-import.ts';
import { recoverableDays } from './recoverable-days.ts';
import type { RunContext } from './run-context.ts';

interface Parts {
  readonly app: App;
  readonly run: RunContext;
  /** The first is the one whose settings hooks go into. */
  readonly claudeDirs: readonly string[];
  /** How a shell calls this program, without arguments. */
  readonly program: string;
}

/** To derive all responses of a large ledger anew takes as long; a command that was asked for waits for that, ms. */
const WAIT_MS = 120_000;

export function ledgerService({ app, run, claudeDirs, program }: Parts): LedgerService {
  const claudeDir = claudeDirs[0]!;
  const { paths } = run;
  const path = app.ledgerPath;
  const log = join(paths.dataDir, 'hook.log');
  const using = async <T>(act: (ledger: Ledger) => T | Promise<T>): Promise<T> => {
    if (path === undefined) throw new Error('the ledger is turned off (ledger: off)');
    const ledger = await openLedger(path, WAIT_MS);
    try {
      return await act(ledger);
    } catch (error) {
      throw (await import('../ledger/ledger.ts')).inWords(path, error);
    } finally {
      ledger.close();
    }
  };
  const pricing = async () => {
    await app.priceStore.loadFallbackPrices(app.feed.getState().journal.terms);
    return { prices: app.priceStore.getState(), agentOf: app.agentOf };
  };
  /** Takes over what Claude Code remembers of days before the first response of its logs. */
  const recover = async ({ database }: Ledger, journal: Journal) => {
    const { keepRecovered, recoveredDays } = await import('../ledger/recovered.ts');
    const firstMs = journal.moments([RECOVERED_SOURCE]).reduce((a, b) => Math.min(a, b), Date.now());
    keepRecovered(database, recoverableDays(claudeDirs, app.zone), dayText(app.zone.day(firstMs)));
    app.saveRecovered(recoveredDays(database));
  };
  const hookService = (hook: Hook): HookService => ({
    install: () => installHook(claudeDir, hook, `${program} hook ${hook.word}`),
    uninstall: () => uninstallHook(claudeDir, hook),
    status: () => hasHook(claudeDir, hook),
  });
  return {
    async importLogs(scheduled) {
      try {
        const { snapshot } = await app.load('events');
        return await using(async ledger => {
          const { updateResponses } = await import('../ledger/responses.ts');
          if (scheduled) ledger.markScheduled(scheduled.session, scheduled.name);
          const { facts, files } = app.feed.knownFiles();
          const kept = ledger.keep(facts, files);
          updateResponses(ledger, snapshot.journal, await pricing());
          app.saveRuns(ledger.runs);
          await recover(ledger, snapshot.journal);
          app.imports.done(Date.now());
          const { added, changed } = kept;
          return { path: ledger.path, files: kept.files.length, added, changed, warning: ledger.warning };
        });
      } catch (error) {
        app.imports.fail(error instanceof Error ? error.message : `${error}`);
        throw error;
      } finally {
        app.imports.free();
      }
    },
    startImport: args => app.imports.start(['import', '--quiet', ...args, ...app.sameRoots]),
    async status() {
      const none = { isThere: false, bytes: 0, readings: 0, files: 0, gone: 0, machines: 0 };
      if (path === undefined || !existsSync(path)) return { ...none, path };
      const { numberOf } = await import('../ledger/sqlite.ts');
      return using(({ database, readings }) => ({
        ...{ path, isThere: true, bytes: statSync(path).size, readings },
        files: numberOf(database, 'SELECT count(*) FROM file'),
        gone: numberOf(database, 'SELECT count(*) FROM file WHERE gone_ms IS NOT NULL'),
        machines: numberOf(database, 'SELECT count(*) FROM machine'),
      }));
    },
    verify: () =>
      using(async ledger => {
        const { verifyLedger } = await import('../ledger/verify.ts');
        return { path: ledger.path, ...verifyLedger(ledger, { agentOf: app.agentOf }) };
      }),
    reprice: () =>
      using(async ledger => {
        const { rebuildResponses } = await import('../ledger/responses.ts');
        return rebuildResponses(ledger, await pricing());
      }),
    recovered: () =>
      using(async ({ database }) => (await import('../ledger/recovered.ts')).recoveredDays(database)),
    export: write =>
      using(async ledger => (await import('../ledger/exchange.ts')).exportLines(ledger, write)),
    merge: lines =>
      using(async ledger => {
        const { mergeLines } = await import('../ledger/exchange.ts');
        const { rebuildResponses } = await import('../ledger/responses.ts');
        const changed = await mergeLines(ledger, lines);
        rebuildResponses(ledger, await pricing());
        app.saveRuns(ledger.runs);
        const { firstReadingMs, keepRecovered, recoveredDays } = await import('../ledger/recovered.ts');
        const { database } = ledger;
        const firstMs = firstReadingMs(database, RECOVERED_SOURCE) ?? Date.now();
        keepRecovered(database, [], dayText(app.zone.day(firstMs)));
        app.saveRecovered(recoveredDays(database));
        // What the cache holds of the history is no longer all of it.
        app.forgetCache();
        return changed;
      }),
    prune: beforeMs =>
      using(async ledger => {
        const count = (await import('../ledger/prune.ts')).prune(ledger, beforeMs);
        app.forgetCache();
        return count;
      }),
    countBefore: beforeMs =>
      using(async ledger => (await import('../ledger/prune.ts')).countBefore(ledger, beforeMs)),
    logError(text) {
      try {
        mkdirSync(dirname(log), { recursive: true, mode: 0o700 });
        appendFileSync(log, `${new Date().toISOString()} ${text.replaceAll('\n', ' ')}\n`, { mode: 0o600 });
      } catch {
        // A hook has no output for the user.
      }
    },
    hooks: { sessionEnd: hookService(HOOKS.sessionEnd), prompt: hookService(HOOKS.prompt) },
  };
}
