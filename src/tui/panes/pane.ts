/** What every pane is: a name, and a picture of a scene in a size. Panes have no effects and remember nothing. */
import type { Look, Size } from '../draw/chart.ts';
import type { Runs } from '../draw/runs.ts';
import type { Age, Scene } from '../scene.ts';
import type { View } from '../view.ts';

export interface PaneProps {
  readonly scene: Scene;
  readonly age: Age;
  readonly view: View;
  readonly size: Size;
  readonly look: Look;
}

export interface Pane {
  readonly id: string;
  readonly title: string;
  /** Whether it shows the age of the figures, and is drawn at every look; the others are when they show something new. */
  readonly showsAge?: boolean;
  /** Draws the pane, frame and all, exactly `size` large. */
  readonly draw: (props: PaneProps) => readonly Runs[];
}
