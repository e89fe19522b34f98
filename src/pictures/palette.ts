export type Theme = 'light' | 'dark';

/** Colours of a picture; each pair of text and surface has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export type Palette = { surface: string; ink: string; muted: string; rule: string; mark: string };

export const PALETTES: Record<Theme, Palette> = {
  light: { surface: '#ffffff', ink: '#1b1e24', muted: '#575d68', rule: '#e2e5ea', mark: '#2f5bb7' },
  dark: { surface: '#191c22', ink: '#e8eaee', muted: '#a3abb8', rule: '#343a45', mark: '#8fb0ff' },
};
