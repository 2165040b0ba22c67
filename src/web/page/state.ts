/** What the whole page shares: the address, the theme, what the server said of itself. Everything else is a view's own. */
import { computed, effect, signal } from '@preact/signals';
import { type Address, addressText, type Filter, readAddress, VIEWS, type View } from './address.ts';
import type { Status } from './answers.ts';
import { setCurrency } from './numbers.ts';

const usualView = (VIEWS as readonly string[]).includes(document.documentElement.dataset.view ?? '')
  ? (document.documentElement.dataset.view as View)
  : 'overview';

const first = readAddress(location.hash, usualView);
export const address = signal<Address>(first.address);
export const dropped = signal<readonly string[]>(first.dropped);
export const view = computed(() => address.value.view);

export const status = signal<Status | undefined>(undefined);
effect(() => {
  setCurrency(status.value?.currency ?? undefined);
});

addEventListener('hashchange', () => {
  const read = readAddress(location.hash, usualView);
  address.value = read.address;
  dropped.value = read.dropped;
});

/** Changes what is shown. A choice can be gone back on; a sort replaces the one before. */
export function go(change: Partial<Address>, isReplaced = false): void {
  const next = { ...address.value, ...change };
  const text = addressText(next);
  if (text === location.hash) return;
  if (isReplaced) history.replaceState(null, '', text);
  else history.pushState(null, '', text);
  address.value = next;
  dropped.value = [];
}

addEventListener('popstate', () => {
  address.value = readAddress(location.hash, usualView).address;
});

/** Another view keeps the filters, and the range where one was chosen. */
export function goView(to: View): void {
  go({ view: to, sort: undefined, receipt: undefined });
}

export function toggle(filter: Filter, name: string): void {
  const chosen = address.value[filter];
  go({ [filter]: chosen.includes(name) ? chosen.filter(each => each !== name) : [...chosen, name] });
}

export function openReceipt(of: string): void {
  go({ receipt: of });
}

/** Light, dark, or as the system has it until one is chosen. */
type Theme = 'light' | 'dark';
const system = matchMedia('(prefers-color-scheme: dark)');
const chosen = signal<Theme | undefined>(kept());
const isSystemDark = signal(system.matches);
system.addEventListener('change', () => {
  isSystemDark.value = system.matches;
});
export const theme = computed<Theme>(() => chosen.value ?? (isSystemDark.value ? 'dark' : 'light'));
effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function switchTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', chosen.value);
  } catch {
    // A private window: it is simply not kept.
  }
}

function kept(): Theme | undefined {
  try {
    const value = localStorage.getItem('theme');
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isPhone = signal(matchMedia('(max-width: 640px)').matches);
matchMedia('(max-width: 640px)').addEventListener('change', event => {
  isPhone.value = event.matches;
});

const wide = matchMedia('(min-width: 1500px)');
/** There is more room than the drawings need. */
export const isWide = signal(wide.matches);
wide.addEventListener('change', event => {
  isWide.value = event.matches;
});

/** Said to screen readers, politely. */
export const announcement = signal('');

export const areKeysShown = signal(false);
