const set = (words: string) => new Set(words.split(' '));

const PREPOSITIONS = set(
  'of from at in on for with by about to into over under between among against during without within through across behind beyond near since until despite amid toward towards upon via per like unlike including regarding concerning following outside inside after before around off onto alongside',
);
const CONJUNCTIONS = set(
  'and but or nor yet so while when whenever because although though if unless whereas as that which who whom whose where than whether how why what once',
);
const DETERMINERS = set(
  'a an the this that these those some any many most several few both all each every no another other one two three four five six dozens hundreds thousands his her its their our my your',
);
const ADVERBS = set(
  'also then later again once not never just still even only already soon ever always often sometimes instead thus therefore however meanwhile too further earlier afterward afterwards first finally nonetheless nevertheless back further once twice perhaps now today here there online publicly simply merely',
);
const AUXILIARIES = set(
  "has have had is was were are be been being am do does did will would can could may might shall should must to went go going goes continued continues began begins wants wanted tried tries keeps kept refused declined ought used hasn't haven't hadn't isn't wasn't weren't aren't don't doesn't didn't won't wouldn't can't couldn't",
);
const TIMES = set(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tomorrow tonight morning afternoon evening night noon midnight week month year weekend spring summer autumn fall winter weeks days months years hours minutes decades last next earlier ago a.m p.m am pm est edt gmt',
);
const PRONOUNS = set('he she they it we i you');
/** Words that begin a sentence with a capital and name nobody. */
const OPENERS = set(
  'the a an in on at by for from with as after before when while if since because although though but and or so yet this that these those there here it its he she they we i you his her their our my your who what when where why how which not no yes now then later also still even just only once both all some many most several few each every one two three another other such like unlike despite during until among amid between under over about against through without within according asked told said says added yet however meanwhile moreover furthermore nevertheless nonetheless instead indeed perhaps maybe well oh ok okay look let please thanks thank do does did is are was were be been have has had can could will would should may might must never always often sometimes earlier recently today yesterday tomorrow tonight last next first second third more less much very too only almost nearly about around speaking asked pressed responding reached writing appearing noting citing calling saying adding to of up out off down into onto upon per via whether than nor neither either something someone somebody nothing nobody everyone everybody everything anything anyone anybody people officials critics supporters experts analysts voters advertisement photo image read click follow copyright update updated editor watch video related share',
);

/** of, from, amid. */
export const isPreposition = (word: string) => PREPOSITIONS.has(word);
/** and, while, who: a clause may begin with it. */
export const isConjunction = (word: string) => CONJUNCTIONS.has(word);
/** the, some, her: a noun phrase may begin with it. */
export const isDeterminer = (word: string) => DETERMINERS.has(word);
/** also, repeatedly. */
export const isAdverb = (word: string) => ADVERBS.has(word) || /..ly$/.test(word);
/** had, would, went on to: stands between a subject and its verb. */
export const isAuxiliary = (word: string) => AUXILIARIES.has(word);
/** Friday, last, p.m. */
export const isTime = (word: string) => TIMES.has(word);
/** A pronoun that can be a subject. */
export const isPronoun = (word: string) => PRONOUNS.has(word);
/** Has a capital only because a sentence begins with it. */
export const isOpener = (word: string) => OPENERS.has(word);

const ORGANISATIONS = set(
  'party committee commission reserve islands isles university college institute department ministry times post news court bank inc corp corporation association council center centre foundation house senate congress agency office union group company board bureau parliament government administration campaign school police forum fund journal network press society federation league club hospital church museum coalition alliance authority organization organisation service services force forces army navy intelligence security treasury pentagon kremlin nations states kingdom caucus chamber trust media magazine tribune herald gazette guardian telegraph chronicle observer review daily weekly today television radio tv channel studios records project initiative team partners holdings industries airlines motors systems technologies labs act bill plan treaty agreement accord convention report amendment constitution war street avenue road river mountain lake island county city state district province region north south east west hall tower airport stadium park bridge building room day week month festival awards prize cup games olympics conference summit hotel plaza square valley beach coast gulf sea ocean desert forest',
);
const PLACES = set(
  'america american americans china chinese russia russian britain british france french germany german europe european africa african asia asian israel israeli iran iranian iraq iraqi syria syrian ukraine ukrainian mexico mexican canada canadian india indian japan japanese washington moscow beijing london paris berlin brussels jerusalem tehran kyiv kiev congress democrat democrats republican republicans democratic muslim muslims christian christians jewish jews catholic latino latinos hispanic hispanics black white english spanish arab arabs alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming twitter facebook instagram google medicare medicaid internet bible god',
);

/** Whether a word of a name makes it one of a body, place or thing: Ministry, Times. */
export const isOrganisationWord = (word: string) => ORGANISATIONS.has(word);
/** A country, its people, a party: no person by itself. */
export const isPlaceWord = (word: string) => PLACES.has(word);
