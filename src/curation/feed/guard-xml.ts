import { Parser } from 'htmlparser2';
import { UserError } from '../../errors.ts';

const MAX_CHARACTERS = 10_000_000;
const MAX_DEPTH = 100;
const MAX_TAGS = 400_000;

/**
 * A feed's text that is safe to parse, without its DOCTYPE; throws a UserError where the text declares entities (XML 1.0,
 * section 4.2: they can grow without bound and name other files), is too large or too deep, or is a web page.
 */
export function guardXml(text: string): string {
  if (text.length > MAX_CHARACTERS)
    throw new UserError('The feed is larger than 10 million characters; ask its publisher for a shorter one.', {
      code: 'feed_too_large',
    });
  let doctype: string | undefined;
  let depth = 0;
  let tags = 0;
  let root: string | undefined;
  const parser = new Parser(
    {
      onprocessinginstruction(name, data) {
        if (/^!(?:doctype|entity|element|attlist|notation)/i.test(name)) doctype = `${doctype ?? ''} ${data}`;
      },
      onopentagname(name) {
        root ??= name;
        tags += 1;
        depth += 1;
        if (depth > MAX_DEPTH || tags > MAX_TAGS) throw tooDeep();
      },
      onclosetag() {
        depth -= 1;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.end(text);
  if (doctype !== undefined && /[[\]]|!ENTITY|!ELEMENT|!ATTLIST|!NOTATION/i.test(doctype))
    throw new UserError(
      'The feed declares entities or types of its own, which could hide an attack; it was not read.',
      {
        code: 'feed_entities',
      },
    );
  if (/^html$/i.test(root ?? '') || /^\s*!doctype\s+html/i.test(doctype ?? ''))
    throw new UserError('This is a web page, not a feed. Give the address of its RSS, Atom or JSON feed.', {
      code: 'not_a_feed',
    });
  return doctype === undefined ? text : text.replace(/<!DOCTYPE[^>[]*>/i, '');
}

function tooDeep(): UserError {
  return new UserError('The feed is nested too deeply or has too many elements to be read.', { code: 'feed_too_deep' });
}

/** Broken XML made whole: open elements closed, stray marks escaped, so that what stands before the fault can be read. */
export function mendXml(text: string): string {
  const out: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (!/^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(name)) return;
        const written = Object.entries(attributes)
          .filter(([key]) => /^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(key))
          .map(([key, value]) => ` ${key}="${escape(value).replaceAll('"', '&quot;')}"`);
        out.push(`<${name}${written.join('')}>`);
      },
      ontext: (data) => out.push(escape(data)),
      onclosetag(name) {
        if (/^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(name)) out.push(`</${name}>`);
      },
    },
    { xmlMode: true, decodeEntities: false, recognizeCDATA: true },
  );
  parser.end(text);
  return out.join('');
}

function escape(value: string): string {
  return value
    .replace(/&(?!#?\w{1,10};)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
