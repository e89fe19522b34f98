import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../../../src/platforms/web/previews/discord-markdown.ts';

async function shown(markdown: string): Promise<string> {
  const markup = String(await renderMarkdown(markdown, { seen: 0 }));
  return markup.replace(/>\n\s*</g, '><').trim();
}

describe('the Markdown of Discord', () => {
  test.for([
    [
      '**bold** *em* _em_ __under__ ~~gone~~',
      '<p><strong>bold</strong> <em>em</em> <em>em</em> <u>under</u> <s>gone</s></p>',
    ],
    ['snake_case_word 2 * 3 * 4', '<p>snake_case_word 2 * 3 * 4</p>'],
    ['\\*not em\\* \\[1\\] \\# \\> \\`x\\`', '<p>*not em* [1] # &gt; `x`</p>'],
    ['one\ntwo', '<p>one<br />two</p>'],
    ['## Title\ntext', '<h2 class="level-2">Title</h2><p>text</p>'],
    ['# One\n### Three ##', '<h2 class="level-1">One</h2><h3 class="level-3">Three</h3>'],
    ['\\# no title\n#no title', '<p># no title<br />#no title</p>'],
    ['-# small *print*\ntext', '<p class="subtext">small <em>print</em></p><p>text</p>'],
    [
      '> “said”\n> — **Vale**\nafter',
      '<blockquote><p>“said”<br />— <strong>Vale</strong></p></blockquote><p>after</p>',
    ],
    ['- one\n  goes on\n- two', '<ul><li class="">one<br />goes on</li><li class="">two</li></ul>'],
    ['3. three\n4. four', '<ol start="3"><li class="">three</li><li class="">four</li></ol>'],
    ['- one\n  - within', '<ul><li class="">one</li><li class="nested-item">within</li></ul>'],
    ['1\\. no list\n\\- none', '<p>1. no list<br />- none</p>'],
    ['`a * b` ```\n- x\n# y\n```', '<div><code>a * b</code> <pre><code>- x\n# y</code></pre></div>'],
    [
      '||hidden|| @everyone <@123456789012345678>',
      '<p><span class="spoiler">hidden</span> <span class="mention">@everyone</span> <span class="mention">@user</span></p>',
    ],
    ['<:gull:123456789012345678> <script>', '<p><span class="mention">emoji</span> &lt;script&gt;</p>'],
    ['[x](javascript:alert(1)) [y](<data:text/html,z>)', '<p>x y</p>'],
  ] as const)('%s', async ([markdown, markup]) => {
    expect(await shown(markdown)).toBe(markup);
  });

  test('links with words to http and https only', async () => {
    expect(await shown('[read](<https://courier.example/a_b#:~:text=x,y>)')).toMatch(
      /^<p><a href="https:\/\/courier\.example\/a_b#:~:text=x,y" target="_blank" rel="noopener noreferrer"\s*>read</,
    );
  });
});
