/** The page of a served home in Chromium: Debian's, or the one that CHROMIUM names. */
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Served } from '../support/serve.ts';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGS =
  '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export const isThere = existsSync(CHROMIUM);

let browser: Browser;

/** Starts the browser before the tests of a file, and ends it after them. */
export function startBrowser(): void {
  beforeAll(async () => {
    if (isThere) browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS.split(' ') });
  }, 60_000);
  afterAll(() => browser?.close());
}

export interface Look {
  readonly width?: number;
  readonly isDark?: boolean;
}

/** A window of its own until the end of the test. */
export async function newWindow({ width = 1280, isDark = false }: Look = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: isDark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  onTestFinished(() => context.close());
  return context;
}

export interface Opened {
  readonly page: Page;
  readonly served: Served;
  /** What went wrong in the console, and what was asked of whom. */
  readonly wrong: string[];
  readonly hosts: Set<string>;
}

export async function open(served: Served, hash: string, look?: Look): Promise<Opened> {
  const page = await (await newWindow(look)).newPage();
  const wrong: string[] = [];
  const hosts = new Set<string>();
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) wrong.push(message.text());
  });
  page.on('pageerror', error => wrong.push(error.message));
  page.on('request', request => {
    if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).host);
  });
  await page.goto(`${served.url}/${hash}`);
  await settled(page);
  return { page, served, wrong, hosts };
}

/** Until nothing waits for an answer. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      (document.querySelector('#updated')?.textContent ?? '') !== '' &&
      !document.querySelector('.bar-wait') &&
      !document.querySelector('[aria-busy="true"]'),
  );
}

/** What axe finds that is serious. */
export async function complaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 200)).join(' | ')}`);
}

/** How far the page is wider than its window, CSS pixels. */
export const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

declare global {
  interface Window {
    axe: typeof axe;
  }
}
