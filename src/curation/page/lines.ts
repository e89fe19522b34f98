import { type Block, countWords } from './blocks.ts';

/** Lines that stand in an article's text and are none of it, by how they begin. */
const POINTER =
  /^(?:(?:read|see|watch|hear|listen)\s+(?:more|also|next|full|now|the full|it here|here)\b|also (?:read|see|on|in)\b|more (?:on|from|about|stories|news|coverage|reading|like this)\b|more:|related\b(?:\s*(?::|stories|articles|content|news|links|reading|topics|coverage|posts?|video)|$)|recommended\b|you (?:may|might) (?:also|like)|must[- ]read|don['’]t miss|editor['’]?s (?:picks?|choice)|further reading|(?:see|view) (?:all|more|gallery|photos|comments)|continue reading|keep reading|click (?:here|to|on)|tap (?:here|to)|scroll (?:down|to)|swipe|up next|next:|previous:|next (?:article|story|post)|previous (?:article|story|post)|back to (?:top|home)|skip to|jump to|top stories|most (?:read|popular|viewed)|trending|latest (?:news|stories|headlines)|in this (?:article|story)|watch:|video:|listen:|read:|photos?:|gallery:|opinion:|analysis:|explainer:|live(?: updates)?:|story continues|article continues|advertisement|sponsored|promoted|ad feedback|paid (?:post|content)|lesen sie (?:auch|mehr|hier)|mehr zum thema|lire aussi|à lire aussi|voir aussi|lea también|lee también|te puede interesar|leggi anche|leia (?:também|mais)|lees ook|läs (?:också|mer)|читайте также|читать также|anzeige|publicité|publicidad)/iu;
const ASKING =
  /^(?:(?:please )?(?:sign|log) (?:up|in)\b|subscribe\b|get (?:our|the|your|all the|breaking|daily|more)\b.{0,60}(?:newsletter|inbox|email|app|alerts|updates)|join (?:our|us|the (?:conversation|discussion|newsletter))|follow (?:us|@|\w+ \w+ on|\w+ on (?:twitter|facebook|instagram|x)\b)|like us on|share (?:this|on|via|your)|tweet(?: this)?$|email (?:this|us|the author|\w+ at)|download (?:our|the) (?:free )?app|support (?:our|us|independent|quality)|become a (?:member|subscriber|supporter)|donate|contact (?:us|the (?:author|writer|reporter))|send (?:us|your) (?:tips|feedback|a)|have (?:a|you) (?:tip|story|got a)|got a (?:tip|story)|do you have (?:a|any)|write to|comments? (?:are|\(|below|section|$)|leave a (?:comment|reply)|post a comment|add a comment|view comments|join the|be the first to|report (?:an )?(?:error|a typo|this)|we use cookies|this (?:site|website) uses cookies|by (?:signing|subscribing|clicking|entering)|enter your email|your email address|thank(?:s| you) for (?:reading|subscribing|signing)|we(?:'|’)ll email|unsubscribe|before you go|you(?:'|’)?ve read \d|you have read \d|millions of readers|for more (?:news|stories|information|on|great|from)|let us know|tell us)/iu;
const CREDIT =
  /^(?:(?:photo(?:graph)?s?|image|images|picture|pictures|pic|illustration|graphic|video|foto|fotos|bild|bilder|crédit|crédits|source|credit|credits|photo credit|image source|image caption|image copyright|media caption|photo by|image by|courtesy)\s*(?::|by\b|courtesy|credit|source|caption|copyright|via\b)|(?:©|\(c\)|copyright\b)|all rights reserved|(?:getty images|reuters|ap photo|afp|associated press|shutterstock|istock|epa|pa media|pa|rex features|alamy)(?:\s*[/|,]\s*[\w .]+)?\.?$|this (?:material|article) may not be (?:published|reproduced)|file photo\b|\(?(?:ap )?photo(?:\/|:| by))/iu;
const ABOUT =
  /^(?:by:?\s+\p{Lu}[\p{L}.'’-]+(?:\s+\p{Lu}[\p{L}.'’-]+){1,3}(?:\s*[,|].{0,80})?$|(?:written|reporting|reported|edited|editing|compiled|additional reporting|writing|contributed) by\b|reporting by|(?:first |originally )?(?:published|posted|updated|last updated|last modified|created|modified)\b.{0,80}$|\d{1,2} (?:min(?:ute)?s? read|comments?|shares?|views?|likes?)\b.{0,20}$|\d+ (?:hours?|minutes?|days?|weeks?|months?) ago$|(?:filed under|tags?|topics?|tagged|categor(?:y|ies)|keywords|posted in|labels)\s*:|topics$|tags$|about the author|the author is|follow the author|print$|email$|facebook$|twitter$|whatsapp$|linkedin$|reddit$|pinterest$|copy link$|link copied|save$|share$|close$|menu$|search$|loading\.*$|play$|pause$|mute$|live$|new$|comments?$|reply$|home$|image$|caption$|enlarge.{0,20}$|hide caption$|toggle caption$|show more$|show less$|load more$|follow(?:ing)?$|\d[\d,.]*k? followers$|\d{1,3} (?:of|von|sur|de|\/) \d{1,3}$|\d{1,3}\/\d{1,3}$|\d+ new updates?$|expand$|transcript$|embed$|translate$|listen$)/iu;
const DATE =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)\w*,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+\p{L}{3,9}\.?,?\s+\d{4}|\p{L}{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:\s*(?:[|,·•–—-]|at|um|à)?\s*\d{1,2}[:.h]\d\d.{0,40})?$/iu;

/** From such a heading on, nothing belongs to the article any more. */
const ENDING =
  /^(?:related(?: (?:stories|articles|content|news|links|posts?|topics|coverage|reading))?|more (?:stories|from .{1,40}|on this (?:story|topic)|news|like this|to read)|recommended(?: (?:stories|for you|reading))?|you (?:may|might) (?:also )?like(?: this)?|read (?:next|more|also)|also read|most (?:read|popular|viewed|recent)|comments?(?: \(\d+\))?|\d+ comments|leave a (?:reply|comment)|join the (?:conversation|discussion)|about the authors?|share this(?: \w+)?|top stories|latest (?:news|stories|from .{1,30})|trending(?: now)?|sign up.{0,60}|newsletter|further reading|references|external links|see also|up next|what to read next|from our partners|sponsored (?:content|links)|around the web|promoted (?:stories|content)|mehr zum thema|das könnte sie auch interessieren|à lire aussi|sur le même sujet|te puede interesar|noticias relacionadas|leggi anche|читайте также)\s*[:…]?$/iu;

const MAX_POINTER = 200;
const MAX_PULLED = 50;

/** The blocks that are the article's: without its own title, lines that point elsewhere, ask, credit or label, and what follows the end. */
export function articleBlocks(blocks: readonly Block[], title: string): Block[] {
  const kept: Block[] = [];
  const total = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const linkLists = listsOfLinks(blocks);
  let before = 0;
  for (const [index, block] of blocks.entries()) {
    before += block.text.length;
    const short = block.text.length <= 80;
    if (
      short &&
      ENDING.test(block.text) &&
      before > 0.5 * total &&
      (block.kind === 'heading' || endsHere(blocks, index))
    )
      break;
    if (!linkLists.has(listOf(block)) && isArticles(block, kept.length === 0 || before < 0.1 * total, title))
      kept.push(block);
  }
  return withoutRepeats(withoutLooseHeadings(kept));
}

/** Whether hardly any running text follows. */
function endsHere(blocks: readonly Block[], index: number): boolean {
  const rest = blocks.slice(index + 1);
  return rest.filter(({ text, linked }) => countWords(text) >= 20 && linked < 0.3 * text.length).length <= 1;
}

function isArticles(block: Block, opening: boolean, title: string): boolean {
  const { text, linked, kind } = block;
  if (!/[\p{L}\p{N}]/u.test(text)) return false;
  if (opening && isTitle(text, title)) return false;
  if (DATE.test(text) || (kind === 'text' && /^[\d.,]{1,5}[KM]?$/.test(text))) return false;
  if (text.length <= MAX_POINTER) {
    const labelled = POINTER.test(text) && (linked > 0 || countWords(text) < 14 || /^[^:]{3,30}:/.test(text));
    if (labelled || CREDIT.test(text) || ABOUT.test(text)) return false;
    if (ASKING.test(text) && (linked > 0 || kind === 'heading' || countWords(text) < 25)) return false;
  }
  const share = linked / text.length;
  // A line that is all link leads elsewhere, unless it is a sentence.
  return (
    share <= 0.85 || kind !== 'text' || text.length >= 200 || (/[.!?…]["”’)]?$/.test(text) && countWords(text) > 8)
  );
}

function listOf({ kind, element }: Block): Element | null {
  return kind === 'item' ? element.closest('ul, ol, dl') : null;
}

/** Lists whose items are mostly links: menus and related stories. */
function listsOfLinks(blocks: readonly Block[]): Set<Element | null> {
  const lists = new Map<Element, { length: number; linked: number }>();
  for (const block of blocks) {
    const list = listOf(block);
    if (!list) continue;
    const { length = 0, linked = 0 } = lists.get(list) ?? {};
    lists.set(list, { length: length + block.text.length, linked: linked + block.linked });
  }
  return new Set([...lists].filter(([, { length, linked }]) => linked > 0.65 * length).map(([list]) => list));
}

function isTitle(text: string, title: string): boolean {
  const [a, b] = [fold(text), fold(title)];
  return a !== '' && (a === b || (b.length > 20 && a.startsWith(b) && a.length < b.length + 25));
}

/** A heading with nothing under it says nothing: before another of the same rank's or at the end. */
function withoutLooseHeadings(blocks: Block[]): Block[] {
  const kept = [...blocks];
  while (kept.at(-1)?.kind === 'heading') kept.pop();
  return kept;
}

/** Letters and digits only, whatever their case. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Pull quotes and texts that a page shows twice (for small screens) are read once, where they stand in full. */
function withoutRepeats(blocks: Block[]): Block[] {
  const seen = new Set<string>();
  const folded = blocks.map(({ text }) => fold(text));
  let asked = 0;
  return blocks.filter((block, index) => {
    const own = folded[index] ?? '';
    if (countWords(block.text) < 12) return true;
    if (seen.has(own)) return false;
    seen.add(own);
    const pulled =
      block.kind === 'quote' ||
      block.element.closest('aside, blockquote, [class*="pull" i], [class*="quote" i]') !== null;
    return !(
      pulled &&
      own.length > 25 &&
      (asked += 1) <= MAX_PULLED &&
      folded.some((other, at) => at !== index && other.length > own.length && other.includes(own))
    );
  });
}
