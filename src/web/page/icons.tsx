/** Small drawings of 16 by 16, each with its word beside it or in the name of its button. */

const PATHS = {
  sun: 'M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6',
  moon: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1',
  down: 'M4.5 6.5 8 10l3.5-3.5',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  right: 'M6 3.5 10.5 8 6 12.5',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M6 6V3.5A1 1 0 0 1 7 2.5h5.5a1 1 0 0 1 1 1V9a1 1 0 0 1-1 1H10M3.5 6H9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1H3.5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1',
  done: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  out: 'M8 9.5v-7M5.5 4.5 8 2l2.5 2.5M3 8v4.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V8',
  warn: 'M8 2.5 14.5 13.5h-13zM8 6.5v3M8 11.6v.1',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 5v3.6M8 11v.1',
  check: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.2 8.2l2 2 3.6-4',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M7 6.5v6',
  chart: 'M3 13V8M8 13V3M13 13V6',
  filter: 'M2.5 4.5h11M4.5 8h7M6.5 11.5h3',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
