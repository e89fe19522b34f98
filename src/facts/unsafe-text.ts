/**
 * Characters that no line of text needs and that make it read as something else, or carry what nobody sees: controls,
 * lone surrogates, line and paragraph separators, interlinear annotation, and all that Unicode calls default-ignorable
 * (UAX #44, Default_Ignorable_Code_Point: bidirectional controls, zero-width spaces, soft hyphens, tags, fillers), for
 * the spoofing that UTR #36 tells of; save variation selectors, which choose an emoji's form, and the two joiners.
 */
const UNSAFE = /[[\p{Cc}\p{Cs}\p{DI}\u2028\u2029\ufff9-\ufffb]--[\p{Variation_Selector}\u200c\u200d]]/gv;

/** What a joiner can stand after, before its marks. Latin, Greek and Cyrillic letters do not join: there it only hides. */
const JOINING = String.raw`[[\p{L}\p{N}]--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}0-9]]|[\p{Extended_Pictographic}\p{Emoji_Modifier}]`;

/**
 * The joiners U+200C and U+200D where they join nothing. Elsewhere they are spelling, as in Persian and Hindi, or hold
 * an emoji of several signs together (Unicode core specification, chapters 9, 12 and 23).
 */
const STRAY_JOINER = new RegExp(
  String.raw`(?<!(?:${JOINING})\p{M}*)[\u200c\u200d]|[\u200c\u200d](?!\p{M}|${JOINING})`,
  'gv',
);

/** The text without those characters. */
export function withoutUnsafe(text: string): string {
  return text.replace(UNSAFE, '').replace(STRAY_JOINER, '');
}

/** The first of those characters as people look it up, such as “U+200B”; undefined where the text holds none. */
export function unsafeCharacter(text: string): string | undefined {
  const [found] = text.match(UNSAFE) ?? text.match(STRAY_JOINER) ?? [];
  return found && `U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
