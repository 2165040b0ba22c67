/**
 * Makes the picture of the page in the README: `node test/web/picture.mjs`. It serves the demo and takes the picture in
 * Chromium (`CHROMIUM` names another one than Debian's). Made by hand where the page looks different: the demo follows the
 * day, so that two pictures are never the same.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const top = fileURLToPath(new URL('../..', import.meta.url));
const SIZE = { width: 1280, height: 860 };

const server = spawn(process.execPath, [`${top}dist/token-dash.js`, 'serve', '--demo', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  let text = '';
  while (!text.includes('Ctrl+C stops it')) text += (await once(server.stdout, 'data'))[0];
  const url = /http:\/\/[^\s/]+/.exec(text)[0];
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
  await page.goto(url);
  // The budgets come last: they are looked up when they are first asked for.
  await page.locator('#month .gauge').first().waitFor({ timeout: 60_000 });
  await page.screenshot({ path: `${top}.github/page.png` });
  await browser.close();
} finally {
  server.kill('SIGINT');
}
