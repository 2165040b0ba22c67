/** Keys that were typed at a screen before it was loaded; it gets them then, and another screen does not. */
import type { Key } from './input.ts';
import { isOfScreen } from './keys.ts';
import type { ScreenLoader } from './screens/loader.ts';
import type { View } from './view.ts';

export class HeldKeys {
  private readonly loader: Pick<ScreenLoader, 'screen'>;
  private held: { readonly screen: string; readonly key: Key }[] = [];

  constructor(loader: Pick<ScreenLoader, 'screen'>) {
    this.loader = loader;
  }

  /** Keeps a key that is too early; whether it was one. */
  holds(key: Key, { overlays, isFinding, screen }: View): boolean {
    if (overlays.length > 0 || isFinding || !isOfScreen(key) || this.loader.screen(screen)) return false;
    this.held.push({ screen, key });
    return true;
  }

  /** The keys for a screen that is loaded, in order; those for others are dropped. */
  take(screen: string): readonly Key[] {
    if (!this.loader.screen(screen)) return [];
    const keys = this.held.filter(each => each.screen === screen).map(({ key }) => key);
    this.held = [];
    return keys;
  }
}
