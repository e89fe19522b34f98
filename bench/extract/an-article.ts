const FIRST = ['Mira', 'Ivo', 'Lena', 'Tomas', 'Ruth', 'Pavel', 'Nadia', 'Oskar'];
const LAST = ['Vale', 'Renn', 'Orr', 'Tasker', 'Lindqvist', 'Amari', 'Kessler', 'Dunmore'];
const ROLES = [
  'the mayor of Port Ansel',
  'a spokeswoman for the harbour',
  'the engineer in charge',
  'an economist at Orr University',
];
const SAYINGS = [
  'The bridge is yours again',
  'We will not pay for this twice',
  'Nobody asked the ferrymen',
  'It was a long winter',
];

/** An invented article of some 4,000 characters, another for each number. */
export function anArticle(seed: number): string {
  let state = seed + 1;
  const one = <T>(list: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return list[(state >>> 16) % list.length] as T;
  };
  return Array.from({ length: 16 }, (_, i) => {
    const last = `${one(LAST)}${seed % 997}`;
    const full = `${one(FIRST)} ${last}`;
    return [
      `“${one(SAYINGS)},” said ${full}, ${one(ROLES)}, on day ${i} of the hearing. “${one(SAYINGS)}.”`,
      `${last} told the council that the works cost ${seed + i} million crowns, which officials called “${one(SAYINGS).toLowerCase()}”.`,
    ].join(' ');
  }).join('\n\n');
}
