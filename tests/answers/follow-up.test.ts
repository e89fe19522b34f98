import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveFollowUp } from '../../src/answers/follow-up.ts';

describe('resolveFollowUp', () => {
  test.for([
    ['what about Vale?', 'what did Brandt say about tolls?', 'what did Vale say about tolls?'],
    ['and about dredging?', 'what did Mira Vale say about tolls?', 'What did Mira Vale say about dredging?'],
    ['and about Brandt?', 'what did Mira Vale say about tolls?', 'What did Mira Vale say about Brandt?'],
    ['on Brandt?', 'what did Mira Vale say about tolls?', 'on Brandt?'],
    [
      'and last year?',
      'how much freight did Merrow handle this year?',
      'how much freight did Merrow handle last year?',
    ],
    ['and in 2029?', 'how much freight did Merrow handle?', 'how much freight did Merrow handle in 2029?'],
    ['and according to Vale?', 'how busy is the harbour?', 'how busy is the harbour according to Vale?'],
    ['and in Tessel?', 'who met in Merrow?', 'who met in Tessel?'],
    ['what does she want?', 'who is Mira Vale?', 'what does Mira Vale want?'],
    ['what did they sign?', 'when did Vale meet Brandt?', 'what did Vale and Brandt sign?'],
  ])('“%s” after “%s” is “%s”', ([question = '', previous, understood]) => {
    expect(resolveFollowUp(question, { question: previous ?? '' })).toBe(understood);
  });

  test.for(['how long is the bridge?', 'who is Tomas Brandt?', ''])('“%s” stands by itself', (question) => {
    expect(resolveFollowUp(question, { question: 'what did Vale say about tolls?' })).toBe(question);
  });

  test.for([
    ['and what did it total?', 'how much did trade grow?', 'how much did trade grow: what did it total?'],
    ['what did she say about Europe?', 'what does Mira Vale want?', 'what did Mira Vale say about Europe?'],
    ['what did he say there?', 'what did Vale tell Brandt in Merrow?', 'what did Vale say there?'],
    ['how many times have they met?', 'where is the lighthouse?', 'how many times have they met?'],
  ])('“%s” after “%s” reads “%s”', ([question = '', previous = '', understood]) => {
    expect(resolveFollowUp(question, { question: previous })).toBe(understood);
  });

  test('joined questions do not grow', () => {
    let question = 'how busy is the harbour?';
    for (let i = 0; i < 20; i += 1) question = resolveFollowUp('is it that?', { question });
    expect(question).toBe('how busy is the harbour: is it that?');
  });

  test('she is who answered, where the question before asked who', () => {
    expect(resolveFollowUp('where does she work?', { question: 'who said Brandt is late?', about: 'Mira Vale' })).toBe(
      'where does Mira Vale work?',
    );
    expect(resolveFollowUp('where does he work?', { question: 'what did Brandt say?', about: 'Brandt' })).toBe(
      'where does Brandt work?',
    );
  });

  test('without a question before it, a question is left as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (question) => resolveFollowUp(question, undefined) === question),
    );
  });
});
