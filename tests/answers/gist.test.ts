import { expect, test } from 'vitest';
import { gist } from '../../src/answers/gist.ts';

test.for([
  ['who is Vale?', 'who is Vale?'],
  ['hey, do we know which harbour Vale runs? I keep forgetting', 'which harbour Vale runs?'],
  ['can you tell me how long the bridge is', 'how long the bridge is'],
  ['Any idea when it opens? Thanks!', 'when it opens?'],
  ['tell me a joke', 'tell me a joke'],
  ['The bridge is open. Who paid for it? Just curious.', 'The bridge is open. Who paid for it?'],
  ['', ''],
])('“%s” asks “%s”', ([text = '', question]) => {
  expect(gist(text)).toBe(question);
});
