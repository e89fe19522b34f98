/**
 * The text of an article and what is known of it, without the page around it. `text` is normalised as evidence counts
 * it (NFC, \n line ends); a blank line parts two paragraphs, headings included; it holds neither title nor byline.
 * `published` is an ISO day, `language` a BCP 47 tag, `url` the canonical address.
 */
export type Article = {
  title: string;
  text: string;
  byline?: string | undefined;
  publisher?: string | undefined;
  published?: string | undefined;
  language?: string | undefined;
  url?: string | undefined;
};
