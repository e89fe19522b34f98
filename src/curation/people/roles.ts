import type { Gender } from './cast.ts';
import { isAdverb, isConjunction, isDeterminer, isPreposition, isTime } from './word-classes.ts';

const HONORIFICS: Readonly<Record<string, Gender | undefined>> = {
  mr: 'he',
  sir: 'he',
  lord: 'he',
  king: 'he',
  prince: 'he',
  father: 'he',
  brother: 'he',
  sheikh: 'he',
  imam: 'he',
  pope: 'he',
  baron: 'he',
  count: 'he',
  herr: 'he',
  monsieur: 'he',
  señor: 'he',
  emperor: 'he',
  duke: 'he',
  don: 'he',
  mrs: 'she',
  ms: 'she',
  miss: 'she',
  lady: 'she',
  dame: 'she',
  queen: 'she',
  princess: 'she',
  sister: 'she',
  madame: 'she',
  frau: 'she',
  baroness: 'she',
  duchess: 'she',
  señora: 'she',
  dr: undefined,
  prof: undefined,
  professor: undefined,
  sen: undefined,
  sens: undefined,
  rep: undefined,
  reps: undefined,
  gov: undefined,
  lt: undefined,
  gen: undefined,
  col: undefined,
  maj: undefined,
  capt: undefined,
  sgt: undefined,
  cpl: undefined,
  adm: undefined,
  cmdr: undefined,
  rev: undefined,
  hon: undefined,
  pres: undefined,
  det: undefined,
  insp: undefined,
  atty: undefined,
  del: undefined,
};
const TITLES =
  'president vice senator representative congressman congresswoman governor mayor chancellor premier minister secretary chief judge justice general colonel major captain sergeant lieutenant commander admiral corporal officer detective inspector sheriff deputy marshal ambassador commissioner councilman councilwoman councillor councilor alderman attorney prosecutor chairman chairwoman chairperson chair speaker leader director ceo cfo coo cto executive manager spokesman spokeswoman spokesperson bishop archbishop cardinal rabbi pastor reverend coach economist analyst professor doctor author actor actress singer rapper director editor host anchor columnist candidate nominee democrat republican assemblyman assemblywoman delegate treasurer comptroller superintendent principal dean provost strategist pollster adviser advisor aide lawyer counsel head founder co-founder majority minority leader whip rival supreme foreign prime finance health interior defense defence acting interim former first city county state district fire police air force army navy marine sen rep gov mr mrs ms dr gop ex-president elder youth exchequer undersecretary then-president fellow researcher scientist journalist reporter correspondent developer activist organizer campaigner farmer teacher nurse student engineer architect historian banker investor trader owner resident neighbour neighbor witness victim player midfielder striker goalkeeper captain manager physicist biologist chemist astronaut pilot driver mother father daughter son wife husband widow brother sister uncle aunt nephew niece cousin';
const GENDERED: Readonly<Record<Gender, string>> = {
  she: 'spokeswoman congresswoman councilwoman chairwoman assemblywoman businesswoman actress mother daughter wife widow sister aunt niece queen princess duchess baroness lady woman girl grandmother waitress hostess heroine girlfriend stepmother policewoman saleswoman noblewoman businesswoman alderwoman goddess nun bride mum mom granddaughter stewardess',
  he: 'spokesman congressman councilman chairman assemblyman businessman father son husband brother uncle nephew king prince duke baron lord man boy grandfather waiter boyfriend stepfather policeman salesman alderman monk groom dad grandson fireman craftsman statesman gentleman priest',
};
const ABBREVIATED: Readonly<Record<string, string>> = {
  sen: 'senator',
  sens: 'senator',
  rep: 'representative',
  reps: 'representative',
  gov: 'governor',
  gen: 'general',
  col: 'colonel',
  capt: 'captain',
  sgt: 'sergeant',
  lt: 'lieutenant',
  maj: 'major',
  adm: 'admiral',
  cmdr: 'commander',
  pres: 'president',
  prof: 'professor',
  dr: 'doctor',
  rev: 'reverend',
  det: 'detective',
  congressman: 'representative',
  congresswoman: 'representative',
  lawmaker: 'representative',
  advisor: 'adviser',
  councilor: 'councillor',
  atty: 'attorney',
};

/** They end as words for people do. */
const NO_ROLES = new Set(
  'other their number matter water power summer winter order paper letter center border master member-state fever river weather chapter cover dinner dollar error factor favor favour flavor labor labour major minor motor sector senior junior terror tenor tumor higher lower larger smaller better greater older younger former newer longer shorter stronger proper whether either neither answer offer prefer refer differ consider remember wonder murder disaster register quarter shoulder chamber corner counter degree committee guarantee agree three coffee giant plant grant restaurant important significant relevant instant distant constant want hurricane human german italian christian indian russian canadian brazilian egyptian norwegian asian ukrainian syrian iranian civilian exist consist resist insist list twist mist'.split(
    ' ',
  ),
);

const titles = new Set(TITLES.split(' '));
const genders: ReadonlyMap<string, Gender> = new Map(
  (['she', 'he'] as const).flatMap((gender) => GENDERED[gender].split(' ').map((word) => [word, gender] as const)),
);

/** Whether a word before a name addresses or ranks who bears it: Mrs., Senator, Spokesman. `word` is folded, without its point. */
export function isTitle(word: string): boolean {
  return isHonorific(word) || titles.has(word);
}

/** Mr., Dr., Sen.: a word that only stands before a name. */
export function isHonorific(word: string): boolean {
  return Object.hasOwn(HONORIFICS, word);
}

/** What a title or role says of the pronoun: Mrs., spokesman, widow. */
export function genderOfRole(word: string): Gender | undefined {
  return (isHonorific(word) ? HONORIFICS[word] : undefined) ?? genders.get(word);
}

/** One form for a role however it is written: Sen. and senator. */
export function roleOf(word: string): string {
  return Object.hasOwn(ABBREVIATED, word) ? (ABBREVIATED[word] ?? word) : word;
}

/** Whether a lower-case noun names what a person is, so that a name may follow it without a comma: spokesman Nick Merrill. */
export function isRoleNoun(word: string): boolean {
  if (titles.has(word) || genders.has(word)) return true;
  return (
    word.length > 4 &&
    /(?:man|woman|person|ist|or|er|ian|ee|ant)$/.test(word) &&
    !NO_ROLES.has(word) &&
    !isSmallWord(word)
  );
}

function isSmallWord(word: string): boolean {
  return isPreposition(word) || isConjunction(word) || isDeterminer(word) || isAdverb(word) || isTime(word);
}
