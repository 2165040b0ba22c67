/** The doctor's findings for the Doctor screen of the dashboard. */
import { diagnose } from '../cli/doctor.ts';
import type { Env, Paths } from '../os/paths.ts';
import type { HealthLine } from '../tui/stores.ts';
import type { App } from './app.ts';
import { doctorInput } from './doctor-input.ts';
import type { ReadSettings } from './settings.ts';

export async function healthOf(
  app: App,
  read: ReadSettings,
  own: { readonly env: Env; readonly paths: Paths },
  version: string,
): Promise<readonly HealthLine[]> {
  const findings = diagnose(await doctorInput(app, read, { ...own, version }));
  return findings.map(({ check, level, what, todo }) => ({ about: check, level, what, todo }));
}
