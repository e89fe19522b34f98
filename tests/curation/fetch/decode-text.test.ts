import { expect, test } from 'vitest';
import { decodeText } from '../../../src/curation/fetch/decode-text.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
/** Cyrillic letters stand in one row in Windows-1251, as in Unicode. */
const russian = Buffer.from(
  Array.from('Привет, это статья о мосте и реке.', (sign) => sign.charCodeAt(0)).map((code) =>
    code >= 0x410 && code <= 0x44f ? code - 0x350 : code,
  ),
);

test.for([
  ['a byte-order mark', Buffer.from('\ufeffGrüße'), 'iso-8859-1', 'utf-8', 'Grüße'],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße', 'utf16le')]), undefined, 'utf-16le', 'Grüße'],
  ['the server', russian, 'windows-1251', 'windows-1251', 'Привет, это статья о мосте и реке.'],
  ['a meta element', latin1('<meta charset="iso-8859-1"><p>Grüße'), undefined, 'windows-1252', '<meta charset="iso-8859-1"><p>Grüße'],
  ['an XML declaration', latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'), undefined, 'windows-1252', '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'],
  ['nobody, in UTF-8', Buffer.from('Grüße'), undefined, 'utf-8', 'Grüße'],
  ['a server that is wrong', Buffer.from('Grüße'), 'iso-8859-1', 'utf-8', 'Grüße'],
  ['nobody, in Windows’ charset', Buffer.from([0x93, 0x47, 0x72, 0xfc, 0xdf, 0x65, 0x94]), undefined, 'windows-1252', '“Grüße”'],
  ['a page that says UTF-8 and is not', latin1('<meta charset=utf-8>Fähren für Übersee, größer und schöner, müssen früh über Brücken'), undefined, 'windows-1252', '<meta charset=utf-8>Fähren für Übersee, größer und schöner, müssen früh über Brücken'],
  ['a charset that nobody knows', Buffer.from('Grüße'), 'klingon', 'utf-8', 'Grüße'],
] as const)('the charset is told by %s', ([, bytes, declared, charset, text]) => {
  expect(decodeText(bytes, declared)).toEqual({ text, charset });
}); // prettier-ignore
