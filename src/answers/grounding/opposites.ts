import { stem } from '../../facts/words.ts';
import type { Token } from './read.ts';

/** Two directions of one thing: a claim that has a word of one side where its source has only the other is turned round. */
const PAIRS = `
rise rose risen climb grow grew grown growth increase increasingly soar jump surge expand gain upward higher : fall fell fallen drop decline decreasingly decrease shrink shrank plunge tumble slump sink dip downward lower contract
up : down
more increasingly : less fewer decreasingly
most : least fewest
highest largest biggest greatest tallest longest peak maximum high : lowest smallest tiniest shortest minimum low
better best improve improved : worse worst worsen deteriorate
before prior earlier ahead : after following later since afterwards
first : last
above over : below under beneath
strong stronger strengthen strongly : weak weaker weaken weakly
widen widened wider : narrow narrowed narrower
raise raised : cut lower lowered reduce reduced
win won victory winner : lose lost defeat loser
buy bought buyer purchase import : sell sold seller export
open opened reopen reopened opening : close closed closure shut
begin began begun start started launch launched : end ended finish finished halt halted stop stopped
accept accepted approve approved welcome welcomed : reject rejected refuse refused oppose opposed
support supported back backed favour : oppose opposed resist criticise criticised condemn condemned
praise praised hail hailed applaud : criticise criticised condemn condemned denounce
condemn condemned denounce denounced : praise praised welcome welcomed hail applaud
allow allowed permit permitted let : ban banned forbid forbade prohibit prevent prevented block blocked
arrive arrived arrival enter entered : leave left depart departed exit
join joined : quit leave left
left : right
north northern : south southern
east eastern : west western
cheap cheaper affordable inexpensive : expensive costly dear pricey
guilty convicted : innocent acquitted
major main : minor
ally friend partner : enemy foe rival
public publicly openly : private privately secretly
growing rising increasing mounting : shrinking falling decreasing easing
safe safer : dangerous unsafe
old older oldest : young younger youngest new newest
long longer : short shorter
fast faster quick : slow slower
deepen deepening : loosen loosening fade fading
succeed succeeded success : fail failed failure
agree agreed agreement : disagree disagreed disagreement
same : different
wide : narrow
dependable reliable stable : unreliable unstable
powerful mighty : powerless weak
close closer closest closely tight tighter : distant loose looser loosely
escalate escalating escalated intensify mount mounting mounted : ease easing eased subside calm abate ebb
limited : unlimited
inside : outside
hire hired : fire fired dismissed
remember : forget
lift lifted : tighten tightened impose imposed
early : late
effective : ineffective
important crucial vital : unimportant irrelevant
willing : unwilling
possible : impossible
free freed released : jailed imprisoned arrested detained
alive survive survived : dead die died killed
majority : minority
profit : loss
heat hot warm : cold cool
reluctant wary cautious : eager keen
issue issued : drop dropped withdraw withdrew withdrawn cancel cancelled revoke revoked
north-south : east-west
`;

const pairs = PAIRS.trim()
  .split('\n')
  .map((line) => line.split(' : ').map((side) => new Set(side.split(' ').map(stem))));
const sidesOf = new Map<string, { pair: number; side: number }[]>();
for (const [pair, sides] of pairs.entries()) {
  for (const [side, stems] of sides.entries()) {
    for (const each of stems) sidesOf.set(each, [...(sidesOf.get(each) ?? []), { pair, side }]);
  }
}

/** For each word of a claim that names a direction, the opposite word where the source has that and nothing of the word's own side. */
export function turnedRound(claim: readonly Token[], source: ReadonlySet<string>): { word: string; source: string }[] {
  const found: { word: string; source: string }[] = [];
  for (const token of claim) {
    if (token.kind !== 'word' || source.has(token.stem)) continue;
    for (const { pair, side } of sidesOf.get(token.stem) ?? []) {
      const own = pairs[pair]?.[side];
      const other = pairs[pair]?.[1 - side];
      if (!own || !other || [...own].some((each) => source.has(each))) continue;
      const opposite = [...other].find((each) => source.has(each));
      if (opposite !== undefined) {
        found.push({ word: token.raw, source: opposite });
        break;
      }
    }
  }
  return found;
}

/** Whether two words name the two directions of one thing. */
export function areOpposite(a: string, b: string): boolean {
  return (sidesOf.get(a) ?? []).some(({ pair, side }) => pairs[pair]?.[1 - side]?.has(b));
}

/** Whether a word says that something rises or falls. */
export function isDirection(word: string): boolean {
  return (sidesOf.get(word) ?? []).some(({ pair }) => pair === 0);
}
