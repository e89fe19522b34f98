import type { Dispatch } from '../../src/dispatch.ts';
import { notice, paragraph, post, type Picture, type Reply } from '../../src/reply.ts';

const PICTURE: Picture = {
  type: 'bars',
  title: 'Cost',
  groups: [{ unit: 'crowns', bars: [{ label: 'Work', value: 42 }] }],
};

/** What is shown in the interim: words, a picture and a button. */
export const INTERIM: Reply = post({
  blocks: [paragraph('The store’s own words.'), { type: 'image', picture: PICTURE, alt: 'A bar chart.' }],
  actions: [{ label: 'Source 1', command: '/source cost' }],
});
/** What takes its place, without a picture. */
export const FINAL: Reply = post({
  blocks: [paragraph('Worded by a model.')],
  actions: [{ label: 'Stories', command: '/stories' }],
});
/** A reply that should not come after an interim one. */
export const FINAL_FOR_ASKER: Reply = notice('For you alone.');

/** Takes over what people ask of the engine, so that the next command shows and finishes when the test says so. */
export function atWork(engine: { dispatch: Dispatch }) {
  const { dispatch } = engine;
  const asked = Promise.withResolvers<Parameters<Dispatch>[0]>();
  const replied = Promise.withResolvers<Reply>();
  engine.dispatch = (invocation) => {
    if (invocation.asker.name === 'Examples') return dispatch(invocation); // the page itself asks for those
    asked.resolve(invocation);
    return replied.promise;
  };
  return {
    asked: asked.promise,
    /** Shows something in the interim; whether the platform can. */
    async show(interim = INTERIM): Promise<boolean> {
      const invocation = await asked.promise;
      invocation.interim?.(interim);
      return invocation.interim !== undefined;
    },
    finish: (reply = FINAL) => replied.resolve(reply),
  };
}
