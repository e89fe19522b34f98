declare module 'edtf' {
  /** The parts of an EDTF object that we read: inclusive bounds in milliseconds since 1970 (UTC). */
  export type Extended = { type: string; min: number; max: number };
  export default function edtf(text: string, constraints?: { level?: 0 | 1 | 2; types?: string[] }): Extended;
}
