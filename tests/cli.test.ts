import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cli, oneLine } from './support/cli.ts';

describe.concurrent('the command line itself', () => {
  test('every mistake in usage is one line with exit 1', async () => {
    expect(await cli([])).toEqual({ code: 1, stdout: '', stderr: oneLine(/.*--help/) });
    expect(await cli(['verfy', 'x'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/Unknown command 'verfy' \(Did you mean verify\?\)/),
    });
    expect(await cli(['check', '--jsn'])).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/Unknown option '--jsn' \(Did you mean --json\?\)/),
    });
    expect(await cli(['verify'])).toEqual({ code: 1, stdout: '', stderr: oneLine(/Missing required argument 'slug'/) });
    expect(await cli(['check'], { env: { LOG_LEVEL: 'loud' } })).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/LOG_LEVEL/),
    });
  });

  test('help goes to stdout, with examples', async () => {
    expect(await cli(['evidence', '--help'])).toEqual({
      code: 0,
      stdout: expect.stringContaining('Example'),
      stderr: '',
    });
  });

  test('a bug exits 2 and gives an id that the log has too', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { report } from './src/cli/errors.ts'; process.exitCode = await report(new TypeError('boom'));`,
      ],
      { encoding: 'utf8' },
    );
    const [logged = '', said = ''] = stderr.split('\n');
    const { id } = z.object({ id: z.string().min(8) }).parse(JSON.parse(logged));
    expect({ status, stdout, said }).toEqual({ status: 2, stdout: '', said: expect.stringContaining(id) });
    expect(logged).toContain('boom');
  });
});
