import type { Article } from '../../src/curation/article.ts';

/** An invented article. */
export const FERRY: Article = {
  title: 'Lake Orm ferry returns after four years',
  byline: 'Ida Brandt',
  published: '2031-05-08',
  url: 'https://www.quay.example/ferry',
  text: `ORMSUND (Quay News) — The ferry across Lake Orm sailed again on Tuesday, four years after its engine failed.

“We waited four winters for this ferry,” Selma Rask, the mayor of Ormsund, told passengers on the quay on Tuesday. “Nobody will drive around the lake again.”

The repair cost 12.5 million crowns, according to the county treasury. However, the county paid only a third of the sum in March.

Rask has led the town since 2024. She said the ferry would carry 300 people a day by the end of the summer.

But some residents are not convinced. Is the ferry worth the money?

Engineer Tobias Lind replaced the engine with an electric one. He said two dozen batteries were built in Ormsund.

The old ferry burned about 90 tonnes of diesel a year, the county reported last month.

The ferry will sail to the northern shore on Saturday, officials said.

It was a day of joy. Between January and April, the yard tested the new engine 14 times.

Read more: how the ferry was built

Ida Brandt reported from Ormsund.
`,
};
