import { tidyLine } from './plain-text.ts';

const OPENING =
  /^(?:(?:written|words|reported|posted|published|story|text|article|analysis|opinion|review|interview|photographs?)\s+(?:and\s+\w+\s+)?)?(?:by|von|par|por|di|da|door|av|af|от|автор)\b:?\s+|^(?:authors?|autor(?:in)?|auteur|автор)\s*:\s*/iu;
const AND = /\s*(?:,|;|\||•|·|\/|\n|\s(?:and|und|et|y|e|en|og|och|и|with|mit|avec)\s|&|\+)\s*/iu;
/** What follows a name in a byline and is none: a job, a desk, a place of work, a date, the way to reach them. */
const ROLE =
  /\b(?:staff|reporters?|correspondents?|editors?|editorial|writers?|columnists?|contributors?|contributing|producers?|journalists?|bureau|chief|desk|team|newsroom|agency|agencies|wire|news|newspaper|press|media|magazine|times|post|daily|herald|tribune|today|comments?|online|digital|ediciones|wires?|exclusive|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|senior|political|business|special|updated|published|posted|follow|twitter|facebook|email|read|minutes?|mins?|ago|admin|administrator|guest|author|analyst|professor|freelance|photographs?|photo|video|redaktion|rédaction|redaction|redacción|redazione|agence|корреспондент|редакция|reuters|afp|dpa|ap|pti|ians|tass|xinhua|bloomberg|getty|bbc|cnn)\b/iu;
/** Letters, dots, hyphens and apostrophes only; capitals where the script has them, save particles. */
const NAME =
  /^(?:[\p{Lu}\p{Lo}][\p{L}\p{M}.'’‘-]*|(?:d['’]|al-|el-|O['’]|Mc)\p{Lu}[\p{L}\p{M}'’-]*|d[aeiou]s?|van|von|der|den|del|della|di|la|le|bin|ibn|al|el|y|ter|ten|zu|zur|af|av)(?:\s+(?:[\p{Lu}\p{Lo}][\p{L}\p{M}.'’‘-]*|(?:d['’]|al-|el-)\p{Lu}[\p{L}\p{M}'’-]*|d[aeiou]s?|van|von|der|den|del|della|di|la|le|bin|ibn|al|el|y|ter|ten|zu|zur|af|av)){0,5}$/u;

/** The people a byline names, parted by commas, without “By”, jobs, dates and addresses; undefined where it names nobody. */
export function cleanByline(candidates: readonly string[], publisher?: string): string | undefined {
  const names: string[] = [];
  for (const candidate of candidates) {
    for (const name of namesIn(candidate)) {
      const taken = names.some((other) => same(other, name));
      if (!taken && !(publisher && fold(name).includes(fold(publisher)))) names.push(name);
    }
  }
  return names.length === 0 || names.length > 12 ? undefined : names.join(', ');
}

function namesIn(candidate: string): string[] {
  if (candidate.length > 300 || /https?:|www\.|\.(?:com|org|net)\b(?!\S*@)/i.test(candidate)) return [];
  const line = tidyLine(candidate.replace(/\n/g, ' | '))
    .replace(/\S+@\S+/g, '')
    .replace(/\([^)]*\)/g, ' ')
    .replace(/@\w+/g, '');
  return line
    .replace(OPENING, '')
    .split(AND)
    .map((part) => tidyName(part))
    .filter(
      (name) => name !== '' && name.length <= 60 && !ROLE.test(name) && NAME.test(name) && /\p{L}{2}/u.test(name),
    );
}

/** “By MIRA VALE in Lisbon” and “Mira Vale, Staff” name Mira Vale; capitals throughout are set as names are. */
function tidyName(part: string): string {
  const name = part
    .replace(/^(?:and|und|et|y|with)\s+/i, '')
    .replace(OPENING, '')
    .replace(/\s+(?:in|at|for|on|is|was|aus|à|en|для)\s.*$/u, '')
    .replace(/\s+[–—-]\s.*$/u, '')
    .replace(
      /\s+(?:erstellt|veröffentlicht|aktualisiert|published|posted|updated|publié|mis à jour|last|am|on)\b.*$/iu,
      '',
    )
    .replace(/^(?:dr|prof|mr|mrs|ms|sir)\.?\s+/i, '')
    .replace(/^[\s:,.–—-]+|[\s:,–—-]+$/gu, '')
    .replace(/\s+/g, ' ');
  const loud = name.length > 4 && name === name.toUpperCase() && name !== name.toLowerCase() && /\s/.test(name);
  return loud
    ? name.toLowerCase().replace(/(?<![\p{L}\p{M}'’])\p{L}|(?<=\b[odlOD]['’])\p{L}/gu, (letter) => letter.toUpperCase())
    : name;
}

function same(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();
}
