import { blocksOf, proseLength } from './blocks.ts';
import { BLOCKS } from './plain-text.ts';

const part = (words: string): RegExp => new RegExp(`(?:^|[\\s_-])(?:${words})(?:$|[\\s_\\d-])`);

/** Class names and ids as CMSs give them to what stands around an article, in whole words: `share-bar`, `ArticleRelated`. */
const NAMES = part(
  [
    // elsewhere on the site
    'related\\w*|recirc\\w*|recommend\\w*|read[-_]?(?:more|next|also)|more[-_]?(?:stories|from|on|news|in|links?|like|articles?|coverage|top)|also[-_]?(?:read|like|on|see)|see[-_]?also|you[-_]?(?:may|might)\\w*|most[-_]?(?:read|popular|viewed|recent|shared)|trending|popular|top[-_]?stories|latest[-_]?(?:news|stories|posts)|up[-_]?next|next[-_]?(?:up|article|post|story)|prev(?:ious)?[-_]?(?:article|post|story)|post[-_]?nav\\w*|teasers?|promos?|promo[-_]?\\w+|onward|crosslinks?|linked[-_]?(?:stories|articles)|suggest\\w*|similar|jp[-_]?relatedposts|yarpp\\w*|zergnet|outbrain|ob[-_]widget|taboola\\w*|trc_\\w+|revcontent|nativo|rec[-_]?list|story[-_]?package|in[-_]?this[-_]?(?:story|article)|interstitial[-_]?link|series[-_]?nav|bottom[-_]?links|jump[-_]?links?|table[-_]?of[-_]?contents|toc',
    // things to do with the page
    'shar(?:e|es|ing|er)|share[-_]?\\w+|\\w+[-_]share|social\\w*|addthis\\w*|addtoany\\w*|a2a_\\w+|sharedaddy|sd[-_]sharing\\w*|jp[-_]post[-_]flair|like[-_]?(?:button|box)|follow(?:[-_]?(?:us|me|button|links?))|print[-_]?(?:button|link|tools)|tools?|toolbar|utility|actions?|article[-_]?(?:tools|actions|controls)|bookmark|save[-_]?(?:article|button)|font[-_]?siz\\w*|text[-_]?siz\\w*|rating|votes?|reactions?|listen|audio[-_]?player|player|video[-_]?(?:player|wrapper|container|embed|meta|info)|playlist',
    // selling and asking
    'ads?|adv|advert\\w*|ad[-_](?:slot|unit|wrap\\w*|container|label|break|placeholder)|dfp\\w*|gpt[-_]\\w+|banner|sponsor\\w*|commercial|newsletters?|newsletter[-_]?\\w+|\\w+[-_]newsletter|sign[-_]?up\\w*|signup\\w*|subscri(?:be|ption)\\w*|subscriber[-_]?\\w+|mailing[-_]?list|mc_embed_signup|paywall\\w*|regwall|piano|meter|donat\\w*|contribut(?:e|ion)[-_]?\\w*|support[-_]?us|membership|cta|call[-_]?to[-_]?action|cookie\\w*|consent\\w*|gdpr|onetrust\\w*|modal|popup|pop[-_]up|overlay|lightbox|tooltip|toast|affiliate[-_]?\\w+|shop(?:ping)?[-_]?\\w*|product[-_]?(?:box|card|widget)|buy[-_]?(?:now|button)|coupon\\w*|app[-_]?(?:download|promo|banner)|survey|quiz[-_]?promo',
    // readers' voices
    'comments?|comment[-_]?\\w+|commentlist|disqus\\w*|livefyre\\w*|spot[-_]?im\\w*|viafoura\\w*|coral\\w*|fb[-_]comments|respond|reply|discussion|pingbacks?|trackbacks?|webmentions?',
    // about the article
    'by[-_]?line\\w*|author[-_]?(?:bio|box|card|info|block|profile|desc\\w*|meta|details|links?|about|name|image|img|avatar)|about[-_]?(?:the[-_]?)?author|bio|biography|writer[-_]?bio|contributor[-_]?\\w*|vcard|post[-_]?meta|entry[-_]?meta|article[-_]?meta|meta[-_]?(?:data|info)|entry[-_]?(?:footer|utility|date)|article[-_]?(?:footer|info|timestamp|date)|post[-_]?(?:footer|info|date)|date[-_]?line|time[-_]?stamp|pub[-_]?date|publish\\w*|posted[-_]?(?:on|in|by)|updated|last[-_]?(?:updated|modified)|tags?|tag[-_]?(?:list|cloud|links)|article[-_]?tags|post[-_]?tags|topics?|keywords|categor(?:y|ies)|cat[-_]?links|breadcrumbs?|crumbs?|kicker|eyebrow|copyright|disclaimer|corrections?[-_]?link|reading[-_]?time|read[-_]?time|permalink|edit[-_]?link|print[-_]?only|no[-_]?print|hide[-_]?\\w*|hidden|visually[-_]?hidden|sr[-_]?only|screen[-_]?reader\\w*|skip[-_]?\\w*|u[-_]hidden|accessib\\w+',
    // pictures
    'captions?|caption[-_]?\\w+|\\w+[-_]caption|wp[-_]caption\\w*|credits?|\\w+[-_]credits?|photo[-_]?(?:credit|caption|by|info)|image[-_]?(?:caption|credit|source|info|meta|description)|img[-_]?(?:caption|credit)|media[-_]?(?:caption|credit|info|meta)|gallery[-_]?(?:nav\\w*|count\\w*|controls|thumbs?)|slideshow[-_]?(?:nav\\w*|controls)|thumb(?:nail)?s?',
    // the site's frame
    'nav|navbar|navigation|menu|masthead|site[-_]?(?:header|footer|nav\\w*)|page[-_]?(?:header|footer)|global[-_]?(?:nav\\w*|header|footer|menu)|footer|controls?|sidebar\\w*|side[-_]?(?:bar|rail|column)|rail|right[-_]?(?:rail|col(?:umn)?|bar)|widgets?|widget[-_]?\\w+|search[-_]?\\w*|login|log[-_]?in|pagination|pager|page[-_]?links|weather|ticker|stock[-_]?\\w+|alert[-_]?bar|breaking[-_]?news|notification\\w*|events?[-_]?list',
  ].join('|'),
);

/** Names that say “this is the article”, whatever else stands in the same attribute. */
const ARTICLE =
  /article[-_]?(?:body|text|content|copy)|articlebody|story[-_]?(?:body|text|content)|entry[-_]?content|post[-_]?(?:content|body|text)|body[-_]?(?:copy|text|content)|main[-_]?(?:content|text)|content[-_]?body|rich[-_]?text|text[-_]?(?:block|component|wrapper)|paragraph/i;

const TAGS = 'nav, footer, aside, form, figcaption, [role="navigation"], [role="complementary"], [role="contentinfo"], [role="search"], [role="dialog"], [role="alert"], [role="toolbar"], [role="menu"], [itemprop~="author"], [itemprop~="datePublished"], [itemprop~="dateModified"], [rel~="author"], [rel~="tag"], [data-testid*="byline" i], [data-component*="byline" i], [data-component*="links-block" i], [data-component*="topic" i], [data-component*="caption" i], [data-component*="related" i], [data-component*="image-block" i] figcaption, amp-ad, amp-sidebar, amp-embed, time'; // prettier-ignore

/** Blocks (BEM) whose every element is beside the article. */
const ASIDES = part(
  'contributions?|newsletters?|promos?|related|share|social|comments?|ads?|subscribe|cookie\\w*|sign[-_]?up',
);
const VOICES =
  /^(?:comments?(?:[-_]?(?:list|section|area|wrap\w*|container|thread))?|disqus_thread|respond|commentlist|fb-comments|discussion)$/i;
const LABEL =
  /^(?:advertisement|related|share|newsletter|comments|more on|read more|most read|recommended|sign up|cookie|breadcrumb)/i;
/** What only screen readers are told, such as “opens in a new window”. */
const UNSEEN = /(?:visually[-_]?hidden|sr[-_]?only|screen[-_]?reader)/i;
const NEVER = new Set('article main body html b i em strong mark code pre h1 table tbody tr'.split(' '));

/** The most of a page's running text that one thing beside the article may hold. */
const MAX_SHARE = 0.35;

/**
 * Takes away what stands around an article, by what pages call it (HTML's sectioning elements, ARIA landmarks, the
 * class names of common CMSs); never an element that holds a large share of the page's running text.
 */
export function removeClutter(document: Document): void {
  const { body } = document;
  if (!body) return;
  const total = proseLength(blocksOf(body));
  const mayGo = (element: Element, share = MAX_SHARE): boolean => {
    const length = element.textContent?.length ?? 0;
    return length < 200 || proseLength(blocksOf(element)) <= share * total;
  };
  for (const element of body.querySelectorAll(TAGS))
    if (body.contains(element) && !inRunningText(element) && mayGo(element)) element.remove();
  for (const element of body.querySelectorAll('[class], [id], [data-component], [data-testid], [aria-label]')) {
    if (NEVER.has(element.localName) || !body.contains(element)) continue;
    const names = ['class', 'id', 'data-component', 'data-testid'].flatMap(
      (key) => element.getAttribute(key)?.split(/\s+/) ?? [],
    );
    const voices = names.some((name) => VOICES.test(name));
    const clutter = voices || areClutter(names) || LABEL.test(element.getAttribute('aria-label') ?? '');
    // Comments can be longer than what they are about.
    if (!clutter || (inRunningText(element) && !UNSEEN.test(names.join(' ')))) continue;
    if (mayGo(element, voices && !element.querySelector('h1') ? 0.85 : MAX_SHARE)) element.remove();
  }
}

/** Whether an inline element is a part of a sentence, such as a link to a topic or a name in a span. */
function inRunningText(element: Element): boolean {
  if (BLOCKS.has(element.localName)) return false;
  const around = [element.previousSibling, element.nextSibling].map((node) =>
    node?.nodeType === 3 ? (node.nodeValue ?? '') : '',
  );
  return around.some((text) => /[\p{L}\p{N}]{2}/u.test(text));
}

const judged = new Map<string, 'article' | 'clutter' | 'neither'>();

function areClutter(names: readonly string[]): boolean {
  // “hidden md:block” (Tailwind) is shown on wide screens.
  const told = names.some((name) => name.includes(':')) ? names.filter((name) => name !== 'hidden') : names;
  const judgements = new Set(told.slice(0, 40).map(judge));
  return judgements.has('clutter') && !judgements.has('article');
}

function hyphened(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

/** Of `block__element--modifier` (BEM) only the element speaks; `has-sidebar` tells of a state, not of a sidebar. */
function judge(name: string): 'article' | 'clutter' | 'neither' {
  const known = judged.get(name);
  if (known) return known;
  const own = hyphened((name.split('__').at(-1) ?? name).replace(/--.*$/, ''));
  const state = /^(?:has|with|without|no|is|js|not|single|page|template|type|status|format|postid)[-_]/.test(own);
  const block = name.includes('__') ? hyphened(name.split('__')[0] ?? '') : '';
  const judgement = ARTICLE.test(own)
    ? 'article'
    : own.length < 80 && !state && (NAMES.test(own) || ASIDES.test(block))
      ? 'clutter'
      : 'neither';
  if (judged.size > 5000) judged.clear();
  judged.set(name, judgement);
  return judgement;
}
