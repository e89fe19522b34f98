/** `paper` is for a picture that every reader is sent alike, whichever theme they read in. */
export type Theme = 'light' | 'dark' | 'paper';

/** Colours of a picture; each pair of text and surface has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3). `edge` is the line around a picture that stands alone. */
export type Palette = { surface: string; ink: string; muted: string; rule: string; mark: string; edge: string };

export const PALETTES: Record<Theme, Palette> = {
  light: { surface: '#ffffff', ink: '#1b1e24', muted: '#575d68', rule: '#e2e5ea', mark: '#2f5bb7', edge: '#c4c9d1' },
  dark: { surface: '#191c22', ink: '#e8eaee', muted: '#a3abb8', rule: '#343a45', mark: '#8fb0ff', edge: '#4a515e' },
  // Light, so that it stands out from the dark themes by itself; its edge sets it off from the white of the light ones.
  paper: { surface: '#faf8f3', ink: '#1b1e24', muted: '#575d68', rule: '#e0dcd2', mark: '#2f5bb7', edge: '#8d8a83' },
};
