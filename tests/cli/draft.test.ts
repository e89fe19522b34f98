import { describe, expect, test } from 'vitest';
import { FERRY } from '../support/desk.ts';
import { cli, file, folder, oneLine, ownData } from '../support/cli.ts';

describe('draft', () => {
  test('brings a file to the desk once, as an import does', async () => {
    const env = ownData();
    const ferry = file('ferry.txt', FERRY);
    expect(await cli(['draft', ferry], { env })).toMatchObject({
      code: 0,
      stdout: oneLine(/Drafted: Ferry to Norholm sails again.*2 quotations/),
      stderr: '',
    });
    expect(await cli(['import', ferry], { env })).toMatchObject({ code: 0, stdout: oneLine(/Here already/) });
  });

  test('of a folder takes what can be read, and names what cannot', async () => {
    const articles = folder('articles', {
      'a.txt': FERRY.replaceAll('ferry', 'barge'),
      'b.html': '<html><body></body></html>',
      'c.md': `# The tram\n\n${FERRY.replaceAll('ferry', 'tram').replaceAll('crowns', 'kroner')}`,
      'd.png': 'x',
    });
    const run = await cli(['draft', articles], { env: ownData() });
    expect(run).toMatchObject({ code: 1, stderr: oneLine(/.*b\.html: There is no article text/) });
    expect(run.stdout).toContain('2 articles drafted, 0 here already, 1 refused.');
  });
});

describe('sign-in', () => {
  test('prints a link to the desk’s page', async () => {
    const { code, stdout } = await cli(['sign-in'], { env: { ...ownData(), WEB_PUBLIC_URL: 'https://desk.example/' } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^https:\/\/desk\.example\/desk\/sign-in\?key=[\w-]{43}\n$/);
  });
});
