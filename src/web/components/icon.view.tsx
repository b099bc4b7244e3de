import type { JSX } from 'preact';

/** Outlines on a grid of 24, drawn for this product. Text always stands beside them. */
const PATHS = {
  minus: 'M6 12h12',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5l3.5 2',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-6 6a6 6 0 0 1-6-6zM12 17v4M3 3l18 18',
  alert: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7.5v5.5M12 16.4v.2',
  triangle: 'M12 4L2.8 20h18.4zM12 10v4.5M12 17.4v.2',
  message: 'M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12.5h5',
  eye: 'M2.5 12C5 7.5 8.3 5.5 12 5.5S19 7.5 21.5 12C19 16.5 15.7 18.5 12 18.5S5 16.5 2.5 12M12 9.3a2.7 2.7 0 1 0 0 5.4a2.7 2.7 0 0 0 0-5.4',
  pen: 'M3 20h18M5 16l9.5-9.5l3 3L8 19H5zM13 8l3 3',
  history: 'M4.5 8.5A8.5 8.5 0 1 1 3.6 14M4 4v5h5M12 8v4.5l3 1.8',
  send: 'M21 3L10 14M21 3l-6.5 18l-4.5-7l-7-4.5z',
  check: 'M5 12.5l4.5 4.5L19.5 7',
  back: 'M9 6L4 11l5 5M4 11h10a6 6 0 0 1 6 6v2',
  info: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v5.5M12 7.6v.2',
  download: 'M12 4v11M7.5 11L12 15.5L16.5 11M5 20h14',
  cross: 'M6 6l12 12M18 6L6 18',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark of the product: a dial. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="13.5" />
      <path d="M8.5 19.5a8 8 0 0 1 15 0" />
      <path class="mark__hand" d="M16 18.5L20.5 11" />
    </svg>
  );
}
