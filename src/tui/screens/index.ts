/**
 * The registry of screens, in the order of Tab: to add one, write its file and its line here. A screen is loaded when it
 * is first shown.
 */
import { overview } from './overview.ts';
import type { ScreenEntry } from './screen.ts';

export const SCREENS: readonly ScreenEntry[] = [
  { id: 'overview', title: 'Overview', key: '1', load: async () => overview, screen: overview },
  { id: 'models', title: 'Models', key: '2', load: async () => (await import('./models.ts')).models },
  { id: 'projects', title: 'Projects', key: '3', load: async () => (await import('./projects.ts')).projects },
  { id: 'sessions', title: 'Sessions', key: '4', load: async () => (await import('./sessions.ts')).sessions },
  { id: 'agents', title: 'Agents', key: '5', load: async () => (await import('./agents.ts')).agents },
  { id: 'activity', title: 'Activity', key: '6', load: async () => (await import('./activity.ts')).activity },
  { id: 'calendar', title: 'Calendar', key: '7', load: async () => (await import('./calendar.ts')).calendar },
  { id: 'limits', title: 'Limits', key: '8', load: async () => (await import('./limits.ts')).limits },
  { id: 'doctor', title: 'Doctor', key: '9', load: async () => (await import('./doctor.ts')).doctor },
  { id: 'budgets', title: 'Budgets', key: '0', load: async () => (await import('./budgets.ts')).budgets },
  { id: 'alerts', title: 'Alerts', load: async () => (await import('./alerts.ts')).alerts },
  { id: 'tasks', title: 'Tasks', load: async () => (await import('./tasks.ts')).tasks },
];
