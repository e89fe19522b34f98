/** Verbs that introduce speech and may stand before who speaks (“said Vale”). */
const SAYING =
  'say add ask reply answer respond note explain argue claim insist declare announce state remark comment observe warn continue conclude recall admit acknowledge concede confess assert contend maintain suggest stress emphasize emphasise write tweet post shout yell cry exclaim whisper mutter murmur joke quip boast brag complain caution counter predict promise vow pledge urge wonder report reiterate repeat demand begin muse opine retort sigh scream chant sing tell retweet chime plead protest recount relate sneer snap thunder intone deadpan crow gush grumble growl groan bellow blurt bemoan beg allege affirm advise apologise apologize guess venture interject elaborate estimate testify charge agree interrupt proclaim read summarise summarize theorize theorise text email e-mail blog lament offer';
/** Verbs that cite words within their own sentence, with who speaks before them. */
const CITING =
  'call describe accuse refer dub label denounce condemn criticise criticize praise hail mock blast slam cite quote characterise characterize brand deem believe think hope fear deny confirm reveal disclose inform instruct order encourage propose recommend request swear speak talk preach point paint portray depict decry deride ridicule dismiss rip attack assail lambast lambaste chide scold berate lash rail rant hint imply indicate signal name rate question challenge express voice pen mention deliver tout laud applaud endorse reject rebuke rebut refute dispute defend blame boast vow liken threaten taunt tease warn profess attest avow certify stipulate highlight underline underscore echo scoff joke trumpet oppose exhort implore beseech appeal summon pray commend compliment credit detail clarify correct contradict contest reference invoke fume gloat find conclude rule decide assure remind';

const IRREGULAR: Readonly<Record<string, string>> = {
  say: 'said',
  tell: 'told',
  write: 'wrote written',
  begin: 'began begun',
  sing: 'sang sung',
  think: 'thought',
  teach: 'taught',
  find: 'found',
  speak: 'spoke spoken',
  put: 'put putting',
  read: 'read',
  go: 'went',
  swear: 'swore sworn',
  forget: 'forgot',
  see: 'saw seen',
  hear: 'heard',
  feel: 'felt',
  know: 'knew known',
  seek: 'sought',
  learn: 'learnt',
};
const DOUBLED = /^(?:blog|chat|rip|quip|brag|dub|beg|slam|rap|plan|snap|refer|pen|opt|admit|cut|put|begin|label)$/;

function inflect(verb: string): string[] {
  const past = IRREGULAR[verb]?.split(' ');
  if (verb.endsWith('e')) return [verb, `${verb}s`, ...(past ?? [`${verb}d`]), `${verb.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(verb)) {
    const stem = verb.slice(0, -1);
    return [verb, `${stem}ies`, ...(past ?? [`${stem}ied`]), `${verb}ing`];
  }
  const double = DOUBLED.test(verb) ? verb + (verb.at(-1) ?? '') : verb;
  const third = /(?:s|sh|ch|x|z|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
  return [verb, third, ...(past ?? [`${double}ed`, `${verb}ed`]), `${double}ing`, `${verb}ing`];
}

const forms = (list: string) => new Set(list.split(' ').flatMap(inflect));
const saying = forms(SAYING);
const citing = forms(CITING);

/** How a word, in lower case, may introduce words cited: `saying` also before its subject, `citing` only after it. */
export function speechVerb(word: string): 'saying' | 'citing' | undefined {
  return saying.has(word) ? 'saying' : citing.has(word) ? 'citing' : undefined;
}

/** Nouns of speech that somebody has: Vale’s claim, the mayor’s letter. */
const NOUNS = new Set(
  'claim claims statement statements remark remarks comment comments promise promises words word call calls letter memo tweet tweets post speech assertion assertions accusation warning vow pledge description reference references view views belief declaration response reply message email emails slogan motto insistence interview quote quotes quip joke rhetoric argument testimony prediction assessment conclusion reports report account op-ed column essay article book criticism complaint suggestion idea opinion phrase use embrace praise question answer plea appeal demand denial admission apology contention assurance mantra charge verdict definition term'.split(
    ' ',
  ),
);

/** Whether a noun is of words that somebody says or writes. */
export function isSpeechNoun(word: string): boolean {
  return NOUNS.has(word);
}
